package dev.fargatecd.model;

/** A stage of the pipeline. */
public sealed interface Stage permits Stage.Checkout, Stage.Image, Stage.Deployment {
    /** The stage's name in CodePipeline. */
    String name();

    /** The first: fetches the commit. */
    record Checkout(Source source) implements Stage {
        @Override
        public String name() {
            return "Source";
        }
    }

    /** The second: makes the image of the commit. */
    record Image(Build build) implements Stage {
        @Override
        public String name() {
            return "Build";
        }
    }

    /** One for each environment: puts the image there, after an approval where one is required. */
    record Deployment(Environment environment) implements Stage {
        @Override
        public String name() {
            return environment.name().stageName();
        }
    }
}
