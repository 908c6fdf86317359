package dev.fargatecd.local.cloudformation.resource;

import dev.fargatecd.local.kernel.Ids;
import java.util.Locale;

/**
 * How the name of a resource is generated where its template gives none: {@code stack-LogicalId-SUFFIX}, cut to what
 * the type allows.
 *
 * @param property that takes the name
 * @param longest in characters
 * @param lowerCase where the type allows no capitals
 * @param unique whether two resources can't have the name at once, so that one with a custom name can't be replaced
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html">Name type</a>
 */
record NameRule(String property, int longest, boolean lowerCase, boolean unique) {

    static NameRule of(String property, int longest) {
        return new NameRule(property, longest, false, true);
    }

    NameRule inLowerCase() {
        return new NameRule(property, longest, true, unique);
    }

    NameRule notUnique() {
        return new NameRule(property, longest, lowerCase, false);
    }

    /** A new name; stack and logical id share what the suffix leaves, the shorter giving its rest to the other. */
    String generate(String stackName, String logicalId, Ids ids) {
        String suffix = ids.suffix();
        int room = longest - suffix.length() - 2;
        int logical = Math.min(logicalId.length(), Math.max(room / 2, room - stackName.length()));
        int stack = Math.min(stackName.length(), room - logical);
        String name =
                withoutHyphen(stackName.substring(0, stack)) + "-" + logicalId.substring(0, logical) + "-" + suffix;
        return lowerCase ? name.toLowerCase(Locale.ROOT) : name;
    }

    /** A name cut behind a hyphen would have two of them, which some types refuse. */
    private static String withoutHyphen(String name) {
        return name.endsWith("-") ? name.substring(0, name.length() - 1) : name;
    }
}
