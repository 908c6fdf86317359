package dev.fargatecd.it.suite;

/** What a target made of a contract. */
public enum Outcome {
    /** It was done, and what had to run or be there was. */
    PASS("pass"),
    /** The target says that it has no such thing. */
    REFUSED("skip: not offered"),
    /** The target says that it was done, and it was not. */
    ACCEPTED_ONLY("skip: accepted, not done"),
    /** It builds on a contract that this target did not pass. */
    BUILDS_ON_OTHERS("skip: builds on another"),
    FAIL("fail");

    private final String words;

    Outcome(String words) {
        this.words = words;
    }

    /** As it stands in files and on pages. */
    public String words() {
        return words;
    }

    public boolean isSkip() {
        return this == REFUSED || this == ACCEPTED_ONLY || this == BUILDS_ON_OTHERS;
    }

    /** The outcome with these words. */
    static Outcome of(String words) {
        for (Outcome outcome : values()) {
            if (outcome.words.equals(words)) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("there is no outcome \"" + words + "\"");
    }
}
