package dev.fargatecd.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class whose tests take a local cloud, or what is in one, as parameters: a {@link dev.fargatecd.local.LocalCloud}, any
 * of the SDK's client interfaces that the cloud serves, a {@link LiveDelivery}.
 *
 * <p>All parameters of a test are of the same cloud. When a test fails, the report says what failed in its cloud and what
 * happened there.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LocalCloudExtension.class)
public @interface LocalCloudTest {
    /** Whether each test has a cloud of its own, which is the default, or the class has one for all of them. */
    CloudPer cloud() default CloudPer.TEST;

    /**
     * The folder with the {@code fargate-cd.yml} of a {@link LiveDelivery}: a resource's name ({@code shop} for
     * {@code src/test/resources/shop}), or a path from where the tests run. Empty for the nearest folder with one, from
     * where the tests run upwards.
     */
    String project() default "";
}
