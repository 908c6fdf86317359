package dev.fargatecd.it;

import java.util.Set;

/** What of each module is stable: packages, or of a package some types. */
enum StableApi {
    MODEL("cd-model", "dev.fargatecd.model", """
                    Everything is immutable and may be used by several threads. Nothing has to be closed. A value that can't be so is an
                    `InvalidValue` (an `IllegalArgumentException`) that says what is allowed."""),
    CLOUDFORMATION(
            "cd-cloudformation",
            "dev.fargatecd.cloudformation.check.Checker" + " "
                    + "dev.fargatecd.cloudformation.check.SourceFile" + " "
                    + "dev.fargatecd.cloudformation.check.Finding" + " "
                    + "dev.fargatecd.cloudformation.check.Severity" + " "
                    + "dev.fargatecd.cloudformation.check.catalogue.Catalogue" + " "
                    + "dev.fargatecd.cloudformation.template.Template",
            """
                    Everything is immutable, and checks have no state: one `Checker` may be used by several threads. Nothing has to be
                    closed, and nothing waits."""),
    TEMPLATES(
            "cd-templates",
            "dev.fargatecd.templates.Rendering" + " "
                    + "dev.fargatecd.templates.RenderedFile" + " "
                    + "dev.fargatecd.templates.Drift" + " "
                    + "dev.fargatecd.templates.definition",
            """
                    Everything is immutable and may be used by several threads. Nothing has to be closed. Files are read and written by
                    the methods that take a path, and by no other."""),
    AWS("cd-aws", "dev.fargatecd.aws", """
                    `Deliveries`, `Stacks`, `Executions` and `SourceRepository` keep nothing and may be used by several threads, as far as
                    the clients may (the SDK's may). `Polling` has a thread and `SdkClients` has connections: both are to be closed, by
                    whoever made them, after what uses them. Waiting is bounded; an interrupted wait ends with
                    `CancellationException` and leaves the thread interrupted. A `ProgressListener` is
                    called on the polling thread or on a caller's, and must not block."""),
    LOCAL(
            "cd-local",
            "dev.fargatecd.local.LocalCloud" + " "
                    + "dev.fargatecd.local.LocalCloudOptions" + " "
                    + "dev.fargatecd.local.OwnedFolder" + " "
                    + "dev.fargatecd.local.kernel.Journal" + " "
                    + "dev.fargatecd.local.kernel.Event",
            """
                    A `LocalCloud` and its clients may be used by several threads, and several clouds side by side. It is to be closed: that
                    ends its programs, its threads and its port, and removes its folder. Calls after that fail. `Journal`'s listeners and
                    conditions run on its one thread and must not block."""),
    DOCKER("cd-docker", "dev.fargatecd.docker", """
                    A `DockerEngine` is for one cloud: the runtime that it makes closes it, with the cloud. Its client reads the output of
                    containers on threads of its own, which end with them."""),
    JUNIT("cd-junit", "dev.fargatecd.junit", """
                    Test classes may run in parallel: each has clouds of its own, or each of its tests has. What the extension makes it
                    closes. A `LiveDelivery` is for the thread of its test.""");

    private final String module;
    private final String names;
    private final String threads;

    /** @param names divided by blanks */
    StableApi(String module, String names, String threads) {
        this.module = module;
        this.names = names;
        this.threads = threads;
    }

    String module() {
        return module;
    }

    /** What may be used by several threads, what has to be closed, and what waits. */
    String threads() {
        return threads;
    }

    boolean isStable(Class<?> type) {
        Set<String> stable = Set.of(names.split(" "));
        return stable.contains(type.getPackageName()) || stable.contains(type.getName());
    }
}
