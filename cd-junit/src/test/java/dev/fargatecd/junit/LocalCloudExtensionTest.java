package dev.fargatecd.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.suppressed;

import dev.fargatecd.local.LocalCloud;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.OutputDirectoryCreator;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;

class LocalCloudExtensionTest {
    @TempDir
    private Path output = Path.of("");

    @Test
    void givesEachTestACloudOfItsOwn() {
        run(FreshClouds.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(2).failed(0));
    }

    @Test
    void givesAllTestsOfAClassOneCloudWhereAskedTo() {
        run(OneCloud.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(2).failed(0));
    }

    @Test
    void keepsClassesThatRunAtTheSameTimeApart() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Left.class), selectClass(Right.class))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
                .execute()
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(2).failed(0));
    }

    @Test
    void tellsWhatHappenedInTheCloudOfAFailedTest() throws Exception {
        EngineExecutionResults results = run(TooHopeful.class);
        results.testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test("expectsABadImageToBeDelivered"),
                                finishedWithFailure(
                                        message(text -> text.contains("it failed in stage Build, action Build")
                                                && text.contains("unheard-of")),
                                        suppressed(
                                                0,
                                                message(text -> text.contains(" failed in stage Build, action Build")
                                                        && text.contains("CodePipeline Action Execution"))))));
        assertThat(results.allEvents().reportingEntryPublished().list())
                .singleElement()
                .satisfies(published -> {
                    assertThat(published.getPayload().orElseThrow().toString())
                            .contains("failed in the cloud", "unheard-of");
                });
        Event file = results.allEvents()
                .filter(one -> one.getType() == EventType.FILE_ENTRY_PUBLISHED)
                .findFirst()
                .orElseThrow();
        Path journal = file.getPayload(FileEntry.class).orElseThrow().getPath();
        assertThat(Files.readAllLines(journal)).anyMatch(line -> line.contains("aws.codebuild"));
    }

    @Test
    void saysWhatToDoWhereNoTestIsThereToHaveACloud() {
        run(BeforeAnyTest.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                message(text -> text.contains("@LocalCloudTest(cloud = CloudPer.CLASS)")))));
    }

    @Test
    void saysWhichClientsTheCloudLacks() {
        run(UnservedClient.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                message(text -> text.contains("the local cloud has no UnservedApi")))));
    }

    private EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .outputDirectoryCreator(new OneFolder(output))
                .execute();
    }

    /** Published files of all tests go to one folder. */
    private record OneFolder(Path folder) implements OutputDirectoryCreator {
        @Override
        public Path getRootDirectory() {
            return folder;
        }

        @Override
        public Path createOutputDirectory(TestDescriptor test) {
            return folder;
        }
    }

    @LocalCloudTest
    static class FreshClouds {
        @BeforeEach
        void makesABucket(S3Client s3) {
            s3.createBucket(request -> request.bucket("before-each"));
        }

        @Test
        void one(LocalCloud cloud, S3Client s3) {
            makesTheOnly(s3);
            assertThat(cloud.client(S3Client.class).listBuckets().buckets()).hasSize(2);
        }

        @Test
        void another(S3Client s3) {
            makesTheOnly(s3);
        }

        private static void makesTheOnly(S3Client s3) {
            assertThat(s3.listBuckets().buckets()).extracting(Bucket::name).containsExactly("before-each");
            s3.createBucket(request -> request.bucket("only"));
        }
    }

    @LocalCloudTest(cloud = CloudPer.CLASS)
    static class OneCloud {
        @BeforeAll
        static void makesABucket(S3Client s3) {
            s3.createBucket(request -> request.bucket("before-all"));
        }

        @Test
        void one(S3Client s3) {
            assertThat(s3.listBuckets().buckets()).hasSize(1);
        }

        @Test
        void another(S3Client s3) {
            assertThat(s3.listBuckets().buckets()).hasSize(1);
        }
    }

    /** Both classes are in their test, with what they made, before either looks. */
    abstract static class Side {
        private static final CyclicBarrier BOTH = new CyclicBarrier(2);

        @Test
        void seesItsOwn(S3Client s3) throws Exception {
            s3.createBucket(request -> request.bucket("of-both"));
            BOTH.await(60, TimeUnit.SECONDS);
            assertThat(s3.listBuckets().buckets()).hasSize(1);
        }
    }

    @LocalCloudTest
    static class Left extends Side {}

    @LocalCloudTest
    static class Right extends Side {}

    @LocalCloudTest(project = "greeter")
    static class TooHopeful {
        @Test
        void expectsABadImageToBeDelivered(LiveDelivery greeter) {
            greeter.write("Dockerfile", "FROM nowhere.example/unheard-of:1\n");
            DeliveryAssertions.assertThat(greeter.deliver()).succeeded();
        }
    }

    @LocalCloudTest
    static class BeforeAnyTest {
        @BeforeAll
        static void wantsACloud(LocalCloud cloud) {
            cloud.close();
        }

        @Test
        void never() {}
    }

    /** A client interface of a service that the local cloud does not have. */
    interface UnservedApi extends SdkClient {}

    @LocalCloudTest
    static class UnservedClient {
        @Test
        void never(UnservedApi api) {
            api.close();
        }
    }
}
