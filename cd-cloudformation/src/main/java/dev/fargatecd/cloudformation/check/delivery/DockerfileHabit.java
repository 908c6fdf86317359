package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.Check;
import dev.fargatecd.cloudformation.check.CheckedFiles;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.SourceFile;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds images that are another one tomorrow, that can't be stopped, or that fetch what nobody has looked at. */
public final class DockerfileHabit implements Check {
    private static final Pattern FROM = Pattern.compile("(?i)FROM\\s+(?:--\\S+\\s+)*(\\S+)(?:\\s+AS\\s+(\\S+))?\\s*");
    private static final Pattern SHELL_FORM = Pattern.compile("(?i)ENTRYPOINT\\s+[^\\[\\s].*");
    private static final Pattern REMOTE = Pattern.compile("(?i)ADD\\s+(?:--\\S+\\s+)*https?://.*");

    @Override
    public Rule rule() {
        return new Rule(
                "dockerfile-habit",
                Severity.WARNING,
                "An image has a fixed base, a program that gets its signals, and only files of the repository",
                "https://docs.docker.com/build/building/best-practices/");
    }

    @Override
    public void check(CheckedFiles files, Findings findings) {
        files.dockerfiles().forEach(file -> look(file, findings));
    }

    private static void look(SourceFile file, Findings findings) {
        Set<String> stages = new HashSet<>(Set.of("scratch"));
        boolean starts = false;
        int base = 0;
        List<String> lines = file.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            Position place = new Position(file.name(), i + 1, 1);
            Matcher from = FROM.matcher(line);
            if (from.matches()) {
                base = i + 1;
                starts = false;
                String image = from.group(1);
                String last = image.substring(image.lastIndexOf('/') + 1);
                boolean isFixed = image.contains("$") || image.contains("@") || stages.contains(image);
                if (!isFixed && (!last.contains(":") || last.endsWith(":latest"))) {
                    findings.add(place, image + " is another image tomorrow", "name a version, as in :17-jre");
                }
                if (from.group(2) != null) {
                    stages.add(from.group(2));
                }
            }
            String upper = line.toUpperCase(Locale.ROOT);
            starts |= upper.startsWith("ENTRYPOINT") || upper.startsWith("CMD");
            if (SHELL_FORM.matcher(line).matches()) {
                findings.add(
                        place,
                        "a shell runs the program, and keeps from it that the task is to stop",
                        "write ENTRYPOINT [\"java\", \"-jar\", \"app.jar\"]");
            }
            if (REMOTE.matcher(line).matches()) {
                findings.add(
                        place, "the build fetches what may be something else tomorrow", "put the file into the source");
            }
        }
        if (base > 0 && !starts) {
            findings.add(
                    new Position(file.name(), base, 1),
                    "the image does not say which program to start, so its base's is started",
                    "add ENTRYPOINT");
        }
    }
}
