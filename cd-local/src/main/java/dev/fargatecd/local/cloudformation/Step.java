package dev.fargatecd.local.cloudformation;

import java.util.Set;

/** One thing that a stack operation does, and what must be over before. */
sealed interface Step {
    /** Unique within a plan. */
    String key();

    /** The keys of the steps that come before; one that is not in the plan is over already. */
    Set<String> after();

    /** Has it done. */
    void run(Doing doing);

    /** Does each kind of step. Throws {@link StepFailure} once the failure has been told. */
    interface Doing {
        void create(Create step);

        void update(Update step);

        void restore(Restore step);

        void readopt(Readopt step);

        void delete(Delete step);

        void retain(Retain step);
    }

    /** Makes a resource. */
    record Create(StackResource.Declared declared, Set<String> after) implements Step {
        @Override
        public String key() {
            return declared.logicalId();
        }

        @Override
        public void run(Doing doing) {
            doing.create(this);
        }
    }

    /**
     * Changes a resource to what the template says once all it refers to is known: in its place, by another that takes
     * its place, or not at all.
     */
    record Update(StackResource.Declared declared, Set<String> after) implements Step {
        @Override
        public String key() {
            return declared.logicalId();
        }

        @Override
        public void run(Doing doing) {
            doing.update(this);
        }
    }

    /** Changes a resource back to what it was. */
    record Restore(StackResource before, Set<String> after) implements Step {
        @Override
        public String key() {
            return before.logicalId();
        }

        @Override
        public void run(Doing doing) {
            doing.restore(this);
        }
    }

    /** Takes the resource back that another had replaced. */
    record Readopt(StackResource before, Set<String> after) implements Step {
        @Override
        public String key() {
            return before.logicalId();
        }

        @Override
        public void run(Doing doing) {
            doing.readopt(this);
        }
    }

    /** Deletes a resource. */
    record Delete(StackResource resource, Set<String> after) implements Step {
        @Override
        public String key() {
            return keyOf(resource);
        }

        @Override
        public void run(Doing doing) {
            doing.delete(this);
        }
    }

    /** Lets go of a resource and leaves it where it is. */
    record Retain(StackResource resource, Set<String> after) implements Step {
        @Override
        public String key() {
            return keyOf(resource);
        }

        @Override
        public void run(Doing doing) {
            doing.retain(this);
        }
    }

    /** A replaced resource and its replacement have the same logical id. */
    private static String keyOf(StackResource resource) {
        return resource.logicalId() + " " + resource.physicalId().orElse("");
    }
}
