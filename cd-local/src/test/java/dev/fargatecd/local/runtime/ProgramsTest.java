package dev.fargatecd.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.local.kernel.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Work work = new Work();
    private final Programs programs = new Programs(work);
    private final List<String> output = new CopyOnWriteArrayList<>();

    private final Path folder;

    ProgramsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void close() {
        programs.close();
        work.close();
    }

    @Test
    void answersTheExitCodeAfterAllOutputInOrder() throws Exception {
        Program program = sh("for i in 1 2 3; do echo $i; done; echo bad >&2; printf 'no end'; exit 7");
        assertThat(exit(program)).isEqualTo(7);
        assertThat(output).containsExactly("1", "2", "3", "bad", "no end");
    }

    @Test
    void passesOnNothingButTheGivenEnvironment() throws Exception {
        Map<String, String> environment =
                Map.of("PATH", "/usr/bin:/bin", "GREETING", "two words; $HOME", "spring.profiles.active", "a b");
        assertThat(exit(programs.start(new Command(List.of("env"), environment, folder), output::add)))
                .isZero();
        assertThat(output)
                .contains("PATH=/usr/bin:/bin", "GREETING=two words; $HOME", "spring.profiles.active=a b")
                .allMatch(line -> line.matches("(PATH|GREETING|spring\\.profiles\\.active|PWD|OLDPWD|SHLVL|_)=.*"));
    }

    @Test
    void startsInTheFolderWithArgumentsAsTheyAre() throws Exception {
        exit(programs.start(
                new Command(
                        List.of("sh", "-c", "pwd -P; printf '%s|' \"$@\"", "x", "a b", "", "'\"$X*"), path(), folder),
                output::add));
        assertThat(output).containsExactly(folder.toRealPath().toString(), "a b||'\"$X*|");
    }

    @Test
    void endsWith127WhereTheProgramDoesNotExist() throws Exception {
        assertThat(exit(programs.start(new Command(List.of("no-such-program"), path(), folder), output::add)))
                .isEqualTo(127);
        assertThat(String.join("", output)).contains("no-such-program");
    }

    @Test
    void refusesAFolderThatDoesNotExist() {
        assertThatThrownBy(
                        () -> programs.start(new Command(List.of("true"), path(), folder.resolve("none")), output::add))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none: no such folder");
    }

    @Test
    void cutsALineThatNeverEndsWithoutHalvingACharacter() throws Exception {
        exit(sh("printf 'x'; for i in 1 2 3 4 5 6 7 8 9 10; do printf '\u00e9%.0s' $(seq 1000); done"));
        assertThat(output).hasSize(2);
        assertThat(String.join("", output)).isEqualTo("x" + "\u00e9".repeat(10_000));
    }

    @Test
    void letsAProgramEndInItsOwnWay() throws Exception {
        Program program = sh("trap 'echo bye; exit 5' TERM; echo up; sleep 60 & wait");
        awaitLine("up");
        assertThat(program.stop(LONG).get(10, TimeUnit.SECONDS)).isEqualTo(5);
        assertThat(output).containsExactly("up", "bye");
    }

    @Test
    void killsAProgramThatDoesNotWantToEndAndItsForks() throws Exception {
        Program program = sh("trap '' TERM; sleep 61 & echo $!; while :; do sleep 62; done");
        ProcessHandle fork = ProcessHandle.of(Long.parseLong(firstLine())).orElseThrow();
        assertThat(program.stop(Duration.ofMillis(50)).get(10, TimeUnit.SECONDS))
                .isEqualTo(137);
        assertEnds(fork);
    }

    @Test
    void endsWhatAProgramLeavesBehindWhenItExits() throws Exception {
        Program program = sh("sleep 63 >/dev/null & echo $!");
        ProcessHandle fork = ProcessHandle.of(Long.parseLong(firstLine())).orElseThrow();
        assertThat(exit(program)).isZero();
        assertEnds(fork);
    }

    @Test
    void leavesNoProcessWhenItIsClosed() throws Exception {
        Program program = sh("trap '' TERM; echo $$; while :; do sleep 64; done");
        ProcessHandle handle = ProcessHandle.of(Long.parseLong(firstLine())).orElseThrow();
        programs.close();
        assertThat(program.exit()).isDone();
        assertEnds(handle);
    }

    @Test
    void leavesNoProcessWhenTheJvmIsKilled() throws Exception {
        // A JVM of its own starts a program through this class; killed as by kill -9, it can't clean up anything.
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OrphanMaker.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ProcessHandle orphan = ProcessHandle.of(
                        Long.parseLong(jvm.inputReader().readLine().trim()))
                .orElseThrow();
        assertThat(orphan.isAlive()).isTrue();
        jvm.destroyForcibly();
        assertEnds(orphan);
    }

    @Test
    void allowsOnlyWhatABuildOrTaskMaySeeOfTheHost() {
        assertThat(HostEnvironment.allowed(Map.of(
                        "PATH",
                        "p",
                        "LC_ALL",
                        "C",
                        "MAVEN_OPTS",
                        "-X",
                        "https_proxy",
                        "u",
                        "AWS_SECRET_ACCESS_KEY",
                        "s",
                        "MY",
                        "x")))
                .containsOnlyKeys("PATH", "LC_ALL", "MAVEN_OPTS", "https_proxy");
    }

    private Program sh(String script) throws IOException {
        return programs.start(new Command(List.of("sh", "-c", script), path(), folder), line -> {
            output.add(line);
            synchronized (output) {
                output.notifyAll();
            }
        });
    }

    private static Map<String, String> path() {
        return Map.of("PATH", "/usr/bin:/bin");
    }

    private static int exit(Program program) throws Exception {
        return program.exit().get(10, TimeUnit.SECONDS);
    }

    private void assertEnds(ProcessHandle process) throws Exception {
        CompletableFuture<ProcessHandle> end = process.onExit();
        assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(process);
    }

    private String firstLine() throws InterruptedException {
        synchronized (output) {
            while (output.isEmpty()) {
                output.wait(10_000);
            }
        }
        return output.get(0);
    }

    private void awaitLine(String line) throws InterruptedException {
        assertThat(firstLine()).isEqualTo(line);
    }
}
