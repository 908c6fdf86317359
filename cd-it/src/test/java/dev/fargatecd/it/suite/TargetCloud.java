package dev.fargatecd.it.suite;

import dev.fargatecd.aws.ClientSource;
import dev.fargatecd.aws.Deliveries;
import dev.fargatecd.aws.Polling;
import dev.fargatecd.aws.ProgressListener;
import dev.fargatecd.aws.SdkClients;
import dev.fargatecd.aws.SourceRepository;
import dev.fargatecd.aws.Stacks;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;

/**
 * The cloud that the suite runs against, named by the system property {@code target}; a cloud in this JVM, reached over
 * HTTP, is the default.
 */
public final class TargetCloud implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TargetCloud.class);

    private final Place place;
    private final Polling polling;
    private final SdkClients overHttp;
    private final ClientSource clients;
    private final Leftovers leftovers = new Leftovers();
    private final LoadBalancerAnswers answers;
    private final String prefix;

    private TargetCloud(Place place) {
        this.place = place;
        polling = Polling.atPace(place.pace());
        overHttp = new SdkClients(place.target());
        clients = place.inProcess().orElse(overHttp);
        answers = new LoadBalancerAnswers(place.target().endpoint());
        prefix = "it-"
                + Integer.toString(0x1000000 + new Random().nextInt(0x1000000), 36)
                        .toLowerCase(Locale.ROOT);
        log.info("{}, {}: all names begin with {}", place.name(), place.version(), prefix);
    }

    /** The target that {@code -Dtarget} names. */
    public static TargetCloud open() throws IOException {
        return open(System.getProperty("target", "embedded"));
    }

    public static TargetCloud open(String name) throws IOException {
        return new TargetCloud(Place.named(name));
    }

    /** As files and pages name it. */
    String name() {
        return place.name();
    }

    String version() {
        return place.version();
    }

    /** Whether it has to pass every contract. */
    boolean isOurs() {
        return place.ours();
    }

    /** A name that nobody else has there. */
    public String named(String name) {
        return prefix + "-" + name;
    }

    public <C extends SdkClient> C client(Class<C> api) {
        return clients.client(api);
    }

    public Deliveries deliveries() {
        return deliveries(ProgressListener.silent());
    }

    public Deliveries deliveries(ProgressListener progress) {
        return new Deliveries(clients, place.target(), polling, Clock.systemUTC(), progress);
    }

    public Stacks stacks() {
        return new Stacks(client(CloudFormationClient.class), polling, Clock.systemUTC(), ProgressListener.silent());
    }

    public SourceRepository repositories() {
        return new SourceRepository(
                client(CodeCommitClient.class), place.target(), Clock.systemUTC(), ProgressListener.silent());
    }

    public Polling polling() {
        return polling;
    }

    /** How long something may take there that begins, runs or ends. */
    public Duration patience() {
        return place.patience();
    }

    /** Waits for something to be so, as long as the target may take. */
    public <T> T await(String what, Supplier<Optional<T>> question) {
        return polling.await(what, place.patience(), question);
    }

    /** How its load balancers are asked. */
    public LoadBalancerAnswers answers() {
        return answers;
    }

    /** Notes what is going to be made, where it would stay behind else. */
    public void willMake(String name, Leftovers.Removal removal) {
        if (!place.removesItself()) {
            leftovers.note(name, removal);
        }
    }

    @Override
    public void close() {
        leftovers.close();
        polling.close();
        overHttp.close();
        try {
            place.opened().close();
        } catch (Exception failure) {
            throw new IllegalStateException(place.name() + " did not close", failure);
        }
    }
}
