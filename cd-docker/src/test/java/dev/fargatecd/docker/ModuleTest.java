package dev.fargatecd.docker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What cd-docker may use. */
final class ModuleTest {
    private final JavaClasses module = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.fargatecd.docker");

    @Test
    void knowsTheLocalCloudByItsRuntimePortAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.fargatecd.docker..",
                        "dev.fargatecd.local",
                        "dev.fargatecd.local.kernel..",
                        "dev.fargatecd.local.runtime..",
                        "dev.fargatecd.local.images..",
                        "com.github.dockerjava..",
                        "com.fasterxml.jackson..",
                        "org.slf4j..",
                        "org.jspecify..",
                        "java..")
                .because("an engine runs containers: what a task, a build or a registry is, the local cloud knows")
                .check(module);
    }
}
