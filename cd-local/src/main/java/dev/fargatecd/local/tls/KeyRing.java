package dev.fargatecd.local.tls;

import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Store;
import dev.fargatecd.local.kernel.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Certificates with their keys by ARN, and who serves with them.
 *
 * <p>AWS hands a certificate's key from Certificate Manager to a load balancer behind its APIs, so the SDK's interfaces
 * have no way for it: Certificate Manager puts it here, Elastic Load Balancing takes it.
 */
public final class KeyRing {
    /**
     * What one listener serves with.
     *
     * @param user the load balancer's ARN
     */
    private record Use(String user, Set<String> certificates) {}

    private final Table<Identity> identities;
    private final Table<Use> uses;

    public KeyRing(Store store) {
        identities = store.table("tls.identities", Identity.class);
        uses = store.table("tls.uses", Use.class);
    }

    public void put(Scope scope, String certificateArn, Identity identity) {
        identities.put(new Key(scope, certificateArn), identity);
    }

    public void remove(Scope scope, String certificateArn) {
        identities.remove(new Key(scope, certificateArn));
    }

    /** The certificate of that ARN, or empty where there is none. */
    public Optional<Identity> find(Scope scope, String certificateArn) {
        return identities.get(new Key(scope, certificateArn));
    }

    /**
     * From now on a listener serves with these certificates and no others.
     *
     * @param user the load balancer's ARN, shown as who uses them
     * @param certificateArns empty where it does not serve any more
     */
    public void use(Scope scope, String listenerArn, String user, Set<String> certificateArns) {
        Key key = new Key(scope, listenerArn);
        if (certificateArns.isEmpty()) {
            uses.remove(key);
        } else {
            uses.put(key, new Use(user, Set.copyOf(certificateArns)));
        }
    }

    /** The load balancers that serve with the certificate, sorted. */
    public List<String> usersOf(Scope scope, String certificateArn) {
        return uses.list(scope).stream()
                .filter(use -> use.certificates().contains(certificateArn))
                .map(Use::user)
                .distinct()
                .sorted()
                .toList();
    }
}
