package dev.fargatecd.it;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** What the local cloud's stack engine takes for many stacks, and for many resources in one. */
final class EngineFigures {
    private static final int STACKS = 200;
    private static final int ROUNDS = 5;
    private static final List<Integer> SIZES = List.of(50, 100, 250, 500);

    private EngineFigures() {}

    static void print() throws IOException {
        try (LocalCloud cloud = LocalCloud.start(LocalCloudOptions.defaults())) {
            CloudFormationClient stacks = cloud.client(CloudFormationClient.class);
            create(stacks, "warm", 50);
            double[] together = new double[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                together[i] = createTogether(stacks, "together-" + i);
            }
            FigureTable.print(STACKS + " stacks made at a time, of two resources each (ms)", together);
            for (int size : SIZES) {
                double[] perResource = new double[ROUNDS];
                for (int i = 0; i < ROUNDS; i++) {
                    perResource[i] = create(stacks, "size-" + size + "-" + i, size) * 1000 / size;
                }
                FigureTable.print("a stack of " + size + " resources, for each of them (µs)", perResource);
            }
        }
    }

    private static double createTogether(CloudFormationClient stacks, String prefix) {
        List<String> names =
                IntStream.range(0, STACKS).mapToObj(i -> prefix + "-" + i).toList();
        long began = System.nanoTime();
        names.forEach(
                name -> stacks.createStack(request -> request.stackName(name).templateBody(template(name, 2))));
        names.forEach(name -> awaitCreated(stacks, name));
        return FigureTable.millisSince(began);
    }

    private static double create(CloudFormationClient stacks, String name, int resources) {
        String template = template(name, resources);
        long began = System.nanoTime();
        stacks.createStack(request -> request.stackName(name).templateBody(template));
        awaitCreated(stacks, name);
        return FigureTable.millisSince(began);
    }

    /** The SDK's waiter looks every 30 s; here it is asked all the time. */
    private static void awaitCreated(CloudFormationClient stacks, String name) {
        long began = System.nanoTime();
        StackStatus status = status(stacks, name);
        while (status == StackStatus.CREATE_IN_PROGRESS) {
            if (FigureTable.millisSince(began) > 120_000) {
                throw new IllegalStateException("stack " + name + " is not made after two minutes");
            }
            Thread.onSpinWait();
            status = status(stacks, name);
        }
        if (status != StackStatus.CREATE_COMPLETE) {
            throw new IllegalStateException("stack " + name + " is " + status);
        }
    }

    private static StackStatus status(CloudFormationClient stacks, String name) {
        return stacks.describeStacks(request -> request.stackName(name))
                .stacks()
                .get(0)
                .stackStatus();
    }

    private static String template(String name, int resources) {
        return IntStream.range(0, resources)
                .mapToObj(i -> """
                          Group%d:
                            Type: AWS::Logs::LogGroup
                            Properties:
                              LogGroupName: %s-%d
                        """.formatted(i, name, i))
                .collect(Collectors.joining("", "Resources:\n", ""));
    }
}
