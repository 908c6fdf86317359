package dev.fargatecd.cloudformation.check;

import java.util.List;
import java.util.Optional;

/** A file as it is read. Its lines are parted once, for checks ask for many of them. */
public final class SourceFile {
    private final String name;
    private final String text;
    private final List<String> lines;

    /** @param name as findings name it */
    public SourceFile(String name, String text) {
        this.name = name;
        this.text = text;
        this.lines = text.lines().toList();
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    /** The text of a line, from 1; empty where there is none. */
    public Optional<String> line(int number) {
        return number >= 1 && number <= lines.size() ? Optional.of(lines.get(number - 1)) : Optional.empty();
    }

    /** The last part of the name: {@code service.yml} of {@code cf/service.yml}. */
    public String baseName() {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    @Override
    public String toString() {
        return name;
    }
}
