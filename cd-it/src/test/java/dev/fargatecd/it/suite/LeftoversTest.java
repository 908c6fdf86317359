package dev.fargatecd.it.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** What the suite makes in somebody's account is removed, however the suite ends. */
final class LeftoversTest {
    @Test
    void areRemovedNewestFirstAndOneThatFailsHoldsNoOther() {
        List<String> removed = new ArrayList<>();
        Leftovers leftovers = new Leftovers();
        leftovers.note("first", () -> removed.add("first"));
        leftovers.note("never made", () -> {
            throw new IllegalStateException("there is no such thing");
        });
        leftovers.note("last", () -> removed.add("last"));
        leftovers.close();
        assertThat(removed).containsExactly("last", "first");
        assertThatThrownBy(() -> leftovers.note("late", () -> {})).hasMessageContaining("is being ended");
    }

    /** Ctrl-C is SIGINT, and TERM is what a build sends: the JVM ends by its hooks with both. */
    @Test
    void areRemovedWhenSomebodyEndsTheSuite() throws Exception {
        try (LocalCloud cloud = LocalCloud.start(LocalCloudOptions.defaults())) {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    BucketMaker.class.getName(),
                    cloud.endpoint().toString());
            builder.environment().put("AWS_ACCESS_KEY_ID", cloud.rootKey().id());
            builder.environment().put("AWS_SECRET_ACCESS_KEY", cloud.rootKey().secret());
            Process suite =
                    builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try (BufferedReader said =
                    new BufferedReader(new InputStreamReader(suite.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(said.readLine()).isEqualTo("made");
                assertThat(buckets(cloud)).hasSize(1);
                suite.destroy();
                assertThat(suite.waitFor(60, TimeUnit.SECONDS)).isTrue();
            } finally {
                suite.destroyForcibly();
            }
            assertThat(buckets(cloud)).isEmpty();
        }
    }

    private static List<String> buckets(LocalCloud cloud) {
        return cloud.client(S3Client.class).listBuckets().buckets().stream()
                .map(bucket -> bucket.name())
                .toList();
    }
}
