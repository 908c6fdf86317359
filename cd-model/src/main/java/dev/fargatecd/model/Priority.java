package dev.fargatecd.model;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The place of a rule on its listener: the lowest is asked first.
 *
 * @param value 1–50000
 * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html">CreateRule</a>
 */
public record Priority(int value) {
    private static final int HIGHEST = 50_000;
    private static final int BANDS = 10;
    private static final int BAND = HIGHEST / BANDS;

    public Priority {
        if (value < 1 || value > HIGHEST) {
            throw InvalidValue.of("priority", value, "a listener rule's priority: 1–" + HIGHEST);
        }
    }

    /**
     * The priority of an application's rule when its definition names none.
     *
     * <p>A path with more segments comes before one with fewer, or {@code /} would take what is meant for
     * {@code /welcomer}; each depth has a band of 5,000. Inside its band the place follows from application and path
     * alone, so that it never changes by itself and two applications seldom meet.
     */
    public static Priority derived(ApplicationName application, UrlPath path) {
        int band = BANDS - 1 - Math.min(path.depth(), BANDS - 1);
        CRC32 hash = new CRC32();
        hash.update((application.value() + " " + path.value()).getBytes(StandardCharsets.UTF_8));
        return new Priority(band * BAND + (int) (hash.getValue() % BAND) + 1);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
