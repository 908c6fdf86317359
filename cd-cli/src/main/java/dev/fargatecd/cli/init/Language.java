package dev.fargatecd.cli.init;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a repository is written in, told by the file that its tools begin with. */
sealed interface Language
        permits MavenProject, GradleProject, NodeProject, PythonProject, GoProject, RustProject, StaticSite {
    /** Amazon's mirror of Docker's official images, which has no pull limit for builds in AWS. */
    String OFFICIAL = "public.ecr.aws/docker/library/";

    /** The tool's or language's name. */
    String title();

    /** The file by which it was noticed. */
    String file();

    /** What the project calls itself, if it does. */
    Optional<String> name();

    /** How it becomes an image; empty where it can't be known. */
    Optional<Recipe> recipe();

    /** The language of the folder; empty where none of these is noticed. */
    static Optional<Language> of(Path folder) throws IOException {
        List<Kind> kinds = List.of(
                new Kind("pom.xml", MavenProject::new),
                new Kind("build.gradle.kts", GradleProject::new),
                new Kind("build.gradle", GradleProject::new),
                new Kind("package.json", NodeProject::new),
                new Kind("pyproject.toml", PythonProject::new),
                new Kind("requirements.txt", PythonProject::new),
                new Kind("go.mod", GoProject::new),
                new Kind("Cargo.toml", RustProject::new),
                new Kind("app.py", PythonProject::new),
                new Kind("main.py", PythonProject::new),
                new Kind("server.py", PythonProject::new),
                new Kind("server.js", NodeProject::new),
                new Kind("index.js", NodeProject::new),
                new Kind("index.html", StaticSite::new));
        for (Kind kind : kinds) {
            if (Files.isRegularFile(folder.resolve(kind.file()))) {
                return Optional.of(kind.read().apply(new Place(folder, kind.file())));
            }
        }
        return Optional.empty();
    }

    /** A kind of project by its file. */
    record Kind(String file, Function<Place, Language> read) {}

    /**
     * A file by which a language was noticed, in its folder.
     *
     * @param file its name
     */
    record Place(Path folder, String file) {
        boolean has(String other) {
            return Files.isRegularFile(folder.resolve(other));
        }

        /** The first of these files that is there. */
        Optional<String> first(String... files) {
            return List.of(files).stream().filter(this::has).findFirst();
        }

        /** The text of a file there; empty where there is none or it can't be read. */
        String text(String other) {
            try {
                return has(other) ? Files.readString(folder.resolve(other)) : "";
            } catch (IOException unreadable) {
                return "";
            }
        }

        /** What the pattern's first group matches in the file's text. */
        Optional<String> find(String other, String pattern) {
            Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text(other));
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        }
    }
}
