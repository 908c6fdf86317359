package dev.fargatecd.local.elbv2;

/** A target within its group: a private address and a port. */
record TargetId(String address, int port) {
    @Override
    public String toString() {
        return address + ":" + port;
    }
}
