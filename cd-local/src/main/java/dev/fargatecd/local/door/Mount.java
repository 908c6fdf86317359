package dev.fargatecd.local.door;

import org.eclipse.jetty.server.Handler;

/**
 * A part of the door that is not one of AWS's APIs: git, the image registry, the tools of a build.
 *
 * @param path what its paths begin with, {@code /v1/repos/} for example; no bucket can be named so (three characters at
 *     least, no underscore)
 * @param handler gets the request with its whole path; it checks who is calling by itself
 */
public record Mount(String path, Handler handler) {}
