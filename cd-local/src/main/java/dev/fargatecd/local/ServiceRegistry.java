package dev.fargatecd.local;

import dev.fargatecd.local.kernel.AccessKey;
import dev.fargatecd.local.kernel.AccessKeys;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Clients;
import dev.fargatecd.local.kernel.Principal;
import dev.fargatecd.local.kernel.RoleSession;
import dev.fargatecd.local.kernel.Scope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The services of the cloud by the SDK interface they implement, and the way in-process calls reach them. */
final class ServiceRegistry implements Clients, AutoCloseable {
    private final Map<Class<?>, SdkClient> services = Collections.synchronizedMap(new LinkedHashMap<>());
    private final AccessKeys accessKeys;

    ServiceRegistry(AccessKeys accessKeys) {
        this.accessKeys = accessKeys;
    }

    <C extends SdkClient> void add(Class<C> api, C service) {
        services.put(api, service);
    }

    /** The services by interface, in the order in which they were added. */
    Map<Class<?>, SdkClient> services() {
        return Collections.unmodifiableMap(services);
    }

    @Override
    public <C extends SdkClient> C as(Caller caller, Class<C> api) {
        SdkClient service = services.get(api);
        if (service == null) {
            throw new IllegalArgumentException("the local cloud has no " + api.getSimpleName());
        }
        return api.cast(Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, new Call(caller, service)));
    }

    @Override
    public RoleSession assumeRole(String serviceHost, Scope scope, String roleArn, String sessionName) {
        Caller service = new Caller(Principal.service(scope.account(), serviceHost), scope);
        Credentials credentials = as(service, StsClient.class)
                .assumeRole(request -> request.roleArn(roleArn).roleSessionName(sessionName))
                .credentials();
        AccessKey accessKey = accessKeys
                .find(credentials.accessKeyId())
                .orElseThrow(() -> new IllegalStateException("STS answered a key that the cloud does not know"));
        return new RoleSession(new Caller(accessKey.principal(), scope), accessKey);
    }

    @Override
    public void close() {
        List<SdkClient> last = new ArrayList<>(services.values());
        Collections.reverse(last);
        last.forEach(SdkClient::close);
    }

    /**
     * Dispatches to the service what it implements. The interface's own default methods (those with a consumer of a
     * builder, paginators) run on the proxy, so that what they call in turn is made as the same caller.
     */
    private record Call(Caller caller, SdkClient service) implements InvocationHandler {
        private static final Map<Class<?>, Map<Method, Boolean>> IMPLEMENTED = new ConcurrentHashMap<>();

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.isDefault() && !isImplemented(method)) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            if (method.getName().equals("close") && method.getParameterCount() == 0) {
                return null; // a caller that closes its client does not close the service
            }
            try {
                return caller.call(() -> {
                    try {
                        return method.invoke(service, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause() instanceof Exception cause ? cause : thrown;
                    }
                });
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }

        private boolean isImplemented(Method method) {
            return IMPLEMENTED
                    .computeIfAbsent(service.getClass(), type -> new ConcurrentHashMap<>())
                    .computeIfAbsent(method, m -> {
                        try {
                            return !service.getClass()
                                    .getMethod(m.getName(), m.getParameterTypes())
                                    .getDeclaringClass()
                                    .isInterface();
                        } catch (NoSuchMethodException impossible) {
                            throw new IllegalStateException(impossible);
                        }
                    });
        }
    }
}
