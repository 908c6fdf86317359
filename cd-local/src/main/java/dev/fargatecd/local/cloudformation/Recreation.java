package dev.fargatecd.local.cloudformation;

/** Whether changing a property needs a new resource in the place of the old one; also the word in a change set. */
enum Recreation {
    NEVER("Never"),
    CONDITIONALLY("Conditionally"),
    ALWAYS("Always");

    private final String text;

    Recreation(String text) {
        this.text = text;
    }

    /** AWS's word. */
    String text() {
        return text;
    }
}
