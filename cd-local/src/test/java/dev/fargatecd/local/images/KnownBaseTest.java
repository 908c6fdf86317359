package dev.fargatecd.local.images;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which bases are not fetched, and which words of an entry point are theirs. */
final class KnownBaseTest {
    @Test
    void knowsABaseInAnyRegistryByItsLastName() {
        assertThat(KnownBase.of(ImageName.parse("public.ecr.aws/docker/library/node:22-slim")))
                .contains(KnownBase.NODE);
        assertThat(KnownBase.of(ImageName.parse("python"))).contains(KnownBase.PYTHON);
        assertThat(KnownBase.of(ImageName.parse("acme/node-app:1"))).isEmpty();
    }

    @Test
    void playsThePartOfItsProgramAlone() {
        assertThat(KnownBase.PYTHON.runs("python3")).isTrue();
        assertThat(KnownBase.PYTHON.runs("/usr/local/bin/python")).isTrue();
        assertThat(KnownBase.PYTHON.runs("./python")).isFalse();
        assertThat(KnownBase.NODE.runs("npm")).isFalse();
        assertThat(KnownBase.ECLIPSE_TEMURIN.runs("/opt/java/openjdk/bin/java")).isTrue();
    }

    @Test
    void knowsTheReleaseOfJavaAlone() {
        assertThat(KnownBase.javaOf(ImageName.parse("amazoncorretto:21-alpine")))
                .contains(21);
        assertThat(KnownBase.javaOf(ImageName.parse("node:22"))).isEmpty();
    }
}
