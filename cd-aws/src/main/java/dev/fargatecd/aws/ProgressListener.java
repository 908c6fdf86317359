package dev.fargatecd.aws;

/** Is told what happens while something is being waited for, on the thread that waits or the one that polls. */
@FunctionalInterface
public interface ProgressListener {
    void on(ProgressEvent event);

    /** Tells nobody. */
    static ProgressListener silent() {
        return event -> {};
    }
}
