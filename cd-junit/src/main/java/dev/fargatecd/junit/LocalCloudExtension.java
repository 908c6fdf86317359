package dev.fargatecd.junit;

import dev.fargatecd.local.LocalCloud;
import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;
import software.amazon.awssdk.core.SdkClient;

/**
 * Gives tests a local cloud and what is in it, and says on failure what happened there. {@link LocalCloudTest} registers
 * it.
 *
 * <p>It has no state: a cloud is kept in JUnit's store of its test or class, which closes it. Tests and classes may run
 * at the same time.
 */
public final class LocalCloudExtension
        implements ParameterResolver, TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    private static final Namespace NAMESPACE = Namespace.create(LocalCloudExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == LocalCloud.class || type == LiveDelivery.class || isClient(type);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        CloudUnderTest cloud = cloud(context, parameter.getDeclaringExecutable() + "");
        try {
            if (type == LocalCloud.class) {
                return cloud.cloud();
            }
            return type == LiveDelivery.class
                    ? cloud.delivery(
                            context.getRequiredTestClass(), declaration(context).project())
                    : cloud.cloud().client(type.asSubclass(SdkClient.class));
        } catch (RuntimeException failure) {
            ParameterResolutionException reported = new ParameterResolutionException(
                    "no " + type.getSimpleName() + " for the test: " + failure.getMessage(), failure);
            new FailureReport(cloud).attachTo(reported, context);
            throw reported;
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw reported(context, failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw reported(context, failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw reported(context, failure);
    }

    private static Throwable reported(ExtensionContext context, Throwable failure) {
        // looks upwards, too: to the cloud of the class
        Optional.ofNullable(context.getStore(NAMESPACE).get(CloudUnderTest.class, CloudUnderTest.class))
                .ifPresent(cloud -> new FailureReport(cloud).attachTo(failure, context));
        return failure;
    }

    private static CloudUnderTest cloud(ExtensionContext context, String wanting) {
        ExtensionContext owner = switch (declaration(context).cloud()) {
            case TEST -> ofTest(context, wanting);
            case CLASS -> ofClass(context);
        };
        return owner.getStore(NAMESPACE)
                .computeIfAbsent(CloudUnderTest.class, key -> CloudUnderTest.start(), CloudUnderTest.class);
    }

    private static ExtensionContext ofTest(ExtensionContext context, String wanting) {
        Optional<Method> test = context.getTestMethod();
        if (test.isEmpty()) {
            throw new ParameterResolutionException(
                    wanting + " is not of one test, and each test has a cloud of its own: take the parameter in a test"
                            + " or @BeforeEach method, or say @LocalCloudTest(cloud = CloudPer.CLASS)");
        }
        return context;
    }

    /** The context of the class that declares how its clouds live; nested classes share it. */
    private static ExtensionContext ofClass(ExtensionContext context) {
        ExtensionContext found = context;
        for (ExtensionContext at = context;
                at.getTestClass().isPresent();
                at = at.getParent().orElseThrow()) {
            found = at;
        }
        return found;
    }

    private static LocalCloudTest declaration(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getTestClass(), LocalCloudTest.class)
                .or(() -> context.getParent().map(LocalCloudExtension::declaration))
                .orElseThrow(() -> new ParameterResolutionException(
                        "a class whose tests take a local cloud is annotated with @LocalCloudTest"));
    }

    private static boolean isClient(Class<?> type) {
        return type.isInterface() && type != SdkClient.class && SdkClient.class.isAssignableFrom(type);
    }
}
