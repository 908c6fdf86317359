package dev.fargatecd.local.codecommit;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.SshKey;
import dev.fargatecd.local.kernel.SshKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.sshd.common.forward.DefaultForwarderFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Git over SSH, for any git client: {@code ssh://APKA…@127.0.0.1:port/v1/repos/<name>}, as at CodeCommit's own address.
 *
 * <p>It opens when somebody asks where it is, or where a repository is and has a key: most clouds are never reached by
 * SSH, and opening takes a second of a cold JVM.
 */
final class SshDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SshDoor.class);
    private static final String HOST = "127.0.0.1";
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Path hostKey;
    private final SshKeys keys;
    private final BiFunction<SshKey, String, Command> commands;
    private @Nullable SshServer server;
    private boolean closed;

    /**
     * Makes the door.
     *
     * @param commands makes the program for what a client, known by its key, wants to run
     */
    SshDoor(CloudContext cloud, SshKeys keys, BiFunction<SshKey, String, Command> commands) {
        hostKey = cloud.folder().resolve("codecommit").resolve("ssh_host_key");
        this.keys = keys;
        this.commands = commands;
    }

    /**
     * Where git finds a repository: with the key of the caller, else the account's, where that is the only one. Whoever
     * has several puts one before the host. Empty while nobody has a key and nobody has asked where the door is.
     */
    Optional<URI> url(Caller caller, String repository) {
        List<SshKey> all = keys.of(caller.principal().account());
        if (all.isEmpty() && !isOpen()) {
            return Optional.empty();
        }
        List<SshKey> own = all.stream()
                .filter(key -> key.principal().arn().equals(caller.principal().arn()))
                .toList();
        List<SshKey> candidates = own.isEmpty() ? all : own;
        String user = candidates.size() == 1 ? candidates.get(0).id() + "@" : "";
        return Optional.of(URI.create("ssh://" + user + HOST + ":" + port() + GitDoor.PATH + repository));
    }

    /** Where the door is: {@code ssh://127.0.0.1:port}. */
    URI endpoint() {
        return URI.create("ssh://" + HOST + ":" + port());
    }

    private synchronized boolean isOpen() {
        return server != null;
    }

    private synchronized int port() {
        if (server == null) {
            server = open();
        }
        return server.getPort();
    }

    private SshServer open() {
        if (closed) {
            throw new IllegalStateException("the local cloud is closed");
        }
        SshServer made = SshServer.setUpDefaultServer();
        made.setHost(HOST);
        made.setPort(0);
        made.setKeyPairProvider(hostKeys());
        made.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        made.setPublickeyAuthenticator(new SshEntry(keys));
        made.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        made.setForwarderFactory(DefaultForwarderFactory.INSTANCE);
        made.setSubsystemFactories(List.of());
        made.setShellFactory(channel -> commands.apply(key(channel.getSession().getUsername()), ""));
        made.setCommandFactory(
                (channel, line) -> commands.apply(key(channel.getSession().getUsername()), line));
        try {
            made.start();
            return made;
        } catch (IOException failure) {
            throw new UncheckedIOException("SSH can't be opened on " + HOST, failure);
        }
    }

    /** An elliptic key, for it is made within milliseconds. */
    private KeyPairProvider hostKeys() {
        SimpleGeneratorHostKeyProvider provider = new SimpleGeneratorHostKeyProvider(hostKey);
        provider.setAlgorithm("EC");
        provider.setKeySize(256);
        return provider;
    }

    /** A key may be made inactive while its client is connected. */
    private SshKey key(String id) throws IOException {
        Optional<SshKey> key = keys.find(id);
        return key.orElseThrow(() -> new IOException("the SSH key " + id + " is not active any more"));
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (server == null) {
            return;
        }
        try {
            if (!server.close(true).await(FAREWELL)) {
                LOG.debug("SSH clients that still hang on are left to end by themselves");
            }
        } catch (IOException interrupted) {
            LOG.debug("SSH was not waited for", interrupted);
        }
    }
}
