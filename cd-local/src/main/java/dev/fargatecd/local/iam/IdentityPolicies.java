package dev.fargatecd.local.iam;

import dev.fargatecd.local.kernel.Table;
import dev.fargatecd.local.policy.PolicyKind;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;

/**
 * Inline and attached policies of the identities of one kind.
 *
 * @param <T> roles or users
 */
final class IdentityPolicies<T extends Identity<T>> {
    private static final int MAX_ATTACHED = 10;

    private final String kind;
    private final Table<T> table;
    private final ManagedPolicies managed;
    private final int inlineQuota;

    /**
     * For one kind of identity.
     *
     * @param kind {@code role} or {@code user}, as messages name it
     * @param inlineQuota how many characters all inline policies of one identity may have together
     */
    IdentityPolicies(String kind, Table<T> table, ManagedPolicies managed, int inlineQuota) {
        this.kind = kind;
        this.table = table;
        this.managed = managed;
        this.inlineQuota = inlineQuota;
    }

    T get(String name) {
        return table.get(IamState.key(name)).orElseThrow(() -> noSuch(name));
    }

    /** Changes one atomically. */
    T update(String name, UnaryOperator<T> change) {
        return table.update(IamState.key(name), change).orElseThrow(() -> noSuch(name));
    }

    void put(String name, String policyName, String document) {
        Inputs.name("policyName", policyName, 128);
        Documents.checked(document, PolicyKind.IDENTITY);
        update(name, identity -> {
            Attachments changed = identity.attachments().with(policyName, document);
            int size =
                    changed.inline().values().stream().mapToInt(Documents::size).sum();
            if (size > inlineQuota) {
                throw IamFaults.limitExceeded(
                        "Maximum policy size of " + inlineQuota + " bytes exceeded for " + kind + " " + name);
            }
            return identity.with(changed);
        });
    }

    /** The document, URL-encoded. */
    String document(String name, String policyName) {
        String document = get(name).attachments().inline().get(policyName);
        if (document == null) {
            throw noSuchPolicy(policyName);
        }
        return Documents.encoded(document);
    }

    void delete(String name, String policyName) {
        update(name, identity -> {
            if (!identity.attachments().inline().containsKey(policyName)) {
                throw noSuchPolicy(policyName);
            }
            return identity.with(identity.attachments().without(policyName));
        });
    }

    List<String> names(String name) {
        return List.copyOf(get(name).attachments().inline().keySet());
    }

    /** Attaches a managed policy; one that is attached already stays so. */
    void attach(String name, String arn) {
        managed.attachable(arn);
        update(name, identity -> {
            List<String> attached = identity.attachments().managed();
            if (attached.contains(arn)) {
                return identity;
            }
            if (attached.size() >= MAX_ATTACHED) {
                throw IamFaults.limitExceeded("Cannot exceed quota for PoliciesPer"
                        + kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1) + ": " + MAX_ATTACHED);
            }
            return identity.with(identity.attachments().attached(arn));
        });
    }

    void detach(String name, String arn) {
        update(name, identity -> {
            if (!identity.attachments().managed().contains(arn)) {
                throw IamFaults.noSuchEntity("Policy " + arn + " was not found.");
            }
            return identity.with(identity.attachments().detached(arn));
        });
    }

    List<AttachedPolicy> attached(String name, String pathPrefix) {
        return get(name).attachments().managed().stream()
                .filter(arn -> ManagedPolicies.path(arn).startsWith(pathPrefix))
                .map(arn -> AttachedPolicy.builder()
                        .policyArn(arn)
                        .policyName(ManagedPolicies.name(arn))
                        .build())
                .toList();
    }

    /** Refuses to delete what still has policies. */
    void requireNone(T identity) {
        if (!identity.attachments().managed().isEmpty()) {
            throw IamFaults.deleteConflict("Cannot delete entity, must detach all policies first.");
        }
        if (!identity.attachments().inline().isEmpty()) {
            throw IamFaults.deleteConflict("Cannot delete entity, must delete policies first.");
        }
    }

    AwsServiceException noSuch(String name) {
        return IamFaults.noSuchEntity("The " + kind + " with name " + name + " cannot be found.");
    }

    private AwsServiceException noSuchPolicy(String policyName) {
        return IamFaults.noSuchEntity("The " + kind + " policy with name " + policyName + " cannot be found.");
    }
}
