package dev.fargatecd.aws;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What cd-aws may use, and what it may show. */
final class ModuleTest {
    private final JavaClasses module = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.fargatecd.aws");

    @Test
    void usesWhatItsModuleMay() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.fargatecd.aws..",
                        "dev.fargatecd.model..",
                        "dev.fargatecd.templates..",
                        "dev.fargatecd.cloudformation..",
                        "software.amazon.awssdk..",
                        "org.eclipse.jgit..",
                        "org.slf4j..",
                        "org.jspecify..",
                        "java..",
                        "javax.crypto..")
                .because("the same code has to serve AWS and every other target: it must not know the local cloud")
                .check(module);
    }

    @Test
    void speaksInRecordsOfItsOwn() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should()
                .notHaveRawReturnType(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "a model of the SDK",
                        type -> type.getPackageName().matches("software\\.amazon\\.awssdk\\.services\\..*\\.model")))
                .because("whoever embeds this should not have to know the SDK's models")
                .check(module);
    }
}
