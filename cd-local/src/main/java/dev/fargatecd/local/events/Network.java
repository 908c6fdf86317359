package dev.fargatecd.local.events;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses that begin with the same bits: {@code 10.0.0.0/24}. */
record Network(InetAddress address, int bits) {
    /** What InetAddress takes for an address and not for a name to look up. */
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** Reads an address, a slash and a number of bits; empty where it is none. */
    static Optional<Network> read(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2 || !parts[1].matches("\\d{1,3}")) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(parts[1]);
        return address(parts[0])
                .filter(address -> bits <= address.getAddress().length * 8)
                .map(address -> new Network(address, bits));
    }

    /** Whether it is an address, and one inside. */
    boolean contains(String text) {
        return address(text)
                .filter(other -> other.getAddress().length == address.getAddress().length)
                .filter(this::beginsAlike)
                .isPresent();
    }

    private boolean beginsAlike(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<InetAddress> address(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException none) {
            return Optional.empty();
        }
    }
}
