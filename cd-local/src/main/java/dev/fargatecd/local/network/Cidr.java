package dev.fargatecd.local.network;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 block.
 *
 * @param first its first address, as a number
 * @param prefix its length in bits, 0 to 32
 */
public record Cidr(long first, int prefix) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    public Cidr {
        if (prefix < 0 || prefix > 32 || first < 0 || first >= 1L << 32) {
            throw new IllegalArgumentException("no IPv4 block: " + first + "/" + prefix);
        }
        first &= -(1L << (32 - prefix));
    }

    /** The block that the text names, its host bits cleared as EC2 does it; empty where it names none. */
    public static Optional<Cidr> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group(5)) > 32) {
            return Optional.empty();
        }
        long address = 0;
        for (int i = 1; i <= 4; i++) {
            int octet = Integer.parseInt(form.group(i));
            if (octet > 255) {
                return Optional.empty();
            }
            address = address << 8 | octet;
        }
        return Optional.of(new Cidr(address, Integer.parseInt(form.group(5))));
    }

    /** A block that we have checked before. */
    public static Cidr known(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("no IPv4 block: " + text));
    }

    /** How many addresses it has. */
    public long size() {
        return 1L << (32 - prefix);
    }

    public boolean contains(Cidr other) {
        return other.first >= first && other.first + other.size() <= first + size();
    }

    /** Whether the address, as text, lies in the block; what is no IPv4 address does not. */
    public boolean contains(String address) {
        return parse(address + "/32").filter(this::contains).isPresent();
    }

    public boolean overlaps(Cidr other) {
        return contains(other) || other.contains(this);
    }

    /** The address at an offset from the first, as text. */
    public String address(long offset) {
        long address = first + offset;
        return (address >> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    @Override
    public String toString() {
        return address(0) + "/" + prefix;
    }
}
