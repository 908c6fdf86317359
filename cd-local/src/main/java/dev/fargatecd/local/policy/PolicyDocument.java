package dev.fargatecd.local.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

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

    /** What the statements say that can be decided with the known condition keys alone. */
    Decision decide(Access access, Predicate<String> known) {
        return new PolicyDocument(statements.stream()
                        .filter(statement -> statement.undecided(access, known).isEmpty())
                        .toList())
                .decide(access);
    }

    /** Why the statements that allow, or those that deny, can't all be decided; empty where they can. */
    Optional<String> undecided(Access access, Predicate<String> known, boolean allowing) {
        return statements.stream()
                .filter(statement -> statement.allows() == allowing)
                .flatMap(statement -> statement.undecided(access, known).stream())
                .findFirst();
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
