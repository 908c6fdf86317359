package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds sizes of tasks that Fargate does not have. */
public final class FargateSize implements TemplateOnlyCheck {
    private static final Pattern CPU = Pattern.compile("(\\d+)|(\\d*\\.?\\d+)\\s*[vV][cC][pP][uU]");
    private static final Pattern MEMORY = Pattern.compile("(\\d+)|(\\d*\\.?\\d+)\\s*[gG][bB]");
    private static final Pattern MEBIBYTES = Pattern.compile("\\d+\\s*[mM](?:[iI]?[bB])?");
    private static final Map<Integer, Sizes> SIZES = Map.of(
            256, new Sizes(512, 2048, 512),
            512, new Sizes(1024, 4096, 1024),
            1024, new Sizes(2048, 8192, 1024),
            2048, new Sizes(4096, 16384, 1024),
            4096, new Sizes(8192, 30720, 1024),
            8192, new Sizes(16384, 61440, 4096),
            16384, new Sizes(32768, 122880, 8192));

    /** The memory, in MiB, that goes with a CPU size. */
    private record Sizes(int least, int most, int step) {
        boolean has(int memory) {
            // 256 goes with 512, 1024 and 2048, but not with 1536.
            return memory >= least
                    && memory <= most
                    && (memory - least) % step == 0
                    && !(least == 512 && memory == 1536);
        }

        @Override
        public String toString() {
            return least == 512 ? "512, 1024, 2048" : least + " to " + most + " in steps of " + step;
        }
    }

    @Override
    public Rule rule() {
        return new Rule(
                "fargate-size",
                Severity.ERROR,
                "CPU and memory of a Fargate task are one of Fargate's sizes",
                "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource task : template.resources(Containers.TASK_DEFINITION)) {
            if (Containers.isForFargate(task)) {
                look(task, findings);
            }
        }
    }

    private static void look(Resource task, Findings findings) {
        Value cpu = Value.of(task).member("Cpu");
        Value memory = Value.of(task).member("Memory");
        for (String required : List.of("Cpu", "Memory")) {
            if (Value.of(task).member(required).isAbsent()) {
                findings.add(task.position(), "a Fargate task needs " + required, "the smallest: Cpu 256, Memory 512");
            }
        }
        for (Value amount : List.of(cpu, memory)) {
            amount.literal()
                    .filter(text -> MEBIBYTES.matcher(text).matches())
                    .ifPresent(text -> findings.add(
                            amount.position(),
                            text + " is no size: units are GB for memory and vCPU for CPU, or none",
                            "write " + text.replaceAll("\\D", "")));
        }
        OptionalInt units = amount(cpu, CPU);
        if (units.isEmpty()) {
            return;
        }
        Sizes sizes = SIZES.get(units.getAsInt());
        if (sizes == null) {
            findings.add(
                    cpu.position(),
                    "Fargate has no tasks of " + units.getAsInt() + " CPU units",
                    "allowed: "
                            + SIZES.keySet().stream()
                                    .sorted()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(", ")));
            return;
        }
        amount(memory, MEMORY).ifPresent(size -> {
            if (!sizes.has(size)) {
                findings.add(
                        memory.position(),
                        "Fargate has no tasks of " + units.getAsInt() + " CPU units with " + size + " MiB",
                        "allowed: " + sizes);
            }
        });
    }

    /** CPU units or MiB; of what is no amount nothing, for InvalidValue says that. */
    private static OptionalInt amount(Value value, Pattern pattern) {
        Matcher matcher = pattern.matcher(value.literal().orElse(""));
        if (!matcher.matches()) {
            return OptionalInt.empty();
        }
        return matcher.group(1) != null
                ? OptionalInt.of((int) Double.parseDouble(matcher.group(1)))
                : OptionalInt.of((int) (Double.parseDouble(matcher.group(2)) * 1024));
    }
}
