package dev.fargatecd.cli;

import dev.fargatecd.aws.DeliveryException;
import dev.fargatecd.aws.WaitedInVainException;
import dev.fargatecd.cli.view.Json;
import dev.fargatecd.cli.view.Terminal;
import dev.fargatecd.cli.view.Theme.Mood;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Says what went wrong: what happened, why, and what to do next. */
final class ErrorReport {
    private final Terminal terminal;
    private final boolean json;

    /** For scripts. */
    private record Answer(Told error) {}

    /** What went wrong, in one sentence, and what to do. */
    private record Told(String message, Optional<String> next, int exitCode) {}

    /** @param json whether a script reads stdout, and is told there, too */
    ErrorReport(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    /** Says it, and answers the exit code. */
    int report(Exception failure) {
        if (failure instanceof CommandException command) {
            return say(command.exitCode(), text(command), command.next());
        }
        if (failure instanceof DeliveryException delivery) {
            return say(ExitCode.FAILED, text(delivery), delivery.next());
        }
        if (failure instanceof WaitedInVainException late) {
            return say(ExitCode.TIMEOUT, text(late), Optional.of("fargate-cd status"));
        }
        if (failure instanceof AwsServiceException refused) {
            return say(ExitCode.FAILED, refused(refused), Optional.empty());
        }
        if (failure instanceof SdkClientException unreached) {
            return say(
                    ExitCode.FAILED,
                    "AWS was not reached: " + unreached.getMessage(),
                    Optional.of("check --target, the network and the credentials"));
        }
        if (failure instanceof CancellationException cancelled) {
            return say(ExitCode.FAILED, text(cancelled), Optional.empty());
        }
        if (failure instanceof FileSystemException file) {
            return say(ExitCode.FAILED, "a file can't be used: " + reason(file), Optional.empty());
        }
        failure.printStackTrace(terminal.err());
        return say(
                ExitCode.FAILED,
                "fargate-cd failed by a mistake of its own: " + failure,
                Optional.of("report it, with the lines above"));
    }

    /** Why a file could not be used: Java's own message often is the file's name alone. */
    static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (failure instanceof NoSuchFileException missing) {
            return "there is no " + missing.getFile();
        }
        if (failure instanceof FileAlreadyExistsException taken) {
            return taken.getFile() + " is there already, and is no folder";
        }
        if (failure instanceof FileSystemException other && other.getReason() != null) {
            return other.getReason() + " (" + other.getFile() + ")";
        }
        return text(failure);
    }

    private static String text(Exception failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }

    private static String refused(AwsServiceException refused) {
        var details = refused.awsErrorDetails();
        return details == null
                ? "AWS refused: " + refused.getMessage()
                : details.serviceName() + " refused: " + details.errorMessage() + " (" + details.errorCode() + ")";
    }

    private int say(ExitCode code, String message, Optional<String> next) {
        terminal.say(terminal.theme().paint(Mood.BAD, terminal.theme().sign(Mood.BAD)) + " " + message);
        next.ifPresent(text -> terminal.say("  next: " + terminal.theme().bold(text)));
        if (json) {
            terminal.print(Json.text(new Answer(new Told(message, next, code.value()))));
        }
        return code.value();
    }
}
