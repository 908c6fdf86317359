package dev.fargatecd.model;

/** One place to which a commit goes, for example Test. */
public record Environment(EnvironmentName name, Network network, DesiredCount desiredCount, Approval approval) {
    /** An environment with a network of its own, one task and no approval. */
    public static Environment of(EnvironmentName name) {
        return new Environment(name, new Network.Created(), DesiredCount.ONE, Approval.NONE);
    }

    /** Whether this definition makes its stack; otherwise it is another's. */
    public boolean isOwn() {
        return network.sharedStack().isEmpty();
    }
}
