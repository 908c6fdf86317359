package dev.fargatecd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.cli.view.Terminal;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The pages of this repository name nothing that is not there: no file, no heading, no command, no test. */
final class PagesTest {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK =
            Pattern.compile("\\]\\(([^)\\s]+)\\)|^\\[[^\\]]+]:\\s*(\\S+)", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\\n]+`");
    /** A call with its words, as far as the line, the quotation or the comment goes. */
    private static final Pattern CALL = Pattern.compile("(?<![\\w/-])(?:\\./)?fargate-cd ([a-z][a-z-]*)([^`\\n#|]*)");

    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])(--[a-z][a-z-]*|-[a-zA-Z](?![\\w-]))");
    private static final Pattern TEST = Pattern.compile("\\b[A-Z]\\w*Test\\b");

    @Test
    void leadToFilesAndHeadingsThatAreThere() throws IOException {
        List<String> broken = new ArrayList<>();
        pages().forEach((page, text) -> LINK.matcher(text.replaceAll("(?s)```.*?```", ""))
                .results()
                .map(link -> link.group(1) == null ? link.group(2) : link.group(1))
                .filter(link -> !link.contains("://") && !link.startsWith("mailto:"))
                .filter(link -> !isThere(page, text, link))
                .forEach(link -> broken.add(REPOSITORY.relativize(page) + ": " + link)));

        assertThat(broken).isEmpty();
    }

    @Test
    void nameCommandsAndOptionsThatAreThere() throws IOException {
        Map<String, CommandLine> commands = commands();
        List<String> unknown = new ArrayList<>();
        eachCode((page, code) -> CALL.matcher(code).results().forEach(call -> {
            CommandLine command = commands.get(call.group(1));
            if (command == null) {
                unknown.add(page + ": fargate-cd " + call.group(1));
                return;
            }
            options(call)
                    .filter(option -> command.getCommandSpec().findOption(option) == null)
                    .forEach(option -> unknown.add(page + ": fargate-cd " + call.group(1) + " " + option));
        }));

        assertThat(unknown).isEmpty();
    }

    @Test
    void nameTestsThatAreThere() throws IOException {
        Set<String> tests = new TreeSet<>();
        each(".java", file -> tests.add(name(file).replace(".java", "")));
        List<String> missing = new ArrayList<>();
        eachCode((page, code) -> TEST.matcher(code)
                .results()
                .map(MatchResult::group)
                // the code of that page is templates, whose conditions have names like IsTest
                .filter(test -> !tests.contains(test) && !page.endsWith("docs/checks.md"))
                .forEach(test -> missing.add(page + ": " + test)));

        assertThat(missing).isEmpty();
    }

    private static Stream<String> options(MatchResult call) {
        return OPTION.matcher(call.group(2)).results().map(MatchResult::group);
    }

    private static boolean isThere(Path page, String text, String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        if (!target.startsWith(REPOSITORY) || !Files.exists(target)) {
            return false;
        }
        return hash < 0 || !file.isEmpty() || headings(text).contains(link.substring(1));
    }

    /** The names under which headings are reached: small letters, hyphens for blanks, nothing else. */
    private static List<String> headings(String text) {
        return text.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+\\s*", "").toLowerCase(java.util.Locale.ROOT))
                .map(line -> line.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                .toList();
    }

    private static Map<String, CommandLine> commands() {
        CommandContext context = new CommandContext(Terminal.system(Map.of()), Map.of(), REPOSITORY);
        return Main.line(context).getSubcommands();
    }

    private interface CodeReader {
        void read(String page, String code);
    }

    private static void eachCode(CodeReader reader) throws IOException {
        pages().forEach((page, text) -> CODE.matcher(text)
                .results()
                .forEach(code -> reader.read(REPOSITORY.relativize(page).toString(), code.group())));
    }

    private static Map<Path, String> pages() throws IOException {
        Map<Path, String> pages = new TreeMap<>();
        List<Path> files = new ArrayList<>();
        each(".md", files::add);
        for (Path file : files) {
            pages.put(file, Files.readString(file));
        }
        assertThat(pages).hasSizeGreaterThan(10);
        return pages;
    }

    /** The repository's own files with that ending: nothing that was built, nothing hidden. */
    private static void each(String ending, Consumer<Path> file) throws IOException {
        Files.walkFileTree(REPOSITORY, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean foreign = name(folder).equals("target") || name(folder).startsWith(".");
                return foreign && !folder.equals(REPOSITORY) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path found, BasicFileAttributes attributes) {
                if (name(found).endsWith(ending)) {
                    file.accept(found);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
