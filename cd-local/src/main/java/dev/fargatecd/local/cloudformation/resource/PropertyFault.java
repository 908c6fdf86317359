package dev.fargatecd.local.cloudformation.resource;

/** A property that can't be given to the API: of the wrong type, or unknown to what the local cloud implements. */
public final class PropertyFault extends RuntimeException {
    private PropertyFault(String message) {
        super(message);
    }

    /**
     * A property that the type has and the local cloud does not.
     *
     * @param path {@code /LoadBalancers/0/Role}
     */
    static PropertyFault unsupported(String path) {
        return new PropertyFault("The property " + path + " is not supported by the local cloud");
    }

    /** The text of CloudFormation's own validation of types. */
    static PropertyFault type(String path, String expected, String found) {
        return new PropertyFault("#" + path + ": expected type: " + expected + ", found: " + found);
    }
}
