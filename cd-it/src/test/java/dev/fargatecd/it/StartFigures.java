package dev.fargatecd.it;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/** How long a command of the distribution takes to start, and a fresh cloud as cd-junit makes one for each test. */
final class StartFigures {
    private static final int STARTS = 15;
    private static final int CLOUDS = 41;
    private static final int WARMING = 5;

    private StartFigures() {}

    /** @param distribution its start script; its archive of classes has to be there already */
    static void print(Path distribution) throws IOException, InterruptedException {
        FigureTable.print("distribution: fargate-cd --version (ms)", starts(distribution, "--version"));
        FigureTable.print("distribution: fargate-cd --help (ms)", starts(distribution, "--help"));
        FigureTable.print("fresh cloud for a test, with a call and its end, warm JVM (ms)", clouds());
    }

    private static double[] starts(Path distribution, String option) throws IOException, InterruptedException {
        double[] times = new double[STARTS];
        for (int i = 0; i < times.length; i++) {
            ProcessBuilder command = new ProcessBuilder(distribution.toString(), option)
                    .redirectErrorStream(true)
                    .redirectOutput(new File("/dev/null"));
            long began = System.nanoTime();
            Process process = command.start();
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(distribution + " " + option + " did not end well");
            }
            times[i] = FigureTable.millisSince(began);
        }
        return times;
    }

    /** What LocalCloudExtension does for a test that takes a client: a cloud, the client, and the cloud's end. */
    private static double[] clouds() throws IOException {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < CLOUDS + WARMING; i++) {
            long began = System.nanoTime();
            try (LocalCloud cloud = LocalCloud.start(LocalCloudOptions.defaults())) {
                cloud.client(CloudFormationClient.class).describeStacks();
            }
            if (i >= WARMING) {
                times.add(FigureTable.millisSince(began));
            }
        }
        return times.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
