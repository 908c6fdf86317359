package dev.fargatecd.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds docs/api to the classes: a page for each module with what is stable; {@code -Ddocs.write=true} writes them anew. */
final class ApiPagesTest {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    @ParameterizedTest
    @EnumSource(StableApi.class)
    void thePageOfAModuleNamesItsStableTypesAndNoMemberThatIsNotThere(StableApi module) throws IOException {
        Path file = REPOSITORY.resolve("docs/api/" + module.module() + ".md");
        String page = page(module);
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, page);
        }
        Map<String, List<String>> there = named(page);
        Map<String, List<String>> told = named(Files.readString(file));
        assertThat(told.keySet()).isEqualTo(there.keySet());
        told.forEach((type, members) -> assertThat(there.get(type)).as(type).containsAll(members));
    }

    /** What a page names: types, each with its members; a member that is new may wait for the page to be written anew. */
    private static Map<String, List<String>> named(String page) {
        Map<String, List<String>> types = new LinkedHashMap<>();
        List<String> members = new ArrayList<>();
        for (String line : page.lines().toList()) {
            if (line.startsWith("### ")) {
                members = new ArrayList<>();
                types.put(line, members);
            } else if (line.startsWith("- ")) {
                members.add(line);
            }
        }
        return types;
    }

    private static String page(StableApi module) throws IOException {
        StringBuilder page = new StringBuilder("""
                # %s: what is stable

                <!-- Made from the classes by ApiPagesTest (-Ddocs.write=true); not to be edited. -->

                %s

                A type or member that is not here may change in any version. Those here change with a major version only; members
                may be added. [Embedding](../embedding.md) shows them in use.
                """.formatted(module.module(), module.threads()));
        String shown = "";
        for (Path source : sources(module)) {
            Class<?> type = type(source);
            if (!Modifier.isPublic(type.getModifiers()) || !module.isStable(type)) {
                continue;
            }
            if (!type.getPackageName().equals(shown)) {
                shown = type.getPackageName();
                page.append("\n## ").append(shown).append('\n');
            }
            describe(page, type, Files.readString(source));
        }
        return page.toString();
    }

    private static void describe(StringBuilder page, Class<?> type, String source) {
        page.append("\n### ").append(type.getSimpleName()).append("\n\n").append(sentence(type, source));
        if (AutoCloseable.class.isAssignableFrom(type)) {
            page.append(" To be closed.");
        }
        page.append('\n');
        List<String> members = members(type);
        if (!members.isEmpty()) {
            page.append("\n");
            members.forEach(member -> page.append("- `").append(member).append("`\n"));
        }
        String nested = Arrays.stream(type.getDeclaredClasses())
                .filter(inner -> Modifier.isPublic(inner.getModifiers()))
                .map(inner -> "`" + type.getSimpleName() + "." + inner.getSimpleName() + "`")
                .sorted()
                .collect(Collectors.joining(", "));
        if (!nested.isEmpty()) {
            page.append("\nWith ").append(nested).append(".\n");
        }
    }

    private static List<String> members(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).map(String::valueOf).toList();
        }
        TreeSet<String> members = new TreeSet<>();
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (Modifier.isPublic(constructor.getModifiers()) && !type.isAnnotation()) {
                members.add("new " + type.getSimpleName() + parameters(constructor));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            boolean isObjects = List.of("equals", "hashCode", "toString").contains(method.getName());
            if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic() && !isObjects) {
                members.add(method.getName() + parameters(method) + ": "
                        + method.getGenericReturnType().getTypeName().replaceAll("[\\w.]+[.$](?=\\w)", ""));
            }
        }
        return List.copyOf(members);
    }

    private static String parameters(Executable executable) {
        return Arrays.stream(executable.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** The first sentence of the type's Javadoc, as plain words. */
    private static String sentence(Class<?> type, String source) {
        Matcher documented = Pattern.compile("(?s)/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@[^\\n]*\\s*)*public [^\\n]*\\b"
                        + type.getSimpleName() + "\\b")
                .matcher(source);
        assertThat(documented.find()).as("%s has Javadoc", type).isTrue();
        String text = documented
                .group(1)
                .replaceAll("(?m)^\\s*\\*", " ")
                .replaceAll("\\s+", " ")
                .strip();
        String first = text.replaceAll("(?<=[.:])\\s(<p>|@).*", "").replaceFirst("(?<=\\.) (?=[A-Z]).*", "");
        return first.replaceAll("\\{@(?:code|link|linkplain)\\s+(?:[\\w.#()]+\\s(?=\\w))?([^}]*)}", "`$1`")
                .replaceAll("</?\\w+[^>]*>", "");
    }

    private static List<Path> sources(StableApi module) throws IOException {
        List<Path> sources = new ArrayList<>();
        Path root = REPOSITORY.resolve(module.module()).resolve("src/main/java");
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .sorted()
                    .forEach(sources::add);
        }
        return sources;
    }

    private static Class<?> type(Path source) throws IOException {
        String name = source.toString()
                .replaceAll("^.*src/main/java/", "")
                .replace(".java", "")
                .replace('/', '.');
        try {
            return Class.forName(name, false, ApiPagesTest.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IOException(source + " has no class of its name", missing);
        }
    }
}
