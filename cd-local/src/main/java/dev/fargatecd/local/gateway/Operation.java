package dev.fargatecd.local.gateway;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.protocols.core.OperationInfo;
import software.amazon.awssdk.utils.internal.CodegenNamingUtils;

/**
 * An operation of a service: its name, its request, and the method of the SDK's interface that answers it.
 *
 * @param name on the wire, for example {@code CreateOpenIDConnectProvider}
 * @param target {@code X-Amz-Target} of the JSON protocols: prefix, dot, name; the name alone in others
 * @param apiVersion of the query protocols, for example {@code 2010-05-08}; empty in others
 * @param streamsIn the method also takes the body of the request
 * @param streamsOut the method hands the body of its answer to a transformer
 */
record Operation(
        String name,
        String target,
        Optional<String> apiVersion,
        boolean streamsIn,
        boolean streamsOut,
        MethodHandle builder,
        MethodHandle method) {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.publicLookup();

    /**
     * Looks an operation up in the SDK's classes of a service.
     *
     * @return empty where the service has none of that name
     */
    static Optional<Operation> find(Class<?> api, String name) {
        // The SDK changes the case of acronyms in class names (SetSMSAttributes: SetSmsAttributesRequest).
        String java = CodegenNamingUtils.pascalCase(name);
        try {
            Class<?> request = Class.forName(api.getPackageName() + ".model." + java + "Request");
            return of(api, name, java, request);
        } catch (ClassNotFoundException none) {
            return Optional.empty();
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException(
                    name + " of " + api.getName() + " is not as the gateway knows it; " + SdkVersion.message(),
                    changed);
        }
    }

    private static Optional<Operation> of(Class<?> api, String name, String java, Class<?> request)
            throws ReflectiveOperationException {
        OperationInfo info = binding(request);
        MethodHandle builder = LOOKUP.findStatic(
                        request, "builder", MethodType.methodType(Class.forName(request.getName() + "$Builder")))
                .asType(MethodType.methodType(SdkPojo.class));
        Class<?> response = Class.forName(api.getPackageName() + ".model." + java + "Response");
        Set<String> methods = new LinkedHashSet<>(List.of(lowerFirst(name), lowerFirst(java)));
        for (String method : methods) {
            for (boolean out : List.of(false, true)) {
                for (boolean in : List.of(false, true)) {
                    Optional<MethodHandle> found = method(api, method, type(request, response, in, out));
                    if (found.isPresent()) {
                        return Optional.of(new Operation(
                                name,
                                Optional.ofNullable(info.operationIdentifier()).orElse(name),
                                Optional.ofNullable(info.apiVersion()),
                                in,
                                out,
                                builder,
                                found.get()));
                    }
                }
            }
        }
        return Optional.empty(); // an event stream, which only the asynchronous clients have
    }

    /** The method, taking its arguments as an array. */
    private static Optional<MethodHandle> method(Class<?> api, String name, MethodType type)
            throws IllegalAccessException {
        try {
            return Optional.of(LOOKUP.findVirtual(api, name, type)
                    .asSpreader(Object[].class, type.parameterCount())
                    .asType(MethodType.methodType(Object.class, Object.class, Object[].class)));
        } catch (NoSuchMethodException none) {
            return Optional.empty();
        }
    }

    /** How the SDK's own client sends a request: the constant of its marshaller. */
    static OperationInfo binding(Class<?> request) throws ReflectiveOperationException {
        Field field = Class.forName(request.getName().replace(".model.", ".transform.") + "Marshaller")
                .getDeclaredField("SDK_OPERATION_BINDING");
        field.setAccessible(true);
        return (OperationInfo) field.get(null);
    }

    private static MethodType type(Class<?> request, Class<?> response, boolean in, boolean out) {
        List<Class<?>> parameters = new ArrayList<>(List.of(request));
        if (in) {
            parameters.add(RequestBody.class);
        }
        if (out) {
            parameters.add(ResponseTransformer.class);
        }
        return MethodType.methodType(out ? Object.class : response, parameters);
    }

    private static String lowerFirst(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    /** An empty builder of the request. */
    SdkPojo newRequest() {
        try {
            return (SdkPojo) builder.invokeExact();
        } catch (Throwable thrown) {
            throw new IllegalStateException("no builder of " + name, thrown);
        }
    }

    /** Calls the method; exceptions are the service's. */
    Object call(Object service, Object... arguments) throws Throwable {
        return (Object) method.invokeExact(service, arguments);
    }
}
