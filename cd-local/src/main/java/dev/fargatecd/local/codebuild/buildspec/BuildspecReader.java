package dev.fargatecd.local.codebuild.buildspec;

import dev.fargatecd.local.codebuild.buildspec.Buildspec.Artifacts;
import dev.fargatecd.local.codebuild.buildspec.Buildspec.Files;
import dev.fargatecd.local.codebuild.buildspec.Buildspec.OnFailure;
import dev.fargatecd.local.codebuild.buildspec.Buildspec.Phase;
import dev.fargatecd.local.codebuild.buildspec.Buildspec.PhaseName;
import dev.fargatecd.local.codebuild.buildspec.Buildspec.Report;
import dev.fargatecd.local.codebuild.buildspec.Buildspec.RuntimeVersion;
import dev.fargatecd.local.codebuild.buildspec.Buildspec.Shell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a buildspec of version 0.2, by AWS's "Build specification reference for CodeBuild".
 *
 * <p>A key that AWS knows and the local cloud does not is an error that says so; a key that nobody knows is one too.
 */
public final class BuildspecReader {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String RUN_AS = "commands run as the user of this machine";

    private final String file;

    private BuildspecReader(String file) {
        this.file = file;
    }

    /**
     * Reads the text.
     *
     * @param file how messages call it
     * @throws BuildspecException with the line of the first problem
     */
    public static Buildspec read(String file, String text) throws BuildspecException {
        return new BuildspecReader(file).read(YamlMapping.parse(file, text));
    }

    private Buildspec read(YamlMapping root) throws BuildspecException {
        root.refuse("run-as", RUN_AS);
        root.refuse("batch", "start one build at a time");
        root.refuse("proxy", "a build uses this machine's proxy variables");
        root.allowOnly("version", "env", "phases", "reports", "artifacts", "cache");
        String version = root.text("version")
                .orElseThrow(
                        () -> new BuildspecException(file, root.line(), "there is no version: write version: 0.2"));
        if (!version.equals("0.2")) {
            // 0.1 runs each command in a shell of its own; AWS itself advises against it.
            throw root.wrong("version", "is " + version + ": the local cloud runs 0.2 only");
        }
        Optional<YamlMapping> env = root.mapping("env");
        YamlMapping phases = root.mapping("phases")
                .orElseThrow(() -> new BuildspecException(file, root.line(), "there are no phases"));
        phases.allowOnly(Arrays.stream(PhaseName.values()).map(PhaseName::key).toArray(String[]::new));
        Map<PhaseName, Phase> read = new EnumMap<>(PhaseName.class);
        for (PhaseName name : PhaseName.values()) {
            Optional<YamlMapping> phase = phases.mapping(name.key());
            if (phase.isPresent()) {
                read.put(name, phase(name, phase.get()));
            }
        }
        if (read.isEmpty()) {
            throw root.wrong("phases", "is empty: at least one phase with commands is needed");
        }
        return new Buildspec(
                file,
                env.isPresent() ? shell(env.get()) : Shell.SH,
                env.isPresent() ? variables(env.get(), "variables") : Map.of(),
                env.isPresent() ? variables(env.get(), "parameter-store") : Map.of(),
                env.isPresent() ? variables(env.get(), "secrets-manager") : Map.of(),
                env.isPresent() ? exported(env.get()) : List.of(),
                read,
                artifacts(root),
                reports(root),
                cache(root));
    }

    private static Shell shell(YamlMapping env) throws BuildspecException {
        env.allowOnly(
                "shell",
                "variables",
                "parameter-store",
                "secrets-manager",
                "exported-variables",
                "git-credential-helper");
        if (env.flag("git-credential-helper")) {
            env.refuse("git-credential-helper", "git is not given credentials by the build");
        }
        String shell = env.text("shell").orElse("sh");
        return switch (shell) {
            case "sh", "/bin/sh" -> Shell.SH;
            case "bash", "/bin/bash" -> Shell.BASH;
            default -> throw env.wrong("shell", "is " + shell + ": the local cloud runs sh and bash");
        };
    }

    private static Map<String, String> variables(YamlMapping env, String section) throws BuildspecException {
        Map<String, String> variables = new LinkedHashMap<>();
        Optional<YamlMapping> written = env.mapping(section);
        if (written.isPresent()) {
            for (String name : written.get().keys()) {
                requireVariable(written.get(), name, name);
                variables.put(name, written.get().text(name).orElse(""));
            }
        }
        return variables;
    }

    private static List<String> exported(YamlMapping env) throws BuildspecException {
        List<String> names = env.texts("exported-variables");
        for (String name : names) {
            requireVariable(env, "exported-variables", name);
        }
        return names;
    }

    private static void requireVariable(YamlMapping mapping, String key, String name) throws BuildspecException {
        if (!VARIABLE.matcher(name).matches()) {
            throw mapping.wrong(key, "names \"" + name + "\": a variable's name has letters, digits and _ only");
        }
    }

    private static Phase phase(PhaseName name, YamlMapping phase) throws BuildspecException {
        phase.refuse("run-as", RUN_AS);
        if (name == PhaseName.INSTALL) {
            phase.allowOnly("on-failure", "commands", "finally", "runtime-versions");
        } else {
            phase.allowOnly("on-failure", "commands", "finally");
        }
        List<RuntimeVersion> runtimes = new ArrayList<>();
        Optional<YamlMapping> versions = phase.mapping("runtime-versions");
        if (versions.isPresent()) {
            for (String runtime : versions.get().keys()) {
                runtimes.add(new RuntimeVersion(
                        versions.get().lineOf(runtime),
                        runtime,
                        versions.get().text(runtime).orElse("latest")));
            }
        }
        return new Phase(phase.list("commands"), phase.list("finally"), onFailure(phase), runtimes);
    }

    private static OnFailure onFailure(YamlMapping phase) throws BuildspecException {
        String written = phase.text("on-failure").orElse("");
        if (written.startsWith("RETRY")) {
            phase.refuse("on-failure", written + " would run the phase again");
        }
        return switch (written) {
            case "" -> OnFailure.DEFAULT;
            case "ABORT" -> OnFailure.ABORT;
            case "CONTINUE" -> OnFailure.CONTINUE;
            default -> throw phase.wrong("on-failure", "is " + written + ": ABORT or CONTINUE");
        };
    }

    private static Optional<Artifacts> artifacts(YamlMapping root) throws BuildspecException {
        Optional<YamlMapping> written = root.mapping("artifacts");
        if (written.isEmpty()) {
            return Optional.empty();
        }
        YamlMapping artifacts = written.get();
        artifacts.refuse("secondary-artifacts", "one artifact a build");
        artifacts.refuse("s3-prefix", "the project says where artifacts go");
        artifacts.allowOnly("files", "name", "discard-paths", "base-directory", "exclude-paths", "enable-symlinks");
        return Optional.of(new Artifacts(files(artifacts), artifacts.text("name"), artifacts.flag("enable-symlinks")));
    }

    private static Files files(YamlMapping mapping) throws BuildspecException {
        List<String> files = mapping.texts("files");
        if (files.isEmpty()) {
            throw mapping.wrong("files", "is missing: a list of paths or patterns, such as target/*.jar");
        }
        return new Files(
                mapping.line(),
                files,
                mapping.texts("exclude-paths"),
                mapping.text("base-directory"),
                mapping.flag("discard-paths"));
    }

    private static List<Report> reports(YamlMapping root) throws BuildspecException {
        List<Report> reports = new ArrayList<>();
        Optional<YamlMapping> groups = root.mapping("reports");
        if (groups.isEmpty()) {
            return reports;
        }
        for (String group : groups.get().keys()) {
            YamlMapping report = groups.get()
                    .mapping(group)
                    .orElseThrow(() -> groups.get().wrong(group, "is empty: files are needed"));
            report.allowOnly("files", "base-directory", "discard-paths", "file-format");
            String format = report.text("file-format").orElse("JUNITXML");
            if (!format.equals("JUNITXML")) {
                report.refuse("file-format", format + " is not read, only JUNITXML is");
            }
            reports.add(new Report(group, files(report)));
        }
        return reports;
    }

    private static List<String> cache(YamlMapping root) throws BuildspecException {
        Optional<YamlMapping> cache = root.mapping("cache");
        if (cache.isEmpty()) {
            return List.of();
        }
        cache.get().refuse("action", "nothing is cached locally");
        cache.get().allowOnly("paths", "key", "fallback-keys");
        return cache.get().texts("paths");
    }
}
