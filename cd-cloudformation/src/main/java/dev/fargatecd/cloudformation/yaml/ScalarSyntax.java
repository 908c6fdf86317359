package dev.fargatecd.cloudformation.yaml;

import dev.fargatecd.cloudformation.tree.Node.Kind;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an unquoted scalar means in a template: YAML 1.1 without timestamps, which CloudFormation leaves as text.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html">Template
 *     formats</a>, <a href="https://yaml.org/type/">the types of YAML 1.1</a>
 */
final class ScalarSyntax {
    /** A kind and a canonical text. */
    record Meaning(Kind kind, String text) {}

    /** What is longer is no number that anybody means, and slow to read as one. */
    private static final int LONGEST_NUMBER = 300;

    private static final Map<String, Boolean> BOOLEANS =
            Map.of("yes", true, "true", true, "on", true, "no", false, "false", false, "off", false);
    private static final Pattern INTEGER =
            Pattern.compile("[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(?:[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+]?[0-9]+)?"
            + "|[0-9][0-9_]*[eE][-+]?[0-9]+|\\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?"
            + "|[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*)");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
    private static final Pattern TIMESTAMP =
            Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}.*)?");
    private static final Pattern LEADING_INDICATOR = Pattern.compile("[-?:,\\[\\]{}#&*!|>'\"%@`=].*", Pattern.DOTALL);

    private ScalarSyntax() {}

    /** What the unquoted text means. */
    static Meaning meaning(String text) {
        if (text.isEmpty() || text.equals("~") || isOneOf(text, "null")) {
            return new Meaning(Kind.NULL, "null");
        }
        Boolean bool = BOOLEANS.get(text.toLowerCase(Locale.ROOT));
        if (bool != null && isOneOf(text, text.toLowerCase(Locale.ROOT))) {
            return new Meaning(Kind.BOOLEAN, bool.toString());
        }
        if (text.length() > LONGEST_NUMBER) {
            return new Meaning(Kind.TEXT, text);
        }
        if (INTEGER.matcher(text).matches() && text.chars().anyMatch(Character::isDigit)) {
            return integer(text);
        }
        double value = DECIMAL.matcher(text).matches() ? decimal(text) : Double.NaN;
        return Double.isFinite(value)
                ? new Meaning(Kind.DECIMAL, Double.toString(value))
                : new Meaning(Kind.TEXT, text); // also .inf and .nan: JSON has no such numbers
    }

    /** Whether the text needs no quotes to be read as this very text, by this reader and by any of YAML 1.1. */
    static boolean isPlain(String text, boolean inFlow) {
        if (text.isEmpty()
                || meaning(text).kind() != Kind.TEXT
                || TIMESTAMP.matcher(text).matches()
                || INTEGER.matcher(text).matches()
                || DECIMAL.matcher(text).matches()
                || NOT_FINITE.matcher(text).matches()
                || LEADING_INDICATOR.matcher(text).matches()
                || List.of("y", "Y", "n", "N", "<<").contains(text)) {
            return false;
        }
        return text.equals(text.strip())
                && !text.startsWith("...")
                && !text.contains(": ")
                && !text.contains(" #")
                && !text.endsWith(":")
                && !(inFlow && text.chars().anyMatch(c -> ",[]{}?".indexOf(c) >= 0))
                && text.codePoints().allMatch(ScalarSyntax::isPlainCharacter);
    }

    /** Whether the character may stand in a plain scalar: printable, and no break or tab. */
    private static boolean isPlainCharacter(int c) {
        return isPrintable(c) && c != '\t' && c != '\n';
    }

    /** Whether the character may stand in a text unescaped: printable in YAML, and no odd line break or mark. */
    static boolean isPrintable(int c) {
        return (c >= 0x20 && c < 0x7f)
                || c == '\t'
                || c == '\n'
                || (c >= 0xa0 && c <= 0xd7ff && c != 0x2028 && c != 0x2029)
                || (c >= 0xe000 && c <= 0xfffd && c != 0xfeff)
                || c >= 0x10000;
    }

    /** YAML 1.1 knows lower case, capitalised and upper case, and no mixture. */
    private static boolean isOneOf(String text, String lower) {
        return text.equals(lower)
                || text.equals(lower.toUpperCase(Locale.ROOT))
                || text.equals(Character.toUpperCase(lower.charAt(0)) + lower.substring(1));
    }

    private static Meaning integer(String text) {
        String digits = text.replace("_", "");
        boolean negative = digits.startsWith("-");
        if (negative || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        BigInteger value;
        if (digits.startsWith("0b")) {
            value = new BigInteger(digits.substring(2), 2);
        } else if (digits.startsWith("0x")) {
            value = new BigInteger(digits.substring(2), 16);
        } else if (digits.contains(":")) {
            value = BigInteger.ZERO;
            for (String part : digits.split(":", -1)) {
                value = value.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
            }
        } else {
            value = new BigInteger(digits, digits.length() > 1 && digits.startsWith("0") ? 8 : 10);
        }
        return new Meaning(Kind.INTEGER, (negative ? value.negate() : value).toString());
    }

    private static double decimal(String text) {
        String digits = text.replace("_", "");
        if (!digits.contains(":")) {
            return Double.parseDouble(digits);
        }
        boolean negative = digits.startsWith("-");
        double value = 0;
        for (String part :
                digits.substring(negative || digits.startsWith("+") ? 1 : 0).split(":", -1)) {
            value = value * 60 + Double.parseDouble(part);
        }
        return negative ? -value : value;
    }
}
