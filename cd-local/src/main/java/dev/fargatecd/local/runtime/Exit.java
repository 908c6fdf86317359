package dev.fargatecd.local.runtime;

import java.util.Optional;

/**
 * How a container ended.
 *
 * @param code of its program; 128 + n after signal n
 * @param reason why the runtime ended it, in ECS's words; empty where it ended by itself or was told to
 */
public record Exit(int code, Optional<String> reason) {
    /** What ECS says of a container that wanted more memory than its task has. */
    public static final String OUT_OF_MEMORY = "OutOfMemoryError: Container killed due to memory usage";

    /** The end of a program about which there is no more to say. */
    public static Exit of(int code) {
        return new Exit(code, Optional.empty());
    }
}
