package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.Check;
import dev.fargatecd.cloudformation.check.CheckedFiles;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.SourceFile;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds instructions that docker does not know or can't follow. */
public final class DockerfileSyntax implements Check {
    private static final Set<String> INSTRUCTIONS = Set.of(
            "ADD",
            "ARG",
            "CMD",
            "COPY",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "FROM",
            "HEALTHCHECK",
            "LABEL",
            "MAINTAINER",
            "ONBUILD",
            "RUN",
            "SHELL",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");
    private static final String TEXT = "\"(?:[^\"\\\\]|\\\\.)*\"";
    private static final Pattern EXEC_FORM = Pattern.compile("\\[\\s*(?:" + TEXT + "(?:\\s*,\\s*" + TEXT + ")*)?\\s*]");
    private static final Pattern PORTS =
            Pattern.compile("(?:(?:\\d{1,5}(?:-\\d{1,5})?|\\$\\S+)(?:/(?:tcp|udp))?\\s*)+");
    private static final Pattern FLAG = Pattern.compile("--\\S+\\s+");
    private static final Pattern JAR = Pattern.compile("\"-jar\"\\s*,\\s*\"([^\"]*)\"");

    @Override
    public Rule rule() {
        return new Rule(
                "dockerfile-syntax",
                Severity.ERROR,
                "A Dockerfile begins with FROM, has instructions that docker knows, and starts a file that it copied",
                "https://docs.docker.com/reference/dockerfile/");
    }

    @Override
    public void check(CheckedFiles files, Findings findings) {
        files.dockerfiles().forEach(file -> new Look(file, findings).all());
    }

    /** The look through one file, from top to bottom. */
    private static final class Look {
        private final SourceFile file;
        private final Findings findings;
        private final StringBuilder copied = new StringBuilder();
        private boolean hasBase;
        private boolean mayHaveOthers;

        Look(SourceFile file, Findings findings) {
            this.file = file;
            this.findings = findings;
        }

        void all() {
            List<String> lines = file.text().lines().toList();
            boolean goesOn = false;
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).strip();
                boolean isComment = line.isEmpty() || line.startsWith("#");
                if (line.contains("<<")) {
                    return; // what follows is a text of another language
                }
                if (!goesOn && !isComment) {
                    instruction(i + 1, line);
                }
                goesOn = isComment ? goesOn : line.endsWith("\\");
            }
        }

        private void instruction(int number, String line) {
            String[] parts = line.split("\\s+", 2);
            String word = parts[0].toUpperCase(Locale.ROOT);
            String rest = parts.length > 1 ? parts[1].strip() : "";
            if (!INSTRUCTIONS.contains(word)) {
                add(number, "docker knows no instruction " + parts[0], Nearest.hint(word, INSTRUCTIONS));
                hasBase = true; // it may have been FROM
                return;
            }
            if (!hasBase && !word.equals("FROM") && !word.equals("ARG")) {
                add(number, "there is no FROM before " + word, "begin with FROM and the base image");
                hasBase = true;
            }
            switch (word) {
                case "FROM" -> hasBase = true;
                case "EXPOSE" -> exposed(number, rest);
                case "COPY", "ADD" -> copied(number, word, rest);
                case "RUN", "VOLUME" -> mayHaveOthers = true;
                case "ENTRYPOINT", "CMD" -> started(number, word, rest);
                default -> {} // their arguments are free
            }
        }

        private void exposed(int number, String rest) {
            if (!PORTS.matcher(rest).matches()) {
                add(number, "EXPOSE takes ports, not " + rest, "write EXPOSE 5000");
            }
        }

        private void copied(int number, String word, String rest) {
            String files = FLAG.matcher(rest).replaceAll("");
            mayHaveOthers |= rest.startsWith("--from") || files.contains("*") || files.endsWith("\\");
            if (files.split("\\s+").length < 2 && !files.startsWith("[") && !files.endsWith("\\")) {
                add(number, word + " takes a source and a destination", "write " + word + " " + files + " ./");
            }
            if (files.startsWith("../") || files.contains(" ../")) {
                add(number, word + " can't take what is outside of the folder that is built", "build a folder above");
            }
            copied.append(files).append('\n');
            mayHaveOthers |= files.endsWith("/") || files.endsWith(".") || files.startsWith("[");
        }

        private void started(int number, String word, String rest) {
            if (rest.startsWith("[")
                    && !rest.endsWith("\\")
                    && !EXEC_FORM.matcher(rest).matches()) {
                add(
                        number,
                        word + " is no list of texts, and docker takes it for a command of the shell",
                        "write [\"java\", \"-jar\", \"app.jar\"], with double quotes and commas");
            }
            Matcher jar = JAR.matcher(rest);
            if (jar.find() && !mayHaveOthers && !copied.isEmpty()) {
                String name = jar.group(1).substring(jar.group(1).lastIndexOf('/') + 1);
                if (!copied.toString().contains(name)) {
                    add(number, "nothing copies " + jar.group(1) + " into the image", "name the file of the COPY");
                }
            }
        }

        private void add(int line, String message, String hint) {
            findings.add(new Position(file.name(), line, 1), message, hint);
        }
    }
}
