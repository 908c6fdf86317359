package dev.fargatecd.local.integrity;

/** Something that must be true of a body once all of it was read. */
public interface BodyCheck {
    void update(byte[] bytes, int offset, int length);

    /**
     * The body is at its end.
     *
     * @throws BodyMismatchException where it is not what was announced
     */
    void finish();
}
