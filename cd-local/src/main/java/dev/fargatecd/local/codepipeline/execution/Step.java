package dev.fargatecd.local.codepipeline.execution;

import java.util.List;

/** The next thing to do with an execution. */
sealed interface Step {
    String executionId();

    /** Lets whoever does it do it. */
    void take(Taker taker);

    /** Does steps. */
    interface Taker {
        void enter(EnterStage step);

        void start(StartActions step);

        void abandon(AbandonActions step);

        void end(EndStage step);

        void end(End step);
    }

    /** Let the execution into the stage that it waits for. */
    record EnterStage(String executionId) implements Step {
        @Override
        public void take(Taker taker) {
            taker.enter(this);
        }
    }

    /** Start actions of the stage it is in, side by side. */
    record StartActions(String executionId, List<String> actions) implements Step {
        @Override
        public void take(Taker taker) {
            taker.start(this);
        }
    }

    /** Wait no longer for the actions that are under way. */
    record AbandonActions(String executionId) implements Step {
        @Override
        public void take(Taker taker) {
            taker.abandon(this);
        }
    }

    /** The stage is over; with it the execution, unless it leads on. */
    record EndStage(String executionId, StageStatus status) implements Step {
        @Override
        public void take(Taker taker) {
            taker.end(this);
        }
    }

    /** The execution is over between two stages. */
    record End(String executionId, ExecutionStatus status, String why) implements Step {
        @Override
        public void take(Taker taker) {
            taker.end(this);
        }
    }
}
