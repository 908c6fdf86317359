package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.Check;
import dev.fargatecd.cloudformation.check.CheckedFiles;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.SourceFile;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds images that are built for another machine than the one that their tasks run on. */
public final class ImageArchitecture implements Check {
    private static final Pattern FROM_PLATFORM =
            Pattern.compile("(?i)\\s*FROM\\s+--platform=linux/(arm64|amd64)\\S*\\s.*");
    private static final Pattern OF_COMMANDS = Pattern.compile("--platform|buildx|DOCKER_DEFAULT_PLATFORM");
    private static final String ARM = "ARM64";
    private static final String INTEL = "X86_64";

    /** What decides the machine that an image is for, and where it says so. */
    private record Built(String architecture, Position position, String said) {}

    @Override
    public Rule rule() {
        return new Rule(
                "image-architecture",
                Severity.ERROR,
                "An image is built for the architecture and the system that its task asks for",
                "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-arm64.html");
    }

    @Override
    public void check(CheckedFiles files, Findings findings) {
        List<Value> projects = all(files, "AWS::CodeBuild::Project");
        projects.forEach(project -> image(project, findings));
        List<Value> tasks = all(files, "AWS::ECS::TaskDefinition");
        boolean isOpen = files.buildspecs().stream()
                .anyMatch(buildspec -> buildspec.firstCommand(OF_COMMANDS).isPresent());
        if (tasks.size() != 1 || isOpen) {
            return;
        }
        Optional<Built> built = files.dockerfiles().size() == 1
                ? ofDockerfile(files.dockerfiles().get(0))
                : Optional.empty();
        if (built.isEmpty() && projects.size() == 1) {
            built = ofProject(projects.get(0));
        }
        built.ifPresent(image -> compare(tasks.get(0), image, findings));
    }

    private static List<Value> all(CheckedFiles files, String type) {
        return files.templates().stream()
                .flatMap(template -> template.resources(type).stream())
                .map(Value::of)
                .toList();
    }

    private static void compare(Value task, Built image, Findings findings) {
        Value platform = task.member("RuntimePlatform");
        Value architecture = platform.member("CpuArchitecture");
        Optional<String> wanted = platform.isAbsent() || (architecture.isAbsent() && !platform.isComputed())
                ? Optional.of(INTEL)
                : architecture.literal();
        if (wanted.isPresent() && !wanted.get().equals(image.architecture())) {
            boolean isSaid = architecture.isPresent() && image.architecture().equals(INTEL);
            findings.add(
                    isSaid ? architecture.position() : image.position(),
                    "the task runs on " + wanted.get() + ", and " + image.said() + " makes an image for "
                            + image.architecture() + ": exec format error",
                    "make both the same");
        }
        Value system = platform.member("OperatingSystemFamily");
        system.literal()
                .filter(family -> family.startsWith("WINDOWS"))
                .ifPresent(family -> findings.add(
                        system.position(),
                        "the task runs on " + family + ", and " + image.said() + " makes an image for LINUX",
                        "write LINUX"));
    }

    private static Optional<Built> ofProject(Value project) {
        Value type = project.member("Environment").member("Type");
        return type.literal()
                .filter(text -> text.startsWith("LINUX_") || text.startsWith("ARM_"))
                .map(text -> new Built(text.startsWith("ARM_") ? ARM : INTEL, type.position(), "a build in " + text));
    }

    private static Optional<Built> ofDockerfile(SourceFile dockerfile) {
        List<String> lines = dockerfile.text().lines().toList();
        Optional<Built> last = Optional.empty();
        for (int i = 0; i < lines.size(); i++) {
            Matcher from = FROM_PLATFORM.matcher(lines.get(i));
            if (from.matches()) {
                last = Optional.of(new Built(
                        from.group(1).equalsIgnoreCase("arm64") ? ARM : INTEL,
                        new Position(dockerfile.name(), i + 1, lines.get(i).indexOf("--platform") + 1),
                        dockerfile.baseName()));
            } else if (lines.get(i).stripLeading().regionMatches(true, 0, "FROM ", 0, 5)) {
                last = Optional.empty(); // the last stage is the image
            }
        }
        return last;
    }

    /** CodeBuild's own images are for one architecture. */
    private static void image(Value project, Findings findings) {
        Value image = project.member("Environment").member("Image");
        Optional<String> type = project.member("Environment").member("Type").literal();
        image.literal()
                .filter(text -> text.startsWith("aws/codebuild/") && type.isPresent())
                .filter(text -> type.get().startsWith("ARM_") != text.contains("aarch64"))
                .filter(text -> type.get().startsWith("ARM_") || type.get().startsWith("LINUX_"))
                .ifPresent(text -> findings.add(
                        image.position(),
                        text + " does not run in " + type.get(),
                        type.get().startsWith("ARM_")
                                ? "write aws/codebuild/amazonlinux2-aarch64-standard:3.0"
                                : "write Type: ARM_CONTAINER, or an image without aarch64"));
    }
}
