package dev.fargatecd.local.policy;

import java.util.List;
import java.util.Locale;

/**
 * The actions or resources a statement is about.
 *
 * @param inverted {@code NotAction}, {@code NotResource}: all but these
 */
record Selection(boolean inverted, List<String> patterns) {
    static final Selection EVERYTHING = new Selection(false, List.of("*"));

    boolean hasAction(String action) {
        String lower = action.toLowerCase(Locale.ROOT);
        return patterns.stream().anyMatch(pattern -> Wildcard.matches(pattern.toLowerCase(Locale.ROOT), lower))
                != inverted;
    }

    boolean hasResource(String arn) {
        return patterns.stream().anyMatch(pattern -> Wildcard.matches(pattern, arn)) != inverted;
    }
}
