package dev.fargatecd.local.policy;

import java.util.List;

/** A policy that the grammar allows. */
public final class PolicyDocument {
    private final List<Statement> statements;

    PolicyDocument(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    /**
     * Reads and checks a document.
     *
     * @throws MalformedPolicyException where it is no JSON, or not a policy of that kind
     */
    public static PolicyDocument parse(String json, PolicyKind kind) throws MalformedPolicyException {
        return new PolicyReader(kind).read(json);
    }

    /** What this policy says of the access; an explicit deny wins over any allow. */
    public Decision decide(Access access) {
        Decision decision = Decision.SILENT;
        for (Statement statement : statements) {
            if (statement.speaksOf(access)) {
                if (!statement.allows()) {
                    return Decision.DENIED;
                }
                decision = Decision.ALLOWED;
            }
        }
        return decision;
    }

    /** The names of one type ({@code AWS}, {@code Service}, …) that the policy's principals give, sorted. */
    public List<String> principals(String type) {
        return statements.stream()
                .flatMap(statement -> statement.principals().byType().getOrDefault(type, List.of()).stream())
                .distinct()
                .sorted()
                .toList();
    }
}
