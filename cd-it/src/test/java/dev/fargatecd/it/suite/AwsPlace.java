package dev.fargatecd.it.suite;

import dev.fargatecd.aws.Polling;
import dev.fargatecd.aws.Target;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** A real account: only for somebody who has read what it costs, and says so. */
final class AwsPlace {
    /** Said before anything is made. */
    static final String COST = """
            The suite makes real things in this account: three VPCs with load balancers, three Fargate tasks of the smallest \
            size at once, a dozen builds of a minute, buckets, images and logs. It takes about an hour and costs less \
            than 1 USD at list prices of us-east-1, as long as everything is removed at its end, which the suite does, \
            also after Ctrl-C. All names begin with the prefix that it logs. -Dtarget.agreed=yes agrees to that.""";

    private static final Logger log = LoggerFactory.getLogger(AwsPlace.class);

    private AwsPlace() {}

    /** @throws IllegalArgumentException where nobody agreed, saying to what */
    static Place agreedTo() {
        if (!"yes".equals(System.getProperty("target.agreed"))) {
            throw new IllegalArgumentException("-Dtarget=aws was not agreed to. " + COST);
        }
        log.warn("{}", COST);
        Region region = new DefaultAwsRegionProviderChain().getRegion();
        return new Place(
                "aws",
                region.id(),
                true,
                Target.aws(region, DefaultCredentialsProvider.builder().build()),
                Optional.empty(),
                Polling.Pace.aws(),
                Duration.ofMinutes(20),
                false,
                () -> {});
    }
}
