package dev.fargatecd.local.codebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.codebuild.model.ArtifactPackaging;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.Report;
import software.amazon.awssdk.services.codebuild.model.ReportStatusType;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codebuild.model.StatusType;
import software.amazon.awssdk.services.codebuild.model.TestCase;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.s3.S3Client;

/** A build as a pipeline starts it: source from S3, an image into the registry, an artifact back to S3. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BuildOfAnImageTest {
    private static final String BUILDSPEC = """
            version: 0.2
            phases:
              install:
                runtime-versions: {java: corretto17}
              pre_build:
                commands:
                  - aws --version && docker --version
                  - aws ecr get-login-password | docker login --username AWS --password-stdin "${REPOSITORY_URI%%/*}"
                  - IMAGE="$REPOSITORY_URI:$CODEBUILD_RESOLVED_SOURCE_VERSION"
              build:
                commands:
                  - ./make.sh
                  - |
                    if docker manifest inspect "$IMAGE" > /dev/null 2>&1; then
                      echo "there already"
                    else
                      docker build --quiet --build-arg COMMIT -t "$IMAGE" . && docker push "$IMAGE"
                    fi
              post_build:
                commands:
                  - printf '{"Parameters":{"Tag":"%s"}}' "$CODEBUILD_RESOLVED_SOURCE_VERSION" > overrides.json
            reports:
              tests:
                files: ["**/TEST-*.xml"]
            artifacts:
              files: [overrides.json]
            """;

    private static final Map<String, String> SOURCE = Map.of(
            "buildspec.yml",
            BUILDSPEC,
            "make.sh",
            "#!/bin/sh\nmkdir target && echo jar > target/app.jar\n",
            "Dockerfile",
            """
            FROM public.ecr.aws/docker/library/eclipse-temurin:17-jre
            WORKDIR /app
            COPY target/app.jar .
            USER 10001:10001
            ENTRYPOINT ["java", "-jar", "/app/app.jar"]
            """,
            "reports/TEST-a.xml",
            """
            <testsuite><testcase classname="a.B" name="works" time="0.5"/>
            <testcase classname="a.B" name="fails" time="0.25"><failure message="no">trace</failure></testcase>
            <testcase classname="a.B" name="later"><skipped/></testcase></testsuite>
            """);

    private final BuildBench bench = new BuildBench();
    private final S3Client s3 = bench.cloud.client(S3Client.class);
    private final EcrClient ecr = bench.cloud.client(EcrClient.class);
    private final Path folder;
    private String repository = "";
    private String project = "";

    BuildOfAnImageTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
    }

    @BeforeAll
    void prepare() throws Exception {
        s3.createBucket(request -> request.bucket("artifacts"));
        repository = ecr.createRepository(request ->
                        request.repositoryName("team/hello").imageTagMutability(ImageTagMutability.IMMUTABLE))
                .repository()
                .repositoryUri();
        project = bench.project(request -> request.source(source -> source.type(SourceType.CODEPIPELINE))
                .artifacts(artifacts -> artifacts.type(ArtifactsType.CODEPIPELINE)));
        put("source", SOURCE);
    }

    @AfterAll
    void close() {
        bench.close();
    }

    private void put(String key, Map<String, String> files) throws Exception {
        Map<String, Path> packed = new TreeMap<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(key).resolve(file.getKey());
            Files.createDirectories(path.getParent() == null ? folder : path.getParent());
            Files.writeString(path, file.getValue());
            assertThat(path.toFile().setExecutable(file.getKey().endsWith(".sh")))
                    .isTrue();
            packed.put(file.getKey(), path);
        }
        Path zip = folder.resolve(key + ".zip");
        Archive.pack(packed, false, zip);
        s3.putObject(request -> request.bucket("artifacts").key(key), RequestBody.fromFile(zip));
    }

    private Build build(String source, String commit) throws Exception {
        return bench.await(bench.start(
                project,
                request -> request.sourceTypeOverride(SourceType.S3)
                        .sourceLocationOverride("artifacts/" + source)
                        .artifactsOverride(artifacts -> artifacts
                                .type(ArtifactsType.S3)
                                .location("artifacts")
                                .path("pipeline/Build")
                                .name("x1")
                                .packaging(ArtifactPackaging.ZIP))
                        .environmentVariablesOverride(
                                variable("REPOSITORY_URI", repository),
                                variable("CODEBUILD_RESOLVED_SOURCE_VERSION", commit))));
    }

    private static EnvironmentVariable variable(String name, String value) {
        return EnvironmentVariable.builder().name(name).value(value).build();
    }

    @Test
    void pushesTheImageOfACommitOnceAndHandsOnItsTag() throws Exception {
        Build build = build("source", "c0ffee");
        assertThat(bench.output(build)).contains("Login Succeeded", "sha256:");
        assertThat(build.buildStatus()).as("%s", bench.log(build)).isEqualTo(StatusType.SUCCEEDED);

        String manifest = ecr.batchGetImage(request -> request.repositoryName("team/hello")
                        .imageIds(ImageIdentifier.builder().imageTag("c0ffee").build()))
                .images()
                .get(0)
                .imageManifest();
        assertThat(manifest).contains("application/vnd.docker.distribution.manifest.v2+json");

        assertThat(build.artifacts().location()).isEqualTo("arn:aws:s3:::artifacts/pipeline/Build/x1");
        Path zip = folder.resolve("artifact.zip");
        s3.getObject(request -> request.bucket("artifacts").key("pipeline/Build/x1"), ResponseTransformer.toFile(zip));
        Path unpacked = Files.createDirectories(folder.resolve("artifact")).toRealPath();
        Archive.unpack(zip, unpacked);
        assertThat(unpacked.resolve("overrides.json")).content().isEqualTo("{\"Parameters\":{\"Tag\":\"c0ffee\"}}");

        Build again = build("source", "c0ffee");
        assertThat(again.buildStatus()).isEqualTo(StatusType.SUCCEEDED);
        assertThat(bench.output(again)).contains("there already");
        assertThat(again.buildNumber()).isEqualTo(build.buildNumber() + 1);
    }

    @Test
    void readsTheTestReports() throws Exception {
        Build build = build("source", "beef");
        assertThat(build.reportArns()).hasSize(1);
        String arn = build.reportArns().get(0);
        Report report = bench.codeBuild
                .batchGetReports(request -> request.reportArns(arn))
                .reports()
                .get(0);
        assertThat(report.status()).isEqualTo(ReportStatusType.FAILED);
        assertThat(report.reportGroupArn()).endsWith(":report-group/" + project + "-tests");
        assertThat(report.testSummary().total()).isEqualTo(3);
        assertThat(report.testSummary().durationInNanoSeconds()).isEqualTo(750_000_000);
        List<TestCase> cases = bench.codeBuild
                .describeTestCases(request -> request.reportArn(arn))
                .testCases();
        assertThat(cases)
                .extracting(test -> test.prefix() + "." + test.name() + " " + test.status())
                .containsExactly("a.B.works SUCCEEDED", "a.B.fails FAILED", "a.B.later SKIPPED");
    }

    @Test
    void failsWithTheDockerfilesLineAndLeavesNoImage() throws Exception {
        Map<String, String> files = new TreeMap<>(SOURCE);
        files.put("Dockerfile", "FROM eclipse-temurin:17\nRUN apt-get update\n");
        put("with-run", files);
        Build build = build("with-run", "dead");
        assertThat(build.buildStatus()).isEqualTo(StatusType.FAILED);
        assertThat(bench.output(build))
                .contains(
                        "ERROR: Dockerfile:2: RUN is not supported by the process runtime; `--runtime docker` builds it");
        assertThat(ecr.listImages(request -> request.repositoryName("team/hello"))
                        .imageIds())
                .noneMatch(image -> "dead".equals(image.imageTag()));
    }

    @Test
    void buildsOnAnImageOfItsOwnRegistryUnderAnyOfItsNames() throws Exception {
        ecr.createRepository(request -> request.repositoryName("base"));
        Build build = bench.runSpec("""
                version: 0.2
                env:
                  variables: {ECR: 000000000000.dkr.ecr.us-east-1.amazonaws.com, LOCAL: "%s"}
                phases:
                  build:
                    commands:
                      - set -e
                      - aws --region us-east-1 ecr get-login-password
                      - for host in $ECR $LOCAL; do aws ecr get-login-password | docker login -u AWS --password-stdin $host; done
                      - echo lower > lower.txt && echo upper > upper.txt
                      - printf 'FROM scratch\\nENV A=1\\nCOPY lower.txt /\\nCMD ["cat", "/lower.txt"]\\n' > Dockerfile
                      - docker build -q -t base . && docker tag base $ECR/base:1 && docker push -q $ECR/base:1
                      - printf 'ARG HOST\\nFROM $HOST/base:1\\nENV B=2\\nCOPY upper.txt /\\n' > Dockerfile.upper
                      - docker build --quiet --build-arg HOST=$LOCAL -f Dockerfile.upper -t $LOCAL/base:2 .
                      - docker image push $LOCAL/base:2
                      - docker manifest inspect $LOCAL/base:2
                      - docker manifest inspect $LOCAL/base:3 || echo "missing $?"
                """.formatted(bench.cloud.endpoint().getAuthority()));
        assertThat(build.buildStatus()).as("%s", bench.log(build)).isEqualTo(StatusType.SUCCEEDED);
        assertThat(bench.output(build))
                .startsWith("***\nLogin Succeeded\nLogin Succeeded\nsha256:")
                .contains("Layer already exists", ": Pushed", "\"schemaVersion\"")
                .endsWith("no such manifest: " + bench.cloud.endpoint().getAuthority() + "/base:3\nmissing 1");
        assertThat(ecr.listImages(request -> request.repositoryName("base")).imageIds())
                .extracting(ImageIdentifier::imageTag)
                .containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void refusesASourceThatIsNotThere() throws Exception {
        Build build = build("nowhere", "x");
        assertThat(BuildBench.context(build, "DOWNLOAD_SOURCE")).contains("NoSuchKey");
        assertThat(BuildBench.phases(build)).endsWith("DOWNLOAD_SOURCE FAILED, FINALIZING SUCCEEDED");
    }
}
