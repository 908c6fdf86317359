package dev.fargatecd.model;

import java.util.Optional;

/**
 * One place to which a commit goes, for example Test.
 *
 * @param certificate with which its load balancer answers HTTPS; empty: it answers HTTP alone
 */
public record Environment(
        EnvironmentName name,
        Network network,
        DesiredCount desiredCount,
        Approval approval,
        Optional<CertificateArn> certificate) {
    public Environment {
        if (certificate.isPresent() && network.sharedStack().isPresent()) {
            throw InvalidValue.because(
                    "certificate",
                    "is given, but the load balancer is that of the stack "
                            + network.sharedStack().get());
        }
    }

    /** One whose load balancer answers HTTP alone. */
    public Environment(EnvironmentName name, Network network, DesiredCount desiredCount, Approval approval) {
        this(name, network, desiredCount, approval, Optional.empty());
    }

    /** An environment with a network of its own, one task and no approval. */
    public static Environment of(EnvironmentName name) {
        return new Environment(name, new Network.Created(), DesiredCount.ONE, Approval.NONE);
    }

    /** Whether this definition makes its stack; otherwise it is another's. */
    public boolean isOwn() {
        return network.sharedStack().isEmpty();
    }
}
