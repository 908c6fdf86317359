package dev.fargatecd.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.fargatecd.local.planted.PlantedService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.protocol.MarshallLocation;

/** Which package may know which, and why. */
final class ArchitectureTest {
    private static final int MAX_GATEWAY = 2000;
    private static final String[] SERVICES = {
        "dev.fargatecd.local.acm..",
        "dev.fargatecd.local.autoscaling..",
        "dev.fargatecd.local.cloudwatch..",
        "dev.fargatecd.local.connections..",
        "dev.fargatecd.local.notifications..",
        "dev.fargatecd.local.route53..",
        "dev.fargatecd.local.iam..",
        "dev.fargatecd.local.sts..",
        "dev.fargatecd.local.s3..",
        "dev.fargatecd.local.ec2..",
        "dev.fargatecd.local.ecr..",
        "dev.fargatecd.local.ecs..",
        "dev.fargatecd.local.elbv2..",
        "dev.fargatecd.local.logs..",
        "dev.fargatecd.local.ssm..",
        "dev.fargatecd.local.secretsmanager..",
        "dev.fargatecd.local.kms..",
        "dev.fargatecd.local.sns..",
        "dev.fargatecd.local.events..",
        "dev.fargatecd.local.cloudformation..",
        "dev.fargatecd.local.codecommit..",
        "dev.fargatecd.local.codebuild..",
        "dev.fargatecd.local.codepipeline.."
    };

    private static final ArchRule NO_WIRE_OUTSIDE_THE_GATEWAY = noClasses()
            .that()
            .resideOutsideOfPackage("dev.fargatecd.local.gateway..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk.protocols..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(MarshallLocation.class)
            .because(
                    "how AWS's APIs look on the wire is the gateway's matter alone; a service speaks in the SDK's models");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.fargatecd.local");

    @Test
    void noWireCodeIsOutsideTheGateway() {
        NO_WIRE_OUTSIDE_THE_GATEWAY.check(CLASSES);
    }

    @Test
    void theRuleFindsAServiceWithWireCode() {
        JavaClasses planted = new ClassFileImporter().importClasses(PlantedService.class);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> NO_WIRE_OUTSIDE_THE_GATEWAY.check(planted))
                .withMessageContaining("PlantedService");
    }

    @Test
    void theGatewayKnowsNoService() {
        noClasses()
                .that()
                .resideInAPackage("dev.fargatecd.local.gateway..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVICES)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk.services..")
                .because("it serves any service from the SDK's description of itself; a new one needs no line here")
                .check(CLASSES);
    }

    @Test
    void theKernelKnowsNoService() {
        noClasses()
                .that()
                .resideInAPackage("dev.fargatecd.local.kernel..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVICES)
                .because("all services rest on it")
                .check(CLASSES);
    }

    @Test
    void servicesMeetOnlyThroughTheSdksInterfaces() {
        for (String service : SERVICES) {
            String[] others =
                    Stream.of(SERVICES).filter(other -> !other.equals(service)).toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(service)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .because("each call between them carries a principal, as on AWS; see Clients")
                    .check(CLASSES);
        }
    }

    @Test
    void packagesDoNotDependOnEachOtherInCircles() {
        slices().matching("dev.fargatecd.local.(*)..")
                .should()
                .beFreeOfCycles()
                .because("what can be read in one order can be understood")
                .check(CLASSES);
    }

    /** Code: lines that are not blank, no comment, and no import. */
    @Test
    void theGatewayStaysSmallEnoughToReview() throws IOException {
        Path folder = Path.of("src/main/java/dev/fargatecd/local/gateway");
        try (Stream<Path> files = Files.list(folder)) {
            long lines = files.flatMap(file -> lines(file).stream())
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("//"))
                    .filter(line -> !line.startsWith("*") && !line.startsWith("/*"))
                    .filter(line -> !line.startsWith("import ") && !line.startsWith("package "))
                    .count();
            assertThat(lines).isPositive().isLessThanOrEqualTo(MAX_GATEWAY);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
