package dev.fargatecd.local.ssm;

import static dev.fargatecd.local.ssm.SsmFaults.validation;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

/**
 * What a parameter may be.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html">PutParameter</a>
 */
final class ParameterRules {
    private static final Pattern NAME = Pattern.compile("/?[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*");
    private static final int NAME_LENGTH = 1011;
    private static final int LEVELS = 15;
    private static final int STANDARD = 4096;
    private static final int ADVANCED = 8192;

    private ParameterRules() {}

    static String name(@Nullable String name) {
        if (name == null
                || name.isEmpty()
                || name.length() > NAME_LENGTH
                || !NAME.matcher(name).matches()) {
            throw validation("Parameter name: \"" + name + "\" is not valid: up to " + NAME_LENGTH + " of letters,"
                    + " digits, . - _, and / between levels; with a path it must begin with /");
        }
        if (name.contains("/") && !name.startsWith("/")) {
            throw validation("Parameter name must be a fully qualified name.");
        }
        String first = name.replaceFirst("^/", "").toLowerCase(Locale.ROOT);
        if (first.startsWith("aws") || first.startsWith("ssm")) {
            throw validation("Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).");
        }
        if (name.chars().filter(c -> c == '/').count() > LEVELS) {
            throw SsmFaults.tooDeep(LEVELS);
        }
        return name;
    }

    static ParameterType type(PutParameterRequest request) {
        ParameterType type = request.type();
        if (type == null) {
            throw validation("A parameter type is required when you create a parameter.");
        }
        if (type == ParameterType.UNKNOWN_TO_SDK_VERSION) {
            throw validation(
                    "Value '" + request.typeAsString() + "' at 'type' failed to satisfy constraint: Member must"
                            + " satisfy enum value set: [SecureString, StringList, String]");
        }
        return type;
    }

    /** The tier that the value gets: Intelligent-Tiering takes the advanced one where the standard one is too small. */
    static ParameterTier tier(PutParameterRequest request) {
        int size = request.value().getBytes(StandardCharsets.UTF_8).length;
        ParameterTier wanted = request.tier() == null ? ParameterTier.STANDARD : request.tier();
        ParameterTier tier = switch (wanted) {
            case STANDARD, ADVANCED -> wanted;
            case INTELLIGENT_TIERING -> size > STANDARD ? ParameterTier.ADVANCED : ParameterTier.STANDARD;
            case UNKNOWN_TO_SDK_VERSION ->
                throw validation(
                        "Tier " + request.tierAsString() + " is none of Standard, Advanced, Intelligent-Tiering");
        };
        int most = tier == ParameterTier.ADVANCED ? ADVANCED : STANDARD;
        if (size > most) {
            throw validation(
                    tier == ParameterTier.ADVANCED
                            ? "Advanced tier parameters support a maximum parameter value of 8192 characters."
                            : "Standard tier parameters support a maximum parameter value of 4096 characters. To create a"
                                    + " larger parameter value, upgrade the parameter to use the advanced-parameter tier.");
        }
        return tier;
    }

    static void value(PutParameterRequest request) {
        if (request.value() == null || request.value().isEmpty()) {
            throw validation("Value at 'value' failed to satisfy constraint: Member must have length greater than or"
                    + " equal to 1");
        }
        String pattern = request.allowedPattern();
        if (pattern != null && !pattern.isEmpty() && !matches(pattern, request.value())) {
            throw SsmFaults.patternMismatch(pattern);
        }
    }

    private static boolean matches(String pattern, String value) {
        try {
            return Pattern.compile(pattern).matcher(value).matches();
        } catch (PatternSyntaxException malformed) {
            throw validation("AllowedPattern is not a regular expression: " + malformed.getDescription());
        }
    }
}
