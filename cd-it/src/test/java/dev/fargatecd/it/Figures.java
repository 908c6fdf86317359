package dev.fargatecd.it;

import dev.fargatecd.aws.Deliveries;
import dev.fargatecd.aws.Execution;
import dev.fargatecd.aws.ExecutionStatus;
import dev.fargatecd.aws.Executions.StopAt;
import dev.fargatecd.aws.Stacks;
import dev.fargatecd.it.suite.TargetCloud;
import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.templates.Rendering;
import dev.fargatecd.templates.environment.EnvironmentTemplate;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.Build;

/**
 * Measures what docs/BENCHMARKS.md tells and prints it as that page's table. Started by tools/figures, not by a test: a
 * test that times something fails when the machine is busy.
 */
final class Figures {
    private static final int COLD_STARTS = 7;
    private static final int WARM_STARTS = 21;
    private static final int PUSHES = 9;
    private static final int STACKS = 11;

    private Figures() {}

    public static void main(String[] arguments) throws Exception {
        Path launcher = Path.of(arguments[0]).toAbsolutePath();
        Path distribution = Path.of(arguments[1]).toAbsolutePath();
        Optional<Path> cfnLint = arguments.length > 2 ? Optional.of(Path.of(arguments[2])) : Optional.empty();
        FigureTable.begin();
        StartFigures.print(distribution);
        new CheckFigures(launcher, cfnLint).print();
        EngineFigures.print();
        FigureTable.print("local cloud ready, cold JVM: launcher to its first line (ms)", coldStarts(launcher));
        FigureTable.print("local cloud ready, warm JVM (ms)", warmStarts());
        try (TargetCloud target = TargetCloud.open("embedded")) {
            FigureTable.print("environment stack made, over HTTP, change set included (ms)", environmentStacks(target));
            overhead(target);
        }
    }

    private static double[] coldStarts(Path launcher) throws IOException, InterruptedException {
        double[] times = new double[COLD_STARTS];
        Path state = Files.createTempDirectory("fargate-cd-figures-");
        for (int i = 0; i < times.length; i++) {
            ProcessBuilder command = new ProcessBuilder(launcher.toString(), "local", "--port", "0")
                    .redirectError(new File("/dev/null"));
            command.environment().put("FARGATE_CD_STATE", state.toString());
            long began = System.nanoTime();
            Process process = command.start();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                String line = out.readLine(); // printed once the door is open
                times[i] = FigureTable.millisSince(began);
                if (line == null || !line.startsWith("export AWS_ENDPOINT_URL=")) {
                    throw new IllegalStateException("the local cloud did not start: " + line);
                }
            } finally {
                process.destroy();
                process.waitFor(30, TimeUnit.SECONDS);
            }
        }
        Files.deleteIfExists(state);
        return times;
    }

    private static double[] warmStarts() throws IOException {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < WARM_STARTS + 5; i++) {
            long began = System.nanoTime();
            try (LocalCloud cloud = LocalCloud.start(LocalCloudOptions.defaults())) {
                double took = FigureTable.millisSince(began);
                if (i >= 5) { // the first ones warm the JVM
                    times.add(took);
                }
            }
        }
        return times.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] environmentStacks(TargetCloud target) {
        Delivery delivery = Greeter.delivery("figures");
        String template =
                Rendering.of(delivery).file(Rendering.ENVIRONMENT).orElseThrow().content();
        Stacks stacks = target.deliveries().stacks();
        double[] times = new double[STACKS];
        for (int i = 0; i < times.length; i++) {
            long began = System.nanoTime();
            stacks.deploy(new Stacks.Request(
                    "figures-" + i, template, Map.of(EnvironmentTemplate.NAME_PARAMETER, "test"), Map.of()));
            times[i] = FigureTable.millisSince(began);
        }
        return times;
    }

    /**
     * From a push until the new commit answers in Test, less what is not the pipeline's: the build's own commands (the
     * phases that run them) and the program's start (measured beside it, by starting the same program alone).
     */
    private static void overhead(TargetCloud target) throws Exception {
        Delivery delivery = Greeter.delivery("greeter");
        Deliveries deliveries = target.deliveries();
        Browser browser = new Browser();
        Path folder = Files.createTempDirectory("fargate-cd-figures-");
        SourceTree source = SourceTree.in(folder, delivery);
        String commit = source.commit("Say hello");
        deliveries.up(delivery, Rendering.of(delivery), source.gitDirectory(), "HEAD");
        succeeded(deliveries.follow(delivery, commit, StopAt.END));
        String url = deliveries.state(delivery).environments().get(0).url().orElseThrow();

        double[] whole = new double[PUSHES];
        double[] commands = new double[PUSHES];
        double[] starts = new double[PUSHES];
        double[] own = new double[PUSHES];
        for (int i = 0; i < PUSHES; i++) {
            source.write("count.txt", "push " + i + "\n");
            commit = source.commit("Push " + i);
            long began = System.nanoTime();
            deliveries.push(delivery, source.gitDirectory(), "HEAD");
            while (!browser.get(url + "/version").body().equals(commit)) {
                if (FigureTable.millisSince(began) > 60_000) {
                    throw new IllegalStateException("the commit does not answer in Test after a minute");
                }
            }
            whole[i] = FigureTable.millisSince(began);
            Execution execution = deliveries.follow(delivery, commit, StopAt.END);
            succeeded(execution);
            commands[i] = ownCommands(target, execution);
            starts[i] = start(folder);
            own[i] = whole[i] - commands[i] - starts[i];
        }
        FigureTable.print("push until it answers in Test, in all (ms)", whole);
        FigureTable.print("– of that, the build's own commands (ms)", commands);
        FigureTable.print("– of that, the program's start, alone (ms)", starts);
        FigureTable.print("the pipeline's own overhead: the rest (ms)", own);
    }

    private static void succeeded(Execution execution) {
        if (execution.status() != ExecutionStatus.SUCCEEDED) {
            throw new IllegalStateException("the delivery failed: " + execution);
        }
    }

    private static double ownCommands(TargetCloud target, Execution execution) {
        String id = execution.actions().stream()
                .filter(action -> action.provider().equals("CodeBuild"))
                .flatMap(action -> action.externalId().stream())
                .findFirst()
                .orElseThrow();
        Build build = target.client(CodeBuildClient.class)
                .batchGetBuilds(request -> request.ids(id))
                .builds()
                .get(0);
        return build.phases().stream()
                .filter(phase -> phase.endTime() != null)
                .filter(phase ->
                        List.of("INSTALL", "PRE_BUILD", "BUILD", "POST_BUILD").contains(phase.phaseTypeAsString()))
                .mapToDouble(phase ->
                        Duration.between(phase.startTime(), phase.endTime()).toMillis())
                .sum();
    }

    /** Starts the fixture's program as its Dockerfile does, and waits until it says that it listens. */
    private static double start(Path folder) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder command = new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                folder.resolve("Hello.java").toString());
        command.environment().putAll(Map.of("PORT", "0", "BASE_PATH", "/greeter", "APPLICATION_VERSION", "alone"));
        long began = System.nanoTime();
        Process process = command.start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            if (out.readLine() == null) {
                throw new IllegalStateException("the program ended at its start");
            }
            return FigureTable.millisSince(began);
        } finally {
            process.destroy();
            process.waitFor(30, TimeUnit.SECONDS);
        }
    }
}
