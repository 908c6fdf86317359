package dev.fargatecd.local;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.local.cloudformation.resource.ResourceTypes;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkClient;

/**
 * Keeps {@code docs/operations.md} true: it lists what the services of the local cloud override of the SDK's interfaces.
 *
 * <p>After an operation or a resource type came or went, {@code mvn test -pl cd-local -am -Dtest=OperationsPageTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true} writes it anew.
 */
class OperationsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "operations.md");
    private static final Path CLASSES = Path.of("target", "classes");
    private static final int WIDTH = 120;

    @Test
    void listsWhatTheLocalCloudDoes() throws IOException, ClassNotFoundException {
        String page = page();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE)
                .as("docs/operations.md, which -Ddocs.write=true writes anew")
                .hasContent(page);
    }

    @Test
    void knowsAnOperationFromOneThatIsMissing() throws ClassNotFoundException {
        Port s3 = Objects.requireNonNull(ports().get("S3"));

        assertThat(s3.done()).contains("GetObject", "PutObject").doesNotContain("SelectObjectContent");
        assertThat(s3.offered()).contains("GetObject", "CreateBucketMetadataTableConfiguration");
    }

    private static String page() throws ClassNotFoundException {
        StringBuilder page = new StringBuilder("""
                # Operations of the local cloud

                Written by `OperationsPageTest` from the services' classes; don't edit it by hand. Of each service: how many
                operations the AWS SDK's client has, and which of them the local cloud answers. Every other is answered with HTTP
                501 `NotImplemented`. What is refused inside an operation, and what is kept without an effect, stands in
                [local-cloud.md](local-cloud.md).

                """);
        ports().forEach((name, port) -> page.append("## " + name + ": "
                        + port.done().size() + " of " + port.offered().size() + "\n\n")
                .append(lines(port.done()))
                .append("\n\n"));
        SortedSet<String> types = new TreeSet<>(ResourceTypes.all().names());
        return page.append("## CloudFormation's resource types: " + types.size() + "\n\n")
                .append(types.stream().map(type -> "- `" + type + "`").collect(joining("\n")))
                .append("\n")
                .toString();
    }

    /**
     * A service.
     *
     * @param offered operations of the SDK's interface
     * @param done those that the service's class overrides
     */
    private record Port(SortedSet<String> offered, SortedSet<String> done) {
        static Port of(Class<?> api, Class<?> service) {
            SortedSet<String> offered = new TreeSet<>();
            SortedSet<String> done = new TreeSet<>();
            for (Method method : api.getMethods()) {
                if (isOperation(method)) {
                    offered.add(operation(method));
                    if (isOverridden(method, service)) {
                        done.add(operation(method));
                    }
                }
            }
            return new Port(offered, done);
        }

        /** Paginators and waiters are built on operations; they take the same requests. */
        private static boolean isOperation(Method method) {
            return method.getParameterCount() > 0
                    && AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0])
                    && !Modifier.isStatic(method.getModifiers())
                    && !method.getName().endsWith("Paginator");
        }

        private static String operation(Method method) {
            String request = method.getParameterTypes()[0].getSimpleName();
            return request.substring(0, request.length() - "Request".length());
        }

        private static boolean isOverridden(Method method, Class<?> service) {
            try {
                return !service.getMethod(method.getName(), method.getParameterTypes())
                        .getDeclaringClass()
                        .isInterface();
            } catch (NoSuchMethodException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /** The services by the name of the SDK's interface. */
    private static Map<String, Port> ports() throws ClassNotFoundException {
        Map<String, Port> ports = new TreeMap<>();
        for (Class<?> service : services()) {
            for (Class<?> api : interfaces(service)) {
                if (SdkClient.class.isAssignableFrom(api) && api != SdkClient.class) {
                    String name = api.getSimpleName();
                    ports.put(name.substring(0, name.length() - "Client".length()), Port.of(api, service));
                }
            }
        }
        return ports;
    }

    private static Collection<Class<?>> interfaces(Class<?> service) {
        return Stream.<Class<?>>iterate(service, type -> type != Object.class, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getInterfaces()))
                .toList();
    }

    private static List<Class<?>> services() throws ClassNotFoundException {
        List<String> names;
        try (Stream<Path> files = Files.walk(CLASSES.resolve("dev/fargatecd/local"))) {
            names = files.map(file -> CLASSES.relativize(file).toString())
                    .filter(file -> file.endsWith("Service.class"))
                    .map(file -> file.replace(".class", "").replace('/', '.'))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        List<Class<?>> services = new ArrayList<>();
        for (String name : names) {
            Class<?> type = Class.forName(name);
            if (SdkClient.class.isAssignableFrom(type)) {
                services.add(type);
            }
        }
        return services;
    }

    /** The names with commas between, in lines that are not too long. */
    private static String lines(Collection<String> names) {
        StringBuilder all = new StringBuilder();
        int column = 0;
        String between = "";
        for (String name : names) {
            all.append(between.strip());
            column += between.strip().length();
            if (column + name.length() + 2 > WIDTH) {
                all.append("\n");
                column = 0;
            } else if (!between.isEmpty()) {
                all.append(" ");
                column++;
            }
            all.append(name);
            column += name.length();
            between = ", ";
        }
        return all.toString();
    }
}
