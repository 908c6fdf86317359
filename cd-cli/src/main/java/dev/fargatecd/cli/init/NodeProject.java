package dev.fargatecd.cli.init;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code package.json}, or a script for Node.js alone. */
record NodeProject(Language.Place place) implements Language {
    private static final String PACKAGE = "package.json";
    private static final Pattern START = Pattern.compile("node\\s+([\\w./-]+\\.[cm]?js)");
    private static final Pattern VERSION = Pattern.compile("(\\d\\d)");

    @Override
    public String title() {
        return "Node.js";
    }

    @Override
    public String file() {
        return place.file();
    }

    @Override
    public Optional<String> name() {
        // the scope of @acme/shop is nobody's application
        return text(json().path("name")).map(name -> name.replaceFirst("^@[^/]*/", ""));
    }

    @Override
    public Optional<Recipe> recipe() {
        Optional<String> entry = entry();
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        List<String> commands = commands();
        String version = text(json().path("engines").path("node"))
                .map(VERSION::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .orElse("22");
        return Optional.of(new Recipe(
                commands,
                commands.isEmpty() ? Optional.empty() : Optional.of("nodejs: " + version),
                OFFICIAL + "node:" + version + "-slim",
                List.of(
                        "WORKDIR /app",
                        "ENV NODE_ENV=production",
                        "COPY . /app",
                        "CMD [\"node\", \"" + entry.get() + "\"]")));
    }

    /** Dependencies are installed, the package's own tests run, and what only they need is taken away again. */
    private List<String> commands() {
        JsonNode json = json();
        boolean installs = !json.path("dependencies").isEmpty()
                || !json.path("devDependencies").isEmpty();
        List<String> commands = new ArrayList<>();
        if (installs) {
            commands.add(place.has("package-lock.json") ? "npm ci" : "npm install");
        }
        if (text(json.path("scripts").path("test"))
                .filter(test -> !test.contains("no test specified"))
                .isPresent()) {
            commands.add("npm test");
        }
        if (!json.path("devDependencies").isEmpty()) {
            commands.add("npm prune --omit=dev");
        }
        return commands;
    }

    private Optional<String> entry() {
        return text(json().path("scripts").path("start"))
                .map(START::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .or(() -> text(json().path("main")).filter(place::has))
                .or(() -> place.first("server.js", "index.js", "app.js"));
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
    }

    private JsonNode json() {
        try {
            return JsonMapper.builder().build().readTree(place.text(PACKAGE));
        } catch (JsonProcessingException malformed) {
            return MissingNode.getInstance();
        }
    }
}
