package dev.fargatecd.model;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Where an environment's balancer and tasks are. */
public sealed interface Network permits Network.Created, Network.Given, Network.Shared {
    /** Whether tasks get a public address: needed in a public subnet, or they can't fetch their image. */
    boolean assignPublicIp();

    /** The stack of another definition's environment; empty when this definition makes the environment. */
    default Optional<StackName> sharedStack() {
        return Optional.empty();
    }

    /** What the visitor says of this kind of network. */
    <R> R accept(Visitor<R> visitor);

    /**
     * A VPC with two public subnets, made by the environment's stack.
     *
     * @param nat whether tasks are in two private subnets beside them, with a NAT gateway as their way out
     */
    record Created(boolean nat) implements Network {
        /** With tasks in the public subnets, which costs least. */
        public Created() {
            this(false);
        }

        @Override
        public boolean assignPublicIp() {
            return !nat;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.created(this);
        }
    }

    /**
     * A VPC that is there already.
     *
     * @param subnets two or more, in different zones; the balancer needs that
     */
    record Given(VpcId vpc, List<SubnetId> subnets, boolean assignPublicIp) implements Network {
        public Given {
            subnets = List.copyOf(subnets);
            if (subnets.size() < 2) {
                throw InvalidValue.because(
                        "subnets", "has " + subnets.size() + "; a balancer needs two or more, in different zones");
            }
            if (new HashSet<>(subnets).size() < subnets.size()) {
                throw InvalidValue.because("subnets", "names a subnet twice");
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.given(this);
        }
    }

    /**
     * The cluster and balancer of an environment that another definition makes.
     *
     * @param stack that environment's stack, for example {@code platform-test-environment}
     */
    record Shared(StackName stack, boolean assignPublicIp) implements Network {
        @Override
        public Optional<StackName> sharedStack() {
            return Optional.of(stack);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.shared(this);
        }
    }

    /** Tells the kinds of network apart. */
    interface Visitor<R> {
        R created(Created network);

        R given(Given network);

        R shared(Shared network);
    }
}
