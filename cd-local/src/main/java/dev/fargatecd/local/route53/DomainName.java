package dev.fargatecd.local.route53;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names as Route 53 writes them: in lower case, with a dot at the end.
 *
 * @see <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html">DNS domain name
 *     format</a>
 */
final class DomainName {
    private static final int LONGEST = 255;
    private static final Pattern LABEL = Pattern.compile("[^\\s.]{1,63}");

    private DomainName() {}

    static String of(@Nullable String given) {
        String name = Objects.requireNonNullElse(given, "").toLowerCase(Locale.ROOT);
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        boolean valid = bare.length() < LONGEST
                && Arrays.stream(bare.split("\\.", -1))
                        .allMatch(label -> LABEL.matcher(label).matches());
        if (!valid) {
            throw DnsFaults.domainName(String.valueOf(given));
        }
        return bare.replace("*", "\\052") + ".";
    }

    /** Whether the name is that of the zone or below it. */
    static boolean isIn(String zone, String name) {
        return name.equals(zone) || name.endsWith("." + zone);
    }

    /** By which names are sorted: the labels backwards, {@code com.example.www.}. */
    static String order(String name) {
        List<String> labels = new ArrayList<>(Arrays.asList(name.split("\\.")));
        Collections.reverse(labels);
        return String.join(".", labels) + ".";
    }
}
