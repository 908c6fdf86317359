package dev.fargatecd.local.codecommit;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.SshKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.UploadPack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client runs over SSH: git's fetch or push of one repository, and nothing else. */
final class GitCommand implements Command {
    private static final Logger LOG = LoggerFactory.getLogger(GitCommand.class);
    /** Git quotes the path as a shell wants it. */
    private static final Pattern LINE =
            Pattern.compile("git[- ](upload-pack|receive-pack) '?/?v1/repos/([\\w.-]+)/?'?");

    private static final String PROTOCOL = "GIT_PROTOCOL";
    /** As git itself ends where a repository is not to be had. */
    private static final int REFUSED = 128;

    private final SshKey key;
    private final String line;
    private final GitGuard guard;
    private final RepositoryTable repositories;
    private final GitStore git;
    private final Pushes pushes;
    private final Executor work;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private ExitCallback end = (status, message, closeImmediately) -> {};

    /** What all commands share. */
    record Host(GitGuard guard, RepositoryTable repositories, GitStore git, Pushes pushes, Executor work) {
        GitCommand command(SshKey key, String line) {
            return new GitCommand(this, key, line);
        }
    }

    private GitCommand(Host host, SshKey key, String line) {
        this.key = key;
        this.line = line;
        guard = host.guard();
        repositories = host.repositories();
        git = host.git();
        pushes = host.pushes();
        work = host.work();
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        end = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        Optional<String> protocol = Optional.ofNullable(environment.getEnv().get(PROTOCOL));
        work.execute(() -> end.onExit(run(protocol)));
    }

    @Override
    public void destroy(ChannelSession channel) {
        // its streams are closed with the channel, which ends the transfer
    }

    private int run(Optional<String> protocol) {
        try {
            serve(protocol);
            return 0;
        } catch (GitRefusal refusal) {
            say(String.valueOf(refusal.getMessage()));
        } catch (IOException | RuntimeException failure) {
            LOG.debug("{} for {} failed", line, key.id(), failure);
            say("CodeCommit can't go on: " + failure.getMessage());
        }
        return REFUSED;
    }

    private void serve(Optional<String> protocol) throws GitRefusal, IOException {
        Matcher command = LINE.matcher(line);
        if (!command.matches()) {
            throw new GitRefusal(
                    403,
                    (line.isEmpty() ? "You are known here as " + key.principal().arn() + ". There is no shell: " : "")
                            + "CodeCommit serves git's fetch and push over SSH, of " + GitDoor.PATH
                            + "REPOSITORY, and nothing else");
        }
        String name = command.group(2);
        Caller caller = new Caller(key.principal(), scope(name));
        StoredRepository repository = repositories
                .find(caller.scope(), name)
                .orElseThrow(() -> GitRefusal.missing(name, caller.scope().region()));
        boolean isPush = command.group(1).equals("receive-pack");
        guard.permit(caller, name, isPush);
        try (Repository opened = git.lend(repository.id())) {
            if (isPush) {
                pushes.receive(caller, repository, opened).receive(in, out, err);
            } else {
                UploadPack upload = new UploadPack(opened);
                protocol.ifPresent(parameters -> upload.setExtraParameters(List.of(parameters.split(":"))));
                upload.uploadWithExceptionPropagation(in, out, err);
            }
        }
    }

    /** SSH tells no region, so it is the one that has such a repository. */
    private Scope scope(String repository) throws GitRefusal {
        String account = key.principal().account();
        List<String> regions = repositories.regionsOf(account, repository);
        return switch (regions.size()) {
            case 0 -> throw GitRefusal.missing(repository, "any region");
            case 1 -> new Scope(account, regions.get(0));
            default ->
                throw new GitRefusal(
                        409,
                        "There are repositories " + repository + " in " + String.join(" and ", regions)
                                + ", and SSH does not tell which; use HTTP for them");
        };
    }

    private void say(String message) {
        try {
            err.write((message + "\n").getBytes(StandardCharsets.UTF_8));
            err.flush();
        } catch (IOException gone) {
            LOG.debug("{} does not listen any more", key.id(), gone);
        }
    }
}
