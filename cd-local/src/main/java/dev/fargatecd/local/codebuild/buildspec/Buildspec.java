package dev.fargatecd.local.codebuild.buildspec;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a build does, as a buildspec of version 0.2 says it.
 *
 * @param file how messages and the log call it
 * @param variables of {@code env}, in the order of the file
 * @param parameters names in Parameter Store, by variable
 * @param secrets what is asked of Secrets Manager, by variable: {@code id:json-key:version-stage:version-id}
 * @param exported the names of {@code env/exported-variables}
 * @param phases those that the file has
 * @param cache the paths that AWS would keep from build to build
 */
public record Buildspec(
        String file,
        Shell shell,
        Map<String, String> variables,
        Map<String, String> parameters,
        Map<String, String> secrets,
        List<String> exported,
        Map<PhaseName, Phase> phases,
        Optional<Artifacts> artifacts,
        List<Report> reports,
        List<String> cache) {
    public Buildspec {
        parameters = Map.copyOf(parameters);
        secrets = Map.copyOf(secrets);
        exported = List.copyOf(exported);
        phases = Map.copyOf(phases);
        reports = List.copyOf(reports);
        cache = List.copyOf(cache);
    }

    /** What runs the commands. */
    public enum Shell {
        SH,
        BASH
    }

    /** The phases that have commands, in their order. */
    public enum PhaseName {
        INSTALL("install"),
        PRE_BUILD("pre_build"),
        BUILD("build"),
        POST_BUILD("post_build");

        private final String key;

        PhaseName(String key) {
            this.key = key;
        }

        /** As the file writes it. */
        public String key() {
            return key;
        }
    }

    /** What comes after a phase that failed. */
    public enum OnFailure {
        /** As the page on phase transitions has it: after a failed build comes post_build, else the end. */
        DEFAULT,
        ABORT,
        CONTINUE
    }

    /** A command and the line it begins in. */
    public record Command(int line, String text) {}

    /** A runtime that the install phase asks for: {@code java: corretto17}. */
    public record RuntimeVersion(int line, String runtime, String version) {}

    /**
     * The commands of a phase.
     *
     * @param last run whatever became of the commands before
     */
    public record Phase(
            List<Command> commands, List<Command> last, OnFailure onFailure, List<RuntimeVersion> runtimes) {
        public Phase {
            commands = List.copyOf(commands);
            last = List.copyOf(last);
            runtimes = List.copyOf(runtimes);
        }
    }

    /**
     * A set of files.
     *
     * @param files patterns, relative to the base folder
     * @param baseFolder relative to the source's folder
     * @param discardPaths whether the files lose their folders
     */
    public record Files(
            int line, List<String> files, List<String> excluded, Optional<String> baseFolder, boolean discardPaths) {
        public Files {
            files = List.copyOf(files);
            excluded = List.copyOf(excluded);
        }
    }

    /**
     * What the build hands on.
     *
     * @param name takes the project's place where that says so
     * @param symbolicLinks whether links are kept as links; else their targets are taken
     */
    public record Artifacts(Files files, Optional<String> name, boolean symbolicLinks) {}

    /**
     * Test results to read.
     *
     * @param group the name of a report group, or its ARN
     */
    public record Report(String group, Files files) {}
}
