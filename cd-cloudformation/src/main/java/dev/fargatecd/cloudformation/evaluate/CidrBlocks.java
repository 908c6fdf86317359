package dev.fargatecd.cloudformation.evaluate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts an IPv4 block into smaller ones.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html">
 *     Fn::Cidr</a>
 */
final class CidrBlocks {
    private static final int ADDRESS_BITS = 32;
    private static final int MOST = 256;
    private static final Pattern BLOCK =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    private CidrBlocks() {}

    /**
     * The first blocks, in order.
     *
     * @param block for example {@code 10.0.0.0/16}
     * @param count how many, 1 to 256
     * @param hostBits how many bits of an address the hosts of each have: 8 for a {@code /24}
     * @throws IllegalArgumentException where the block is none or has no room for so many
     */
    static List<String> of(String block, int count, int hostBits) {
        Matcher parts = BLOCK.matcher(block);
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"" + block + "\" is not an IPv4 block such as 10.0.0.0/16");
        }
        long address = 0;
        for (int part = 1; part <= 4; part++) {
            int value = Integer.parseInt(parts.group(part));
            if (value > 255) {
                throw new IllegalArgumentException("\"" + block + "\" has a part over 255");
            }
            address = address << 8 | value;
        }
        int prefix = Integer.parseInt(parts.group(5));
        if (prefix > ADDRESS_BITS || hostBits < 0 || hostBits > ADDRESS_BITS - prefix) {
            throw new IllegalArgumentException(block + " has no room for blocks of " + hostBits + " bits");
        }
        BigInteger room = BigInteger.ONE.shiftLeft(ADDRESS_BITS - prefix - hostBits);
        if (count < 1 || count > MOST || BigInteger.valueOf(count).compareTo(room) > 0) {
            throw new IllegalArgumentException(block + " has room for " + room + " blocks of " + hostBits
                    + " bits, of which 1 to " + MOST + " can be asked for, not " + count);
        }
        long network = prefix == 0 ? 0 : address & (0xffffffffL << (ADDRESS_BITS - prefix)) & 0xffffffffL;
        List<String> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long start = network + ((long) i << hostBits);
            blocks.add((start >> 24) + "." + (start >> 16 & 255) + "." + (start >> 8 & 255) + "." + (start & 255) + "/"
                    + (ADDRESS_BITS - hostBits));
        }
        return blocks;
    }
}
