package dev.fargatecd.local.kernel;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** Identifiers in AWS's shapes, from injected randomness. Safe to share between threads if the generator is. */
public final class Ids {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private final RandomGenerator random;

    public Ids(RandomGenerator random) {
        this.random = random;
    }

    /** A random (version 4) UUID. */
    public String uuid() {
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    /** Lower-case hexadecimal digits. */
    public String hex(int digits) {
        return pick("0123456789abcdef", digits);
    }

    /** EC2's shape: {@code subnet-0123456789abcdef0}. */
    public String resource(String prefix) {
        return prefix + "-" + hex(17);
    }

    /** IAM's shape: a four-letter prefix and 17 of A–Z and 2–7, as in {@code AROA…}, {@code AKIA…}. */
    public String iam(String prefix) {
        return prefix + pick(BASE32, 17);
    }

    /** What CloudFormation ends a generated physical name with: 12 of A–Z and 0–9. */
    public String suffix() {
        return pick(ALPHANUMERIC, 12);
    }

    /** A secret of 40 characters. */
    public String secret() {
        return pick(ALPHANUMERIC + "abcdefghijklmnopqrstuvwxyz", 40);
    }

    /** Characters of an alphabet, each as likely as the others. */
    public String text(String alphabet, int length) {
        return pick(alphabet, length);
    }

    /** A number from 0 to below the bound, which is at least 1. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    private String pick(String alphabet, int length) {
        StringBuilder out = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            out.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return out.toString();
    }
}
