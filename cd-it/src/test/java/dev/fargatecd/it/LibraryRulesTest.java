package dev.fargatecd.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import dev.fargatecd.aws.Deliveries;
import dev.fargatecd.cloudformation.check.Checker;
import dev.fargatecd.docker.DockerEngine;
import dev.fargatecd.junit.LocalCloudTest;
import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.templates.Rendering;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What whoever embeds a module may rely on, in every library module: all but the command and the sample. */
@AnalyzeClasses(locations = LibraryRulesTest.Modules.class)
final class LibraryRulesTest {
    /** The build's own docker and aws are a program of their own, in a process of their own. */
    private static final DescribedPredicate<JavaClass> LIBRARY = DescribedPredicate.describe(
            "a library module declares", type -> !type.getName().equals("dev.fargatecd.local.buildtools.ToolClient"));

    /** Types whose own name says that they change; fields typed as List, Set or Map are copies, by convention. */
    private static final DescribedPredicate<JavaClass> CHANGING = new DescribedPredicate<>("a type that changes") {
        private final Pattern names = Pattern.compile("java\\.util\\.(concurrent\\..*|\\w+(Map|List|Set|Deque|Queue))"
                + "|java\\.util\\.(Vector|Stack|BitSet|Random)|java\\.lang\\.(StringBuilder|ThreadLocal)");

        @Override
        public boolean test(JavaClass type) {
            return names.matcher(type.getName()).matches() && !type.getName().equals(TimeUnit.class.getName());
        }
    };

    @ArchTest
    static final ArchRule saysNothingOnStandardStreams = noClasses()
            .that(LIBRARY)
            .should(ACCESS_STANDARD_STREAMS)
            .because("stdout and stderr are those of the program that embeds it");

    @ArchTest
    static final ArchRule endsNoProcess = noClasses()
            .that(LIBRARY)
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .because("the JVM is not a library's");

    @ArchTest
    static final ArchRule sharesNoVariable = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat(LIBRARY)
            .and(new DescribedPredicate<>("are written by people") {
                @Override
                public boolean test(JavaField field) {
                    return !field.getModifiers().contains(JavaModifier.SYNTHETIC)
                            && !field.getName().startsWith("$");
                }
            })
            .should()
            .beFinal()
            .because("two clouds, and two deliveries, side by side in a JVM don't see each other");

    @ArchTest
    static final ArchRule sharesNothingThatChanges = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat(LIBRARY)
            .and()
            .areNotDeclaredIn(dev.fargatecd.local.kernel.Caller.class) // the call that a thread is in, and no other
            .should()
            .notHaveRawType(CHANGING)
            .because("two clouds, and two deliveries, side by side in a JVM don't see each other");

    @ArchTest
    static final ArchRule logsByTheFacadeAlone = noClasses()
            .that(LIBRARY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ch.qos.logback..", "java.util.logging..", "org.apache.commons.logging..")
            .because("where logs go is said by whoever embeds it");

    @Test
    void wouldSeeAFieldThatChanges() {
        JavaClasses planted = new ClassFileImporter().importClasses(Planted.class);
        ArchRule rule = fields().that().areStatic().should().notHaveRawType(CHANGING);
        assertThat(rule.evaluate(planted).hasViolation()).isTrue();
    }

    /** Where the modules' own classes are: looking for their package in every library takes long. */
    static final class Modules implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> test) {
            return Stream.of(
                            Delivery.class,
                            Checker.class,
                            Rendering.class,
                            Deliveries.class,
                            LocalCloud.class,
                            DockerEngine.class,
                            LocalCloudTest.class)
                    .map(anchor -> Location.of(
                            anchor.getProtectionDomain().getCodeSource().getLocation()))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /** What the rule above is there for. */
    @SuppressWarnings("unused") // its field is looked at, not used
    private static final class Planted {
        private static final AtomicReference<List<String>> SHARED = new AtomicReference<>();
    }
}
