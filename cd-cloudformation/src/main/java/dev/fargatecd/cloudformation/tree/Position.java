package dev.fargatecd.cloudformation.tree;

/**
 * A place in a text.
 *
 * @param file as the reader was told; for messages only
 * @param line 1 for the first; 0 for what was never read from a text
 * @param column 1 for the first
 */
public record Position(String file, int line, int column) {
    /** The place of what was made by a program and not read. */
    public static final Position NONE = new Position("", 0, 0);

    /** {@code service.yml:12:7}, as compilers write it. */
    @Override
    public String toString() {
        return line == 0 ? "(made by a program)" : file + ":" + line + ":" + column;
    }
}
