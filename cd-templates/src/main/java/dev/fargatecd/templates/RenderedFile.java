package dev.fargatecd.templates;

import java.nio.charset.StandardCharsets;

/**
 * A file that a delivery is rendered to.
 *
 * @param path from the repository's root, with {@code /}: {@code cf/service.yml}
 * @param content UTF-8, lines ending in {@code \n}
 */
public record RenderedFile(String path, String content) {
    /** The largest template that CloudFormation takes in a request, in bytes. */
    public static final int LARGEST_TEMPLATE = 51_200;

    /** How many bytes it has. */
    public int size() {
        return content.getBytes(StandardCharsets.UTF_8).length;
    }
}
