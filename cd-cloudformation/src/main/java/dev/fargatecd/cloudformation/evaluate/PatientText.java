package dev.fargatecd.cloudformation.evaluate;

/**
 * A text that can be looked at so often and no more: the patterns of templates are not ours, and some of them would be
 * matched for years.
 */
final class PatientText implements CharSequence {
    private static final int MOST_LOOKS = 5_000_000;

    private final CharSequence text;
    private int looks;

    PatientText(CharSequence text) {
        this.text = text;
    }

    /** The pattern went back and forth too often. */
    static final class OutOfPatience extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public char charAt(int index) {
        if (++looks > MOST_LOOKS) {
            throw new OutOfPatience();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
