package dev.fargatecd.local.integrity;

import java.util.zip.Checksum;

/** CRC-64/NVME (reflected polynomial 9A6C9329AC4BC9B5), the default of newer AWS clients; the JDK has none of 64 bits. */
final class Crc64Nvme implements Checksum {
    private static final long[] TABLE = table();

    private long crc = ~0L;

    private static long[] table() {
        long[] table = new long[256];
        for (int i = 0; i < table.length; i++) {
            long entry = i;
            for (int bit = 0; bit < 8; bit++) {
                entry = (entry & 1) == 0 ? entry >>> 1 : (entry >>> 1) ^ 0x9A6C9329AC4BC9B5L;
            }
            table[i] = entry;
        }
        return table;
    }

    @Override
    public void update(int b) {
        crc = TABLE[(int) (crc ^ b) & 0xff] ^ (crc >>> 8);
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            update(bytes[i]);
        }
    }

    @Override
    public long getValue() {
        return ~crc;
    }

    @Override
    public void reset() {
        crc = ~0L;
    }
}
