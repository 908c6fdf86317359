package dev.fargatecd.local.images;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the part of the Dockerfile language that needs no engine; whatever else it meets is an error with its line.
 *
 * <p>The language is Docker's Dockerfile reference; multi-stage builds, RUN, ADD and the shell forms are not in it.
 */
public final class DockerfileParser {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern NUMERIC_USER = Pattern.compile("\\d+(:\\d+)?");
    private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3}");

    private final String file;
    private final char escape;
    private final List<Instruction.Arg> beforeFrom = new ArrayList<>();
    private final List<Instruction> instructions = new ArrayList<>();
    private Optional<Instruction.From> from = Optional.empty();

    private DockerfileParser(String file, char escape) {
        this.file = file;
        this.escape = escape;
    }

    /**
     * Reads a Dockerfile.
     *
     * @param file how messages call it, {@code Dockerfile} for example
     * @throws DockerfileException with the line of the first instruction that is wrong or not supported
     */
    public static Dockerfile parse(String file, String text) throws DockerfileException {
        List<String> physical = text.lines().toList();
        char escape = DockerfileLine.escapeOf(file, physical);
        DockerfileParser parser = new DockerfileParser(file, escape);
        for (DockerfileLine line : DockerfileLine.read(physical, escape)) {
            parser.add(line);
        }
        Instruction.From base = parser.from.orElseThrow(
                () -> new DockerfileException(file, Math.max(1, physical.size()), "there is no FROM"));
        return new Dockerfile(file, escape, parser.beforeFrom, base, parser.instructions);
    }

    private void add(DockerfileLine line) throws DockerfileException {
        if (line.rest().isEmpty()) {
            throw new DockerfileException(file, line.number(), line.keyword() + " has no arguments");
        }
        if (from.isEmpty()) {
            beforeFrom(line);
            return;
        }
        if (line.rest().contains("<<") && heredoc(line)) {
            throw DockerfileException.needsEngine(file, line.number(), "a here-document");
        }
        switch (line.keyword()) {
            case "ARG" -> instructions.addAll(args(line));
            case "ENV" -> instructions.add(new Instruction.Env(line.number(), pairs(line)));
            case "LABEL" -> instructions.add(new Instruction.Label(line.number(), pairs(line)));
            case "WORKDIR" -> instructions.add(new Instruction.Workdir(line.number(), line.rest()));
            case "COPY" -> instructions.add(copy(line));
            case "EXPOSE" ->
                instructions.add(new Instruction.Expose(
                        line.number(), List.of(line.rest().split("\\s+"))));
            case "USER" -> instructions.add(new Instruction.User(line.number(), line.rest()));
            case "ENTRYPOINT" -> instructions.add(new Instruction.Entrypoint(line.number(), exec(line)));
            case "CMD" -> instructions.add(new Instruction.Cmd(line.number(), exec(line)));
            case "FROM" ->
                throw DockerfileException.needsEngine(
                        file, line.number(), "a second FROM (a build of more than one stage)");
            case "RUN", "ADD", "HEALTHCHECK", "VOLUME", "SHELL", "STOPSIGNAL", "ONBUILD", "MAINTAINER" ->
                throw DockerfileException.needsEngine(file, line.number(), line.keyword());
            default ->
                throw new DockerfileException(
                        file, line.number(), line.keyword() + " is not an instruction of a Dockerfile");
        }
    }

    private static boolean heredoc(DockerfileLine line) {
        return line.keyword().equals("COPY")
                && Pattern.compile("(^|\\s)<<-?[\"']?\\w").matcher(line.rest()).find();
    }

    private void beforeFrom(DockerfileLine line) throws DockerfileException {
        switch (line.keyword()) {
            case "ARG" -> beforeFrom.addAll(args(line));
            case "FROM" -> from = Optional.of(from(line));
            default ->
                throw new DockerfileException(
                        file, line.number(), line.keyword() + " before FROM; only ARG may stand there");
        }
    }

    private Instruction.From from(DockerfileLine line) throws DockerfileException {
        Flags flags = flags(line, List.of("platform"));
        String[] words = flags.rest().split("\\s+");
        // A name for the only stage changes nothing.
        boolean named = words.length == 3 && words[1].equalsIgnoreCase("as");
        if (words.length != 1 && !named) {
            throw new DockerfileException(file, line.number(), "FROM takes one image: FROM image[:tag]");
        }
        return new Instruction.From(
                line.number(), words[0], Optional.ofNullable(flags.values().get("platform")));
    }

    private List<Instruction.Arg> args(DockerfileLine line) throws DockerfileException {
        List<Instruction.Arg> args = new ArrayList<>();
        for (String word : DockerfileWords.split(line.rest(), escape)) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            requireName(line, name);
            args.add(new Instruction.Arg(
                    line.number(), name, equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1))));
        }
        return args;
    }

    private List<Instruction.Pair> pairs(DockerfileLine line) throws DockerfileException {
        List<String> words = DockerfileWords.split(line.rest(), escape);
        if (!words.get(0).contains("=")) {
            if (words.size() < 2) {
                throw new DockerfileException(
                        file, line.number(), line.keyword() + " " + words.get(0) + " has no value: name=value");
            }
            // The old form: one name, then its value to the end of the line.
            requireName(line, words.get(0));
            return List.of(new Instruction.Pair(
                    words.get(0), line.rest().substring(words.get(0).length()).strip()));
        }
        List<Instruction.Pair> pairs = new ArrayList<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw new DockerfileException(
                        file, line.number(), line.keyword() + ": \"" + word + "\" is not name=value");
            }
            requireName(line, word.substring(0, equals));
            pairs.add(new Instruction.Pair(word.substring(0, equals), word.substring(equals + 1)));
        }
        return pairs;
    }

    private void requireName(DockerfileLine line, String name) throws DockerfileException {
        // A label's key may be anything without blanks (com.example.a, "a b"); a variable's may not.
        if (!line.keyword().equals("LABEL") && !NAME.matcher(name).matches()) {
            throw new DockerfileException(
                    file, line.number(), "\"" + name + "\" is not a variable's name: letters, digits and _");
        }
    }

    private Instruction.Copy copy(DockerfileLine line) throws DockerfileException {
        Flags flags = flags(line, List.of("chown", "chmod", "link"));
        List<String> words = flags.rest().startsWith("[")
                ? strings(line, flags.rest())
                : List.of(flags.rest().split("\\s+"));
        if (words.size() < 2) {
            throw new DockerfileException(file, line.number(), "COPY takes at least a source and a destination");
        }
        Optional<String> chown = Optional.ofNullable(flags.values().get("chown"));
        if (chown.isPresent() && !NUMERIC_USER.matcher(chown.get()).matches()) {
            throw DockerfileException.needsEngine(
                    file, line.number(), "COPY --chown=" + chown.get() + " by name (numbers are: --chown=10001:10001)");
        }
        Optional<String> chmod = Optional.ofNullable(flags.values().get("chmod"));
        if (chmod.isPresent() && !OCTAL.matcher(chmod.get()).matches()) {
            throw DockerfileException.needsEngine(
                    file, line.number(), "COPY --chmod=" + chmod.get() + " (three octal digits are: --chmod=755)");
        }
        return new Instruction.Copy(
                line.number(), words.subList(0, words.size() - 1), words.get(words.size() - 1), chown, chmod);
    }

    private record Flags(Map<String, String> values, String rest) {}

    private Flags flags(DockerfileLine line, List<String> known) throws DockerfileException {
        Map<String, String> values = new LinkedHashMap<>();
        String rest = line.rest();
        while (rest.startsWith("--")) {
            String[] parts = rest.split("\\s+", 2);
            String[] flag = parts[0].substring(2).split("=", 2);
            if (!known.contains(flag[0])) {
                throw DockerfileException.needsEngine(file, line.number(), line.keyword() + " --" + flag[0]);
            }
            values.put(flag[0], flag.length == 2 ? flag[1] : "");
            rest = parts.length == 2 ? parts[1] : "";
        }
        if (rest.isEmpty()) {
            throw new DockerfileException(file, line.number(), line.keyword() + " has no arguments");
        }
        return new Flags(values, rest);
    }

    private List<String> exec(DockerfileLine line) throws DockerfileException {
        if (!line.rest().startsWith("[")) {
            throw DockerfileException.needsEngine(
                    file,
                    line.number(),
                    line.keyword() + " in shell form (the exec form is: " + line.keyword()
                            + " [\"program\", \"argument\"])");
        }
        return strings(line, line.rest());
    }

    private List<String> strings(DockerfileLine line, String json) throws DockerfileException {
        try {
            return List.of(JSON.readValue(json, String[].class));
        } catch (JsonProcessingException | NullPointerException malformed) {
            throw new DockerfileException(
                    file,
                    line.number(),
                    line.keyword() + " " + json + " is not a JSON array of texts (double quotes, commas between)");
        }
    }
}
