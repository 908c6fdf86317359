package dev.fargatecd.junit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.fargatecd.junit", importOptions = ImportOption.DoNotIncludeTests.class)
class JunitDependenciesTest {
    @ArchTest
    static final ArchRule knowsNoServiceOfTheCloud = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.fargatecd.local.ecs..",
                    "dev.fargatecd.local.cloudformation..",
                    "dev.fargatecd.local.gateway..")
            .because("a test sees a cloud as its clients do");

    @ArchTest
    static final ArchRule saysNothingByItself = noClasses()
            .should(ACCESS_STANDARD_STREAMS)
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .because("what a test has to tell goes through JUnit");

    @ArchTest
    static final ArchRule sharesNothingBetweenTests =
            noFields().that().areStatic().should().notBeFinal().because("classes run at the same time");
}
