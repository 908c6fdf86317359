package dev.fargatecd.docker;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tasks as processes. */
final class ProcessTasksTest implements TaskContract {
    private static TaskBench bench;

    @BeforeAll
    static void start() throws Exception {
        bench = new TaskBench(LocalCloud.start(LocalCloudOptions.defaults()));
        bench.buildProgram("1");
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Override
    public TaskBench bench() {
        return bench;
    }
}
