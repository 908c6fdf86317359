package dev.fargatecd.local;

import dev.fargatecd.local.authorization.RoleGuard;
import dev.fargatecd.local.kernel.AccessKey;
import dev.fargatecd.local.kernel.AccessKeys;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Clients;
import dev.fargatecd.local.kernel.Guard;
import dev.fargatecd.local.kernel.Principal;
import dev.fargatecd.local.kernel.RoleSession;
import dev.fargatecd.local.kernel.Scope;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The services of the cloud by the SDK interface they implement, and the way in-process calls reach them. */
final class ServiceRegistry implements Clients, AutoCloseable {
    private final Map<Class<?>, SdkClient> services = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Guard guard;
    private final BoundClients clients;
    private final AccessKeys accessKeys;

    ServiceRegistry(AccessKeys accessKeys, Clock clock) {
        this.accessKeys = accessKeys;
        guard = new RoleGuard(this, clock);
        clients = new BoundClients(guard);
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
        return clients.bind(api, service, caller);
    }

    @Override
    public RoleSession assumeRole(
            String serviceHost, Scope scope, String roleArn, String sessionName, Optional<String> sourceArn) {
        Caller service = new Caller(Principal.service(scope.account(), serviceHost), scope);
        Credentials credentials = as(service, StsClient.class)
                .assumeRole(request -> request.roleArn(roleArn)
                        .roleSessionName(sessionName)
                        .overrideConfiguration(
                                carried -> sourceArn.ifPresent(arn -> carried.putHeader(SOURCE_ARN_HEADER, arn))))
                .credentials();
        AccessKey accessKey = accessKeys
                .find(credentials.accessKeyId())
                .orElseThrow(() -> new IllegalStateException("STS answered a key that the cloud does not know"));
        return new RoleSession(new Caller(accessKey.principal(), scope), accessKey);
    }

    @Override
    public Guard guard() {
        return guard;
    }

    @Override
    public void close() {
        List<SdkClient> last = new ArrayList<>(services.values());
        Collections.reverse(last);
        last.forEach(SdkClient::close);
    }
}
