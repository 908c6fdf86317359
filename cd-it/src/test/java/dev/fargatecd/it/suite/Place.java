package dev.fargatecd.it.suite;

import dev.fargatecd.aws.ClientSource;
import dev.fargatecd.aws.Polling;
import dev.fargatecd.aws.Target;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A target that was opened.
 *
 * @param name as files and pages name it: embedded, localstack, moto
 * @param version what answers there
 * @param ours whether it has to pass every contract
 * @param target where its APIs answer, and with which keys
 * @param inProcess the clients of a cloud that is called without HTTP, else empty
 * @param pace how often it is asked whether something is done
 * @param patience how long something may take there that begins, runs or ends
 * @param removesItself whether all that was made goes with it, so that nothing has to be removed
 * @param opened what is closed at the end
 */
record Place(
        String name,
        String version,
        boolean ours,
        Target target,
        Optional<ClientSource> inProcess,
        Polling.Pace pace,
        Duration patience,
        boolean removesItself,
        AutoCloseable opened) {

    /**
     * The place that {@code -Dtarget} names.
     *
     * @throws IllegalArgumentException for a name that is none
     */
    static Place named(String name) throws IOException {
        if (name.startsWith("http://") || name.startsWith("https://")) {
            return EndpointPlace.at(URI.create(name));
        }
        return switch (name) {
            case "embedded" -> EmbeddedPlace.overHttp();
            case "in-process" -> EmbeddedPlace.inProcess();
            case "localstack" -> LocalStackPlace.start();
            case "aws" -> AwsPlace.agreedTo();
            default ->
                throw new IllegalArgumentException("-Dtarget=" + name
                        + " is unknown: it is embedded, in-process, localstack, aws, or an address (http://...)");
        };
    }
}
