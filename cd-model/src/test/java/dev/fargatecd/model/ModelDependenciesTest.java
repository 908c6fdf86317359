package dev.fargatecd.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.fargatecd.model", importOptions = ImportOption.DoNotIncludeTests.class)
class ModelDependenciesTest {
    @ArchTest
    static final ArchRule needsTheJdkAlone = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.fargatecd.model", "java..", "org.jspecify.annotations")
            .because("a delivery is described without AWS, YAML and files, so that every tool can describe one");
}
