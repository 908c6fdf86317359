package dev.fargatecd.cloudformation.check;

import java.util.List;
import java.util.Optional;

/**
 * A file as it is read.
 *
 * @param name as findings name it
 */
public record SourceFile(String name, String text) {
    /** The text of a line, from 1; empty where there is none. */
    public Optional<String> line(int number) {
        List<String> lines = text.lines().toList();
        return number >= 1 && number <= lines.size() ? Optional.of(lines.get(number - 1)) : Optional.empty();
    }

    /** The last part of the name: {@code service.yml} of {@code cf/service.yml}. */
    public String baseName() {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }
}
