package dev.fargatecd.model;

/** A stage of the pipeline. */
public sealed interface Stage permits Stage.Checkout, Stage.Image, Stage.Deployment {
    /** The stage's name in CodePipeline. */
    String name();

    /** What the visitor says of this kind of stage. */
    <R> R accept(Visitor<R> visitor);

    /** The first: fetches the commit. */
    record Checkout(Source source) implements Stage {
        @Override
        public String name() {
            return "Source";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.checkout(this);
        }
    }

    /** The second: makes the image of the commit. */
    record Image(Build build) implements Stage {
        @Override
        public String name() {
            return "Build";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.image(this);
        }
    }

    /** One for each environment: puts the image there, after an approval where one is required. */
    record Deployment(Environment environment) implements Stage {
        @Override
        public String name() {
            return environment.name().stageName();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.deployment(this);
        }
    }

    /** Tells the kinds of stage apart. */
    interface Visitor<R> {
        R checkout(Checkout stage);

        R image(Image stage);

        R deployment(Deployment stage);
    }
}
