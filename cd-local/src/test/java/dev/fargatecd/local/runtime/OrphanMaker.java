package dev.fargatecd.local.runtime;

import dev.fargatecd.local.kernel.Work;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The main of a JVM that a test kills: starts a program that would run for a minute and prints its process id. */
final class OrphanMaker {
    private OrphanMaker() {}

    public static void main(String[] arguments) throws Exception {
        Programs programs = new Programs(new Work());
        programs.start(
                        new Command(
                                List.of("sh", "-c", "trap '' HUP; echo $$; sleep 65 & wait"),
                                Map.of("PATH", "/usr/bin:/bin"),
                                Path.of(arguments[0])),
                        System.out::println)
                .exit()
                .join();
    }
}
