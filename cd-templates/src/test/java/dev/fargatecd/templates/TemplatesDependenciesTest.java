package dev.fargatecd.templates;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.fargatecd.templates", importOptions = ImportOption.DoNotIncludeTests.class)
class TemplatesDependenciesTest {
    @ArchTest
    static final ArchRule needsTheModelAndTheTemplateLanguageAlone = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.fargatecd.templates..",
                    "dev.fargatecd.model",
                    "dev.fargatecd.cloudformation..",
                    "java..",
                    "org.jspecify.annotations")
            .because("a delivery is rendered offline, the same for every cloud: no AWS SDK, and one YAML reader");

    @ArchTest
    static final ArchRule rendersWithoutKnowingTheFile = noClasses()
            .that()
            .resideOutsideOfPackage("dev.fargatecd.templates.definition")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.fargatecd.templates.definition")
            .because("a delivery made in Java is rendered like one read from a file");

    @ArchTest
    static final ArchRule hasNoCycles = slices().matching("dev.fargatecd.(**)")
            .should()
            .beFreeOfCycles()
            .because("what the rendered files know of each other is said in one place, the contract");
}
