package dev.fargatecd.local.iam;

import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.policy.PolicyDocument;
import dev.fargatecd.local.policy.PolicyKind;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the trust policies of roles: their grammar, and that whom they name exists. */
final class TrustPolicies {
    private static final Pattern SERVICE = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*\\.amazonaws\\.com(\\.cn)?");
    private static final Pattern ACCOUNT = Pattern.compile("\\*|\\d{12}|arn:aws:iam::\\d{12}:root");
    private static final Pattern SESSION =
            Pattern.compile("arn:aws:sts::\\d{12}:assumed-role/[\\w+=,.@-]+/[\\w+=,.@-]+");
    private static final Pattern IDENTITY =
            Pattern.compile("arn:aws:iam::(\\d{12}):(role|user)/(?:.*/)?([\\w+=,.@-]+)");
    private static final int MAX_SIZE = 2048;

    private final IamState state;

    TrustPolicies(IamState state) {
        this.state = state;
    }

    /** The document, when it may be a role's trust policy. */
    String checked(@Nullable String document) {
        PolicyDocument trust = Documents.checked(document, PolicyKind.TRUST);
        for (String host : trust.principals("Service")) {
            if (!SERVICE.matcher(host).matches()) {
                throw IamFaults.malformedPolicy("Invalid principal in policy: \"SERVICE\":\"" + host + "\"");
            }
        }
        for (String name : trust.principals("AWS")) {
            if (!exists(name)) {
                throw IamFaults.malformedPolicy("Invalid principal in policy: \"AWS\":\"" + name + "\"");
            }
        }
        String checked = Inputs.required("assumeRolePolicyDocument", document);
        if (Documents.size(checked) > MAX_SIZE) {
            throw IamFaults.limitExceeded("Cannot exceed quota for ACLSizePerRole: " + MAX_SIZE);
        }
        return checked;
    }

    private boolean exists(String name) {
        if (ACCOUNT.matcher(name).matches() || SESSION.matcher(name).matches()) {
            return true;
        }
        Matcher identity = IDENTITY.matcher(name);
        if (!identity.matches()) {
            return false;
        }
        Key key = new Key(
                new Scope(identity.group(1), Scope.GLOBAL), identity.group(3).toLowerCase(Locale.ROOT));
        return identity.group(2).equals("role")
                ? state.roles()
                        .get(key)
                        .filter(found -> found.role().arn().equals(name))
                        .isPresent()
                : state.users()
                        .get(key)
                        .filter(found -> found.user().arn().equals(name))
                        .isPresent();
    }
}
