package dev.fargatecd.local.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import software.amazon.awssdk.protocols.core.OperationInfo;

/** All operations that the SDK's jar of a service has, for tests that go through all of them. */
final class SdkModel {
    private static final String MARSHALLER = "RequestMarshaller.class";

    private SdkModel() {}

    /** The request classes of a client interface, by name. */
    static List<Class<?>> requests(Class<?> api) {
        String folder = api.getPackageName().replace('.', '/') + "/transform/";
        try (JarFile jar = new JarFile(
                Path.of(api.getProtectionDomain().getCodeSource().getLocation().toURI())
                        .toFile())) {
            return jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith(folder) && name.endsWith(MARSHALLER))
                    .map(name -> name.substring(folder.length(), name.length() - MARSHALLER.length()))
                    .sorted()
                    .<Class<?>>map(name -> request(api, name))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The operation's name on the wire. */
    static String name(Class<?> request) {
        String id = binding(request).operationIdentifier();
        return id == null
                ? request.getSimpleName().replaceFirst("Request$", "")
                : id.substring(id.lastIndexOf('.') + 1);
    }

    static OperationInfo binding(Class<?> request) {
        try {
            return Operation.binding(request);
        } catch (ReflectiveOperationException none) {
            throw new IllegalStateException(none);
        }
    }

    private static Class<?> request(Class<?> api, String name) {
        try {
            return Class.forName(api.getPackageName() + ".model." + name + "Request");
        } catch (ClassNotFoundException none) {
            throw new IllegalStateException(none);
        }
    }
}
