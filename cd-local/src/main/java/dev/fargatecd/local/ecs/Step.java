package dev.fargatecd.local.ecs;

import java.time.Instant;
import java.util.List;

/** One thing to do for a service; decided by {@link DeploymentPlanner}, done by {@link ServiceScheduler}. */
sealed interface Step {
    void accept(Visitor visitor);

    /** Starts tasks of a deployment. */
    record StartTasks(String deployment, int count) implements Step {
        @Override
        public void accept(Visitor visitor) {
            visitor.start(this);
        }
    }

    /** Stops tasks that the service does not need any more. */
    record StopTasks(List<String> tasks) implements Step {
        public StopTasks {
            tasks = List.copyOf(tasks);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.stop(this);
        }
    }

    /**
     * Stops a task that fails its health checks.
     *
     * @param reason the target group, and why; "" for the checks of its containers
     */
    record ReplaceUnhealthy(String task, String reason) implements Step {
        @Override
        public void accept(Visitor visitor) {
            visitor.replace(this);
        }
    }

    /** The primary deployment is complete; those it replaced are forgotten. */
    record Complete(String deployment) implements Step {
        @Override
        public void accept(Visitor visitor) {
            visitor.complete(this);
        }
    }

    /** The circuit breaker ends a deployment. */
    record GiveUp(String deployment) implements Step {
        @Override
        public void accept(Visitor visitor) {
            visitor.giveUp(this);
        }
    }

    /** An earlier deployment becomes the primary one again. */
    record RollBack(String to) implements Step {
        @Override
        public void accept(Visitor visitor) {
            visitor.rollBack(this);
        }
    }

    /** All is as desired. */
    record ReportSteady() implements Step {
        @Override
        public void accept(Visitor visitor) {
            visitor.reportSteady(this);
        }
    }

    /** The deleted service has no task left. */
    record Deactivate() implements Step {
        @Override
        public void accept(Visitor visitor) {
            visitor.deactivate(this);
        }
    }

    /** Nothing more to do before that time. */
    record LookAgain(Instant at) implements Step {
        @Override
        public void accept(Visitor visitor) {
            visitor.lookAgain(this);
        }
    }

    /** Does each kind of step. */
    interface Visitor {
        void start(StartTasks step);

        void stop(StopTasks step);

        void replace(ReplaceUnhealthy step);

        void complete(Complete step);

        void giveUp(GiveUp step);

        void rollBack(RollBack step);

        void reportSteady(ReportSteady step);

        void deactivate(Deactivate step);

        void lookAgain(LookAgain step);
    }
}
