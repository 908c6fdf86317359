package dev.fargatecd.it.suite;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/**
 * Something that a cloud has to do for a delivery. The method's name is its sentence; a target that can't do it skips it
 * with the reason, and only our own targets have to do all.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Test
public @interface Contract {
    /** The service it is about, as people call it; "the whole way" where it is about all. */
    String service();

    /** The operations without which it can't be done, as "service Operation". */
    String[] needs();

    /**
     * What has really to run or be there for it to pass, beyond an answer that says so; empty where the answer is all
     * there is to it.
     */
    String reallyRuns() default "";
}
