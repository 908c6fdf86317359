package dev.fargatecd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a distribution has for shells and man; that these take it, {@code .ci/run dist} tries. */
final class ShellFilesTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void tellShellsAndManOfEachCommandAndItsOptions() throws IOException {
        CommandRun run = CommandRun.of(folder, folder, "shell-files", folder.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(read("fish/vendor_completions.d/fargate-cd.fish"))
                .contains(" -a init -d ", "__fish_seen_subcommand_from init' -l health-path -r -d ")
                .doesNotContain("warm-up");
        assertThat(read("man/man1/fargate-cd.1"))
                .startsWith(".TH FARGATE\\-CD 1")
                .contains(".SS init\n", ".B \\-\\-health\\-path PATH\n", "Default: HEAD.")
                .doesNotContain("warm\\-up", "${");
        assertThat(read("bash-completion/completions/fargate-cd")).contains("_complete_fargate-cd");
        assertThat(read("zsh/site-functions/_fargate-cd")).startsWith("#compdef fargate-cd\n");
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }
}
