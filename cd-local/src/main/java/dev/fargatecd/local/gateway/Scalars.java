package dev.fargatecd.local.gateway;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** Values without parts, to text and back. */
final class Scalars {
    private static final DateTimeFormatter RFC_822 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,19}(\\.[0-9]{1,19})?([eE][+-]?[0-9]{1,2})?");

    private Scalars() {}

    /** The format of a timestamp: the model's, or what the protocol uses otherwise. */
    static Format format(SdkField<?> field, Format otherwise) {
        TimestampFormatTrait trait = field.getTrait(TimestampFormatTrait.class);
        return trait == null ? otherwise : trait.format();
    }

    static String text(SdkField<?> field, Object value, Format otherwise) {
        if (value instanceof Instant instant) {
            return switch (format(field, otherwise)) {
                case RFC_822 -> RFC_822.format(instant);
                case UNIX_TIMESTAMP, UNIX_TIMESTAMP_MILLIS -> seconds(instant).toPlainString();
                case ISO_8601 -> DateTimeFormatter.ISO_INSTANT.format(instant);
            };
        }
        return value instanceof SdkBytes bytes
                ? Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe())
                : value.toString();
    }

    /**
     * Reads a value of the field's type.
     *
     * @throws RuntimeException where the text is none; the reader of the request answers for it
     */
    static Object parse(SdkField<?> field, String text, Format otherwise) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> text;
            case INTEGER -> Integer.valueOf(text.strip());
            case LONG -> Long.valueOf(text.strip());
            case SHORT -> Short.valueOf(text.strip());
            case BYTE -> Byte.valueOf(text.strip());
            case FLOAT -> Float.valueOf(text.strip());
            case DOUBLE -> Double.valueOf(text.strip());
            case BIG_DECIMAL -> new BigDecimal(text.strip());
            case BOOLEAN -> bool(text.strip());
            case INSTANT -> instant(text.strip(), format(field, otherwise));
            case SDK_BYTES ->
                SdkBytes.fromByteArrayUnsafe(Base64.getMimeDecoder().decode(text));
            case NULL, SDK_POJO, LIST, MAP, DOCUMENT ->
                throw new IllegalArgumentException(field.memberName() + " is not a plain value");
        };
    }

    /** Seconds since 1970, with milliseconds where there are some. */
    static BigDecimal seconds(Instant instant) {
        BigDecimal seconds = BigDecimal.valueOf(instant.toEpochMilli(), 3).stripTrailingZeros();
        return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
    }

    static Instant instant(BigDecimal seconds) {
        return Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
    }

    /** Clients differ, so a number is taken for seconds whatever the format. */
    static Instant instant(String text, Format format) {
        if (NUMBER.matcher(text).matches()) {
            return instant(new BigDecimal(text));
        }
        if (format == Format.RFC_822 || (!text.isEmpty() && Character.isLetter(text.charAt(0)))) {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
        }
        return Instant.from(
                DateTimeFormatter.ISO_DATE_TIME.withZone(ZoneOffset.UTC).parse(text));
    }

    private static Boolean bool(String text) {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
        }
        return Boolean.valueOf(text);
    }
}
