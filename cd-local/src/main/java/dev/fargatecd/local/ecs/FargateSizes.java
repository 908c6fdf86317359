package dev.fargatecd.local.ecs;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The pairs of CPU units and memory that Fargate offers.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html">Fargate task
 *     sizes</a>
 */
final class FargateSizes {
    private static final int GB = 1024;

    /** MiB by CPU units. */
    private static final Map<Integer, NavigableSet<Integer>> MEMORY = Map.of(
            256, set(512, 1 * GB, 2 * GB),
            512, steps(1, 4, 1),
            1024, steps(2, 8, 1),
            2048, steps(4, 16, 1),
            4096, steps(8, 30, 1),
            8192, steps(16, 60, 4),
            16384, steps(32, 120, 8));

    private FargateSizes() {}

    /** Throws AWS's error where Fargate has no such size. */
    static void require(int cpu, int memory) {
        NavigableSet<Integer> offered = MEMORY.get(cpu);
        if (offered == null || !offered.contains(memory)) {
            throw none(cpu, memory);
        }
    }

    /** Units of CPU: a number of them, or of vCPUs: {@code 256}, {@code .25 vCPU}. */
    static int cpu(String text) {
        return parse(text, "vCPU", 1024, "cpu");
    }

    /** MiB: a number of them, or of GB: {@code 512}, {@code 0.5 GB}. */
    static int memory(String text) {
        return parse(text, "GB", GB, "memory");
    }

    private static int parse(String text, String unit, int factor, String what) {
        String trimmed = text.trim();
        boolean large = trimmed.toLowerCase(Locale.ROOT).endsWith(unit.toLowerCase(Locale.ROOT));
        String number =
                large ? trimmed.substring(0, trimmed.length() - unit.length()).trim() : trimmed;
        try {
            return large ? (int) Math.round(Double.parseDouble(number) * factor) : Integer.parseInt(number);
        } catch (NumberFormatException none) {
            throw EcsFaults.client("Invalid '" + what + "' setting for task: " + text);
        }
    }

    private static AwsServiceException none(int cpu, int memory) {
        return EcsFaults.client("No Fargate configuration exists for given values: " + cpu + " CPU, " + memory
                + " memory. See the Amazon ECS documentation for the valid values.");
    }

    private static NavigableSet<Integer> steps(int fromGb, int toGb, int stepGb) {
        return IntStream.iterate(fromGb, gb -> gb <= toGb, gb -> gb + stepGb)
                .mapToObj(gb -> gb * GB)
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    private static NavigableSet<Integer> set(Integer... values) {
        return new TreeSet<>(List.of(values));
    }
}
