package dev.fargatecd.cloudformation.check.permission;

import dev.fargatecd.cloudformation.check.Value;
import java.util.List;

/** A statement of a policy. */
record Statement(Value value) {
    boolean allows() {
        return value.member("Effect").literal().filter("Allow"::equals).isPresent();
    }

    List<Value> actions() {
        return value.member("Action").oneOrMore();
    }

    List<Value> resources() {
        return value.member("Resource").oneOrMore();
    }

    boolean isConditional() {
        return value.member("Condition").isPresent();
    }

    /** The services that a trust policy names. */
    List<Value> services() {
        return value.member("Principal").member("Service").oneOrMore();
    }

    /** Whether it allows an action, for whatever resource; {@code ecs:runtask} is {@code ecs:RunTask}. */
    boolean allows(String action) {
        return allows()
                && (value.member("NotAction").isPresent()
                        || actions().stream()
                                .flatMap(pattern -> pattern.text().stream())
                                .anyMatch(pattern -> pattern.equals("*")
                                        || IamActions.bundled().matching(pattern).stream()
                                                .anyMatch(one -> one.name().equals(action))));
    }
}
