package dev.fargatecd.it;

import dev.fargatecd.model.ApplicationName;
import dev.fargatecd.model.Approval;
import dev.fargatecd.model.BranchName;
import dev.fargatecd.model.Build;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.DesiredCount;
import dev.fargatecd.model.Endpoint;
import dev.fargatecd.model.Environment;
import dev.fargatecd.model.EnvironmentName;
import dev.fargatecd.model.FargateSize;
import dev.fargatecd.model.HealthCheck;
import dev.fargatecd.model.Network;
import dev.fargatecd.model.Pipeline;
import dev.fargatecd.model.Port;
import dev.fargatecd.model.RepositoryName;
import dev.fargatecd.model.Service;
import dev.fargatecd.model.Source;
import dev.fargatecd.model.UrlPath;
import dev.fargatecd.model.Variables;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The delivery that the suite puts in place: a program that needs nothing compiled, in Test and Production. */
public final class Greeter {
    /** Where the container listens: one that nothing else has, for a program that takes it for real. */
    public static final int PORT = 18_571;

    public static final Environment TEST = environment("test", Approval.NONE);
    public static final Environment PRODUCTION = environment("production", Approval.NONE);

    private Greeter() {}

    /** Its delivery, to Test and then to Production. */
    public static Delivery delivery(String application) {
        return delivery(application, List.of(TEST, PRODUCTION));
    }

    public static Delivery delivery(String application, List<Environment> environments) {
        return delivery(application, environments, HealthCheck.USUAL_GRACE_PERIOD);
    }

    /** The same, whose services are given up after a second of bad health. */
    public static Delivery impatient(String application) {
        return delivery(application, List.of(TEST, PRODUCTION), Duration.ofSeconds(1));
    }

    private static Delivery delivery(String application, List<Environment> environments, Duration gracePeriod) {
        Endpoint endpoint = new Endpoint(
                new Port(PORT),
                new UrlPath("/greeter"),
                new HealthCheck(new UrlPath("/greeter/hello"), gracePeriod),
                Optional.empty());
        return Delivery.of(
                new ApplicationName(application),
                new Pipeline(
                        new Source.CodeCommit(new RepositoryName(application), new BranchName("main")),
                        new Build(Optional.empty()),
                        new Service(endpoint, FargateSize.SMALLEST, Variables.NONE)),
                environments);
    }

    public static Environment environment(String name, Approval approval) {
        return new Environment(new EnvironmentName(name), new Network.Created(), DesiredCount.ONE, approval);
    }
}
