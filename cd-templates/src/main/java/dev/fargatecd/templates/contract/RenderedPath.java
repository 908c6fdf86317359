package dev.fargatecd.templates.contract;

/** Where in the repository the rendered files are. */
public final class RenderedPath {
    public static final String ENVIRONMENT = "cf/environment.yml";
    public static final String PIPELINE = "cf/pipeline.yml";
    public static final String SERVICE = "cf/service.yml";
    public static final String BUILDSPEC = "cf/buildspec.yml";

    private RenderedPath() {}
}
