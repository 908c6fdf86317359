package dev.fargatecd.local.images;

/** The labels by which an image tells how it was built here. */
public final class ImageLabels {
    /** The image that FROM names: OCI's own name for it. */
    public static final String BASE_NAME = "org.opencontainers.image.base.name";

    /** {@code true} on an image that was built without its base's layers. */
    public static final String BASE_OMITTED = "dev.fargatecd.base-omitted";

    /** Which Java the base would have brought: its feature release, {@code 17} for example; absent where not known. */
    public static final String JAVA = "dev.fargatecd.java";

    private ImageLabels() {}
}
