package dev.fargatecd.model;

/** What goes through the stages: commits of a source, built to an image, run as a service. */
public record Pipeline(Source source, Build build, Service service) {}
