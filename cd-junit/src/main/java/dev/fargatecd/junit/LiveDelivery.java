package dev.fargatecd.junit;

import dev.fargatecd.aws.Deliveries;
import dev.fargatecd.aws.DeliveryState;
import dev.fargatecd.aws.DeployedStack;
import dev.fargatecd.aws.EnvironmentState;
import dev.fargatecd.aws.Execution;
import dev.fargatecd.aws.Executions.StopAt;
import dev.fargatecd.model.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jgit.api.errors.GitAPIException;

/**
 * A project's delivery, put in place in a local cloud: environments and pipeline are there, and its first commit is under
 * way.
 *
 * <p>The test edits a copy of the project. {@link #deliver} commits what it edited, pushes and follows the commit. All
 * methods wait, with bounds, and are for one thread.
 */
public final class LiveDelivery {
    private static final Duration BOUND = Duration.ofMinutes(10);

    private final Deliveries deliveries;
    private final Delivery delivery;
    private final WorkingCopy copy;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private String commit;
    private boolean followed;

    private LiveDelivery(Deliveries deliveries, Delivery delivery, WorkingCopy copy, String commit) {
        this.deliveries = deliveries;
        this.delivery = delivery;
        this.copy = copy;
        this.commit = commit;
    }

    static LiveDelivery putInPlace(Deliveries deliveries, Project project) {
        WorkingCopy copy = git(() -> WorkingCopy.of(project));
        try {
            String first = git(() -> copy.commit("The project as it is"));
            deliveries.up(project.delivery(), project.rendering(), copy.gitDirectory(), "HEAD");
            return new LiveDelivery(deliveries, project.delivery(), copy, first);
        } catch (RuntimeException failure) {
            copy.close();
            throw failure;
        }
    }

    /** What is delivered, as its definition says. */
    public Delivery definition() {
        return delivery;
    }

    /** The copy of the project that the test may edit. */
    public Path folder() {
        return copy.root();
    }

    /** The full id of the commit that is, or was last, under way. */
    public String commit() {
        return commit;
    }

    /**
     * Writes a file of the copy, over what is there.
     *
     * @param file from the project's root
     */
    public LiveDelivery write(String file, String content) {
        return io(() -> {
            Path path = copy.root().resolve(file);
            Files.createDirectories(path.getParent() == null ? copy.root() : path.getParent());
            Files.writeString(path, content);
            return this;
        });
    }

    /**
     * Replaces text in a file of the copy.
     *
     * @throws IllegalArgumentException where the text is not there
     */
    public LiveDelivery replace(String file, String text, String by) {
        return io(() -> {
            String before = Files.readString(copy.root().resolve(file));
            if (!before.contains(text)) {
                throw new IllegalArgumentException(file + " does not contain \"" + text + "\"");
            }
            return write(file, before.replace(text, by));
        });
    }

    /**
     * Delivers the copy as it is: commits, pushes, and follows the commit to its end or to an approval. The first call
     * follows the commit that is under way, unless something was edited; a later one with nothing edited pushes an empty
     * commit.
     */
    public DeliveredCommit deliver() {
        if (followed || !git(copy::changed).isEmpty()) {
            commit = git(() -> copy.commit("Edited by a test"));
            deliveries.push(delivery, copy.gitDirectory(), "HEAD");
        }
        followed = true;
        return outcome(deliveries.follow(delivery, commit, StopAt.APPROVAL));
    }

    /** Approves what waits for it, and follows the commit on, to its end or to the next approval. */
    public DeliveredCommit approve() {
        return answer(true);
    }

    /** Rejects what waits for an approval, and follows the commit to its end. */
    public DeliveredCommit reject() {
        return answer(false);
    }

    private DeliveredCommit answer(boolean approved) {
        Execution waiting = deliveries.state(delivery).latest().orElseThrow();
        String answered = waiting.awaitedApproval().map(action -> action.id()).orElse("");
        deliveries.answerApproval(delivery, Optional.empty(), approved, "answered by a test");
        Execution now = deliveries
                .executions()
                .followUntil(
                        waiting.pipeline(),
                        waiting.id(),
                        BOUND,
                        execution -> execution.status().isTerminal()
                                || execution
                                        .awaitedApproval()
                                        .filter(action -> !action.id().equals(answered))
                                        .isPresent());
        return outcome(now);
    }

    /** The whole delivery as it is now. */
    public DeliveryState state() {
        return deliveries.state(delivery);
    }

    /**
     * An environment and the service in it, as they are now.
     *
     * @throws IllegalArgumentException where the definition has no such environment
     */
    public EnvironmentState environment(String name) {
        return state().environments().stream()
                .filter(environment -> environment.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no environment is named " + name + "; there are "
                        + delivery.environments().stream()
                                .map(environment -> environment.name().value())
                                .toList()));
    }

    /** The stack of that name, or empty where there is none. */
    public Optional<DeployedStack> stack(String name) {
        return deliveries.stacks().find(name);
    }

    /**
     * Requests a path of the service through the load balancer of an environment.
     *
     * @param path below the service's own: {@code /hello} of a service at {@code /welcomer} is {@code /welcomer/hello}
     * @throws IllegalStateException where the environment has no load balancer
     */
    public HttpResponse<String> get(String environment, String path) {
        String url = environment(environment)
                .url()
                .orElseThrow(() -> new IllegalStateException(environment + " has no load balancer"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(30))
                .build();
        return io(() -> {
            try {
                return http.send(request, BodyHandlers.ofString());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while " + request.uri() + " was asked", stopped);
            }
        });
    }

    private DeliveredCommit outcome(Execution execution) {
        return new DeliveredCommit(execution, deliveries.failure(execution));
    }

    void close() {
        copy.close();
    }

    private interface GitWork<T> {
        T run() throws IOException, GitAPIException;
    }

    private static <T> T git(GitWork<T> work) {
        return io(() -> {
            try {
                return work.run();
            } catch (GitAPIException failure) {
                throw new IOException("git: " + failure.getMessage(), failure);
            }
        });
    }

    private interface FileWork<T> {
        T run() throws IOException;
    }

    private static <T> T io(FileWork<T> work) {
        try {
            return work.run();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure.getMessage(), failure);
        }
    }
}
