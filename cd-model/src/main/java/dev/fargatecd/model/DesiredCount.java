package dev.fargatecd.model;

/**
 * How many tasks of the service run in an environment.
 *
 * @param value 0–1000; 0 keeps everything but runs nothing
 */
public record DesiredCount(int value) {
    /** One task. */
    public static final DesiredCount ONE = new DesiredCount(1);

    public DesiredCount {
        if (value < 0 || value > 1000) {
            throw InvalidValue.of("desired-count", value, "a number of tasks: 0–1000");
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
