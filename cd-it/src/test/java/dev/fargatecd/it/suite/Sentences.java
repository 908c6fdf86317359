package dev.fargatecd.it.suite;

import java.lang.reflect.Method;
import java.util.Locale;
import java.util.regex.Pattern;

/** The names of methods as the sentences that they are. */
final class Sentences {
    private static final Pattern WORD = Pattern.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private Sentences() {}

    /** {@code aPushReachesTheBranch} as "a push reaches the branch". */
    static String of(Method method) {
        return WORD.matcher(method.getName()).replaceAll(" ").toLowerCase(Locale.ROOT);
    }
}
