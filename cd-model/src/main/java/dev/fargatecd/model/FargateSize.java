package dev.fargatecd.model;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The size of a task: one of the pairs that Fargate has.
 *
 * @param cpu CPU units, 1,024 being one vCPU
 * @param memory MiB
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html">Valid CPU and
 *     memory combinations</a>
 */
public record FargateSize(int cpu, int memory) {
    /** The smallest: a quarter of a vCPU and half a GiB. */
    public static final FargateSize SMALLEST = new FargateSize(256, 512);

    public FargateSize {
        List<Integer> memories = memoriesFor(cpu);
        if (memories.isEmpty()) {
            throw InvalidValue.of(
                    "cpu", cpu, "a Fargate size: " + joined(cpus()), Integer.toString(nearest(cpu, cpus())));
        }
        if (!memories.contains(memory)) {
            throw InvalidValue.of(
                    "memory",
                    memory,
                    "a Fargate size with cpu " + cpu + ": " + joined(memories),
                    Integer.toString(nearest(memory, memories)));
        }
    }

    /** The CPU sizes that Fargate has, in CPU units, ascending. */
    public static List<Integer> cpus() {
        return List.of(256, 512, 1024, 2048, 4096, 8192, 16384);
    }

    /** The memory sizes that go with a CPU size, in MiB, ascending; empty when Fargate has no such CPU size. */
    public static List<Integer> memoriesFor(int cpu) {
        return switch (cpu) {
            case 256 -> List.of(512, 1024, 2048);
            case 512 -> steps(1, 4, 1);
            case 1024 -> steps(2, 8, 1);
            case 2048 -> steps(4, 16, 1);
            case 4096 -> steps(8, 30, 1);
            case 8192 -> steps(16, 60, 4);
            case 16384 -> steps(32, 120, 8);
            default -> List.of();
        };
    }

    /** From and to in GiB, both included. */
    private static List<Integer> steps(int from, int to, int step) {
        return IntStream.iterate(from, gib -> gib <= to, gib -> gib + step)
                .mapToObj(gib -> gib * 1024)
                .toList();
    }

    private static int nearest(int given, List<Integer> allowed) {
        return allowed.stream()
                .min((a, b) -> Long.compare(Math.abs((long) a - given), Math.abs((long) b - given)))
                .orElseThrow();
    }

    private static String joined(List<Integer> sizes) {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
