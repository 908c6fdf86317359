package dev.fargatecd.cloudformation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.fargatecd.cloudformation", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleTest {
    @ArchTest
    static final ArchRule standsOnLittle = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "org.snakeyaml.engine..",
                    "com.fasterxml.jackson..",
                    "dev.fargatecd.cloudformation..")
            .because("the template language knows no AWS SDK, no delivery and no file: "
                    + "the checker, the renderer and the engine all stand on it");

    @ArchTest
    static final ArchRule growsInLayers = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("tree")
            .definedBy("..tree")
            .layer("yaml")
            .definedBy("..yaml")
            .layer("template")
            .definedBy("..template")
            .layer("evaluate")
            .definedBy("..evaluate")
            .layer("check")
            .definedBy("..check..")
            .whereLayer("check")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("evaluate")
            .mayOnlyBeAccessedByLayers("check")
            .whereLayer("template")
            .mayOnlyBeAccessedByLayers("evaluate", "check")
            .whereLayer("yaml")
            .mayOnlyBeAccessedByLayers("template", "evaluate", "check")
            .because("a text becomes a tree, a tree a template and a template values, each without knowing the next; "
                    + "the checker looks at them all");

    @ArchTest
    static final ArchRule hasNoCycles = slices().matching("dev.fargatecd.cloudformation.(*)..")
            .should()
            .beFreeOfCycles()
            .because("each package can be read by itself");
}
