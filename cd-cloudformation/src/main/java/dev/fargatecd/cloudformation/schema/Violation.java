package dev.fargatecd.cloudformation.schema;

/**
 * Something that AWS refuses in a resource's properties.
 *
 * @param path {@code #} for the properties themselves, {@code #/Tags/0} for a part of them
 * @param problem AWS's words
 */
public record Violation(String path, String problem) {
    /** As AWS's messages have it: {@code #/Tags/0: extraneous key [Name] is not permitted}. */
    @Override
    public String toString() {
        return path + ": " + problem;
    }
}
