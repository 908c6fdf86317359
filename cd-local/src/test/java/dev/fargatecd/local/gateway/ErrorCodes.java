package dev.fargatecd.local.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.protocols.core.ExceptionMetadata;
import software.amazon.awssdk.regions.Region;

/** The codes by which the SDK's client of a service knows its modelled exceptions, found in the client itself. */
final class ErrorCodes {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{4,}");

    private final Map<Class<?>, String> codes;

    private ErrorCodes(Map<Class<?>, String> codes) {
        this.codes = codes;
    }

    boolean has(Class<?> exception) {
        return codes.containsKey(exception);
    }

    String code(Class<?> exception) {
        return Objects.requireNonNull(codes.get(exception));
    }

    static ErrorCodes of(Class<?> api) throws Exception {
        Map<Class<?>, String> codes = new HashMap<>(fromFactory(api));
        if (codes.isEmpty()) {
            codes.putAll(fromMapper(api));
        }
        return new ErrorCodes(codes);
    }

    /** Clients of older protocols hand a list of exceptions to their protocol factory. */
    private static Map<Class<?>, String> fromFactory(Class<?> api) throws Exception {
        Map<Class<?>, String> codes = new HashMap<>();
        AwsClientBuilder<?, ?> builder =
                (AwsClientBuilder<?, ?>) api.getMethod("builder").invoke(null);
        builder.region(Region.US_EAST_1).credentialsProvider(AnonymousCredentialsProvider.create());
        try (AutoCloseable client = (AutoCloseable) builder.build()) {
            for (Field field : client.getClass().getDeclaredFields()) {
                if (field.getType().getSimpleName().endsWith("ProtocolFactory")) {
                    for (ExceptionMetadata metadata : modelled(value(field, client))) {
                        codes.put(type(metadata), metadata.errorCode());
                    }
                }
            }
        }
        return codes;
    }

    private static List<ExceptionMetadata> modelled(Object factory) throws ReflectiveOperationException {
        for (Class<?> type = factory.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals("modeledExceptions")) {
                    return ((List<?>) value(field, factory))
                            .stream().map(ExceptionMetadata.class::cast).toList();
                }
            }
        }
        return List.of();
    }

    /** Newer ones have a method for each operation, from code to exception; the codes are constants of the class. */
    private static Map<Class<?>, String> fromMapper(Class<?> api) throws Exception {
        Map<Class<?>, String> codes = new HashMap<>();
        Class<?> client = Class.forName(api.getPackageName() + ".Default" + api.getSimpleName());
        Set<String> words = words(client);
        for (Method method : client.getDeclaredMethods()) {
            if (method.getReturnType() == Optional.class
                    && method.getParameterCount() == 1
                    && method.getParameterTypes()[0] == String.class) {
                method.setAccessible(true);
                for (String word : words) {
                    Optional<?> found = (Optional<?>) method.invoke(null, word);
                    if (found.isPresent()) {
                        ExceptionMetadata metadata = (ExceptionMetadata) found.get();
                        codes.put(type(metadata), metadata.errorCode());
                    }
                }
            }
        }
        return codes;
    }

    private static Set<String> words(Class<?> client) throws IOException {
        try (InputStream in = Objects.requireNonNull(client.getResourceAsStream(client.getSimpleName() + ".class"))) {
            return WORD.matcher(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toSet());
        }
    }

    private static Class<?> type(ExceptionMetadata metadata) {
        return metadata.exceptionBuilderSupplier().get().getClass().getEnclosingClass();
    }

    private static Object value(Field field, Object owner) throws IllegalAccessException {
        field.setAccessible(true);
        return field.get(owner);
    }
}
