package dev.fargatecd.model;

/**
 * A TCP port.
 *
 * @param value 1–65535
 */
public record Port(int value) {
    public Port {
        if (value < 1 || value > 65535) {
            throw InvalidValue.of("port", value, "a port: 1–65535");
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
