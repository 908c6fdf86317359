package dev.fargatecd.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fargatecd.local.images.ImageLabels;
import dev.fargatecd.local.kernel.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessRuntimeTest {
    private final Work work = new Work();
    private final Path folder;
    private final Path root;
    private final ProcessRuntime runtime;
    private final List<String> output = new CopyOnWriteArrayList<>();

    ProcessRuntimeTest(@TempDir Path folder) throws IOException {
        this.folder = folder.toRealPath();
        root = Files.createDirectories(this.folder.resolve("images/d/root"));
        runtime = new ProcessRuntime(this.folder.resolve("images"), work);
        Files.writeString(Files.createDirectories(root.resolve("app")).resolve("hello.txt"), "hello");
    }

    @AfterEach
    void close() {
        runtime.close();
        work.close();
    }

    @Test
    void leadsPathsOfTheImageToWhereTheyAre() throws Exception {
        run(image(
                List.of("echo", "/app/hello.txt", "@/app/hello.txt", "-Dx=/app", "/app/*:/none", "/none", "/", "//x")));
        String app = root + "/app";
        assertThat(output)
                .containsExactly(
                        app + "/hello.txt @" + app + "/hello.txt -Dx=" + app + " " + app + "/*:/none /none / //x");
    }

    @Test
    void startsInTheImagesWorkingDirectoryAndMakesItWhereItIsAbsent() throws Exception {
        run(image(List.of("cat", "hello.txt")));
        assertThat(output).containsExactly("hello");
        output.clear();
        run(plan(image(List.of("pwd")), Optional.empty(), Map.of(), Optional.of("/var/new"), false));
        assertThat(output).containsExactly(root + "/var/new");
    }

    @Test
    void takesTheTasksWordsInPlaceOfTheImages() {
        ContainerImage image =
                new ContainerImage("d", config(List.of("entry"), List.of("command"), Map.of(), Map.of()));
        assertThat(plan(image, Optional.empty(), Map.of(), Optional.empty(), false)
                        .words())
                .containsExactly("entry", "command");
        assertThat(plan(image, Optional.of(List.of("mine")), Map.of(), Optional.empty(), false)
                        .words())
                .containsExactly("mine");
        assertThat(plan(image, Optional.empty(), Optional.of(List.of("other")), Map.of(), Optional.empty(), false)
                        .words())
                .containsExactly("entry", "other");
    }

    @Test
    void givesTheTasksEnvironmentOverTheImagesAndThePort() throws Exception {
        ContainerImage image = new ContainerImage(
                "d", config(List.of("env"), List.of(), Map.of("A", "image", "B", "/app", "PORT", "1"), Map.of()));
        Container container =
                run(plan(image, Optional.empty(), Map.of("A", "task", "C", "/app"), Optional.empty(), true));
        assertThat(output)
                .contains(
                        "A=task",
                        "B=" + root + "/app",
                        "C=/app",
                        "PORT=" + container.address().orElseThrow().getPort(),
                        "TMPDIR=" + folder + "/task/tmp")
                .noneMatch(line -> line.startsWith("AWS_"));
    }

    @Test
    void runsTheCloudsOwnJavaWhereTheBaseWasLeftOut() throws Exception {
        ContainerImage image = new ContainerImage(
                "d",
                config(List.of("java", "-version"), List.of(), Map.of(), Map.of(ImageLabels.BASE_OMITTED, "true")));
        run(image);
        assertThat(String.join("\n", output)).contains(System.getProperty("java.version"));
    }

    @Test
    void runsThisMachinesProgramWhereAnotherBaseWasLeftOut() throws Exception {
        assumeThat(Programs.find("python3")).as("this machine has Python").isPresent();
        Map<String, String> labels = Map.of(
                ImageLabels.BASE_OMITTED, "true", ImageLabels.BASE_NAME, "public.ecr.aws/library/python:3.12-slim");
        List<String> words = List.of("/usr/local/bin/python", "-c", "print('from', 'Python')");
        run(new ContainerImage("d", config(words, List.of(), Map.of(), labels)));
        assertThat(output).containsExactly("from Python");
    }

    @Test
    void saysThatAUserIsNotApplied() throws Exception {
        ImageConfig config =
                new ImageConfig(List.of("true"), List.of(), Map.of(), "/app", Optional.of("10001:10001"), Map.of());
        run(new ContainerImage("d", config));
        assertThat(output).singleElement().asString().contains("USER 10001:10001 is not applied");
    }

    @Test
    void refusesAnImageWithNothingToStart() {
        assertThatThrownBy(() -> run(image(List.of())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("neither the image nor the container definition");
    }

    private ContainerImage image(List<String> entryPoint) {
        return new ContainerImage("d", config(entryPoint, List.of(), Map.of(), Map.of()));
    }

    private static ImageConfig config(
            List<String> entryPoint,
            List<String> command,
            Map<String, String> environment,
            Map<String, String> labels) {
        return new ImageConfig(entryPoint, command, environment, "/app", Optional.empty(), labels);
    }

    private ContainerPlan plan(
            ContainerImage image,
            Optional<List<String>> entryPoint,
            Map<String, String> environment,
            Optional<String> workingDirectory,
            boolean hasPort) {
        return plan(image, entryPoint, Optional.empty(), environment, workingDirectory, hasPort);
    }

    private ContainerPlan plan(
            ContainerImage image,
            Optional<List<String>> entryPoint,
            Optional<List<String>> command,
            Map<String, String> environment,
            Optional<String> workingDirectory,
            boolean hasPort) {
        return new ContainerPlan(
                "task",
                image,
                entryPoint,
                command,
                environment,
                workingDirectory,
                Optional.empty(),
                hasPort ? Optional.of(5000) : Optional.empty(),
                new Limits(256, 512, Optional.empty()),
                Optional.empty(),
                folder.resolve("task"));
    }

    private void run(ContainerImage image) throws Exception {
        run(plan(image, Optional.empty(), Map.of(), Optional.empty(), false));
    }

    private Container run(ContainerPlan plan) throws Exception {
        Container container = runtime.start(plan, output::add);
        assertThat(container.exit().get(10, TimeUnit.SECONDS)).isEqualTo(Exit.of(0));
        return container;
    }
}
