package dev.fargatecd.cli;

import dev.fargatecd.aws.GitCredentials;
import dev.fargatecd.aws.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Answers git's question for a password, by git's protocol of <a
 * href="https://git-scm.com/docs/gitcredentials">credential helpers</a>.
 */
@Command(
        name = "git-credential",
        mixinStandardHelpOptions = true,
        description = {
            "A git credential helper for CodeCommit, local or on AWS, so that plain git push works:",
            "  git config credential.URL.helper '!fargate-cd git-credential'",
            "  git config credential.URL.useHttpPath true"
        })
final class GitCredentialCommand implements Callable<Integer> {
    private static final Pattern CODECOMMIT =
            Pattern.compile("git-codecommit(-fips)?\\.([a-z0-9-]+)\\.amazonaws\\.com(\\.cn)?");

    private final CommandContext context;

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Parameters(paramLabel = "get|store|erase", description = "What git asks for; only get does something.")
    private String operation = "";

    GitCredentialCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        if (!operation.equals("get")) {
            return ExitCode.OK.value(); // the password is a signature of the moment: nothing is to be kept or forgotten
        }
        Map<String, String> question = new HashMap<>();
        for (String line : new String(System.in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                question.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        String host = question.getOrDefault("host", "");
        String path = question.getOrDefault("path", "");
        if (path.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "git did not say which repository: credential.useHttpPath is not set",
                    "git config --global credential." + question.getOrDefault("protocol", "https") + "://" + host
                            + ".useHttpPath true");
        }
        Target resolved = target.resolve(context.environment());
        Matcher aws = CODECOMMIT.matcher(host);
        GitCredentials credentials = GitCredentials.sign(
                resolved.credentials().resolveCredentials(),
                aws.matches() ? aws.group(2) : resolved.region().id(),
                question.getOrDefault("protocol", "https") + "://" + host + "/" + path,
                Instant.now());
        context.terminal().print("username=" + credentials.user());
        context.terminal().print("password=" + credentials.password());
        return ExitCode.OK.value();
    }
}
