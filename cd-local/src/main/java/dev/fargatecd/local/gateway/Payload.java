package dev.fargatecd.local.gateway;

import dev.fargatecd.local.integrity.BodyCheck;
import dev.fargatecd.local.integrity.BodySource;
import dev.fargatecd.local.integrity.CheckedStream;
import dev.fargatecd.local.integrity.ChecksumAlgorithm;
import dev.fargatecd.local.signature.SigningKey;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Opens a body for reading: without aws-chunked framing, and checked, so that who reads it to its end has read what was
 * sent and signed.
 */
final class Payload {
    private static final String SIGNED_CHUNKS = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private static final String UNSIGNED_CHUNKS = "STREAMING-UNSIGNED-PAYLOAD";
    private static final String TRAILER = "-TRAILER";

    private Payload() {}

    /** What the signatures of chunks are made with. */
    record Signing(SigningKey key, SignedRequest request) {}

    /**
     * The request with its body opened.
     *
     * @param payload the body's hash, or the word that says how it is sent
     */
    static WireRequest open(WireRequest in, String payload, Signing signing) {
        List<BodyCheck> checks = checks(in);
        if (!payload.startsWith("STREAMING-")) {
            if (payload.matches("[0-9a-f]{64}")) {
                byte[] hash = HexFormat.of().parseHex(payload);
                checks.add(
                        ChecksumAlgorithm.SHA256.check(() -> Base64.getEncoder().encodeToString(hash)));
            } else if (!payload.equals("UNSIGNED-PAYLOAD")) {
                throw new Refusal(
                        400,
                        "InvalidArgument",
                        "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a STREAMING- value or a SHA-256 hash.");
            }
            Optional<Long> length = in.length();
            BodySource source = BodySource.plain(in.stream(), length);
            return in.with(new CheckedStream(source, checks), in.headers());
        }
        String kind = payload.endsWith(TRAILER) ? payload.substring(0, payload.length() - TRAILER.length()) : payload;
        if (!kind.equals(SIGNED_CHUNKS) && !kind.equals(UNSIGNED_CHUNKS)) {
            throw new Refusal(501, "NotImplemented", "x-amz-content-sha256: " + payload + " is not supported");
        }
        Optional<ChunkSignatures> signatures =
                kind.equals(SIGNED_CHUNKS) ? Optional.of(new ChunkSignatures(signing)) : Optional.empty();
        ChunkedSource source = new ChunkedSource(in.stream(), signatures, payload.endsWith(TRAILER));
        in.header("x-amz-trailer").ifPresent(name -> checks.add(trailing(name, source)));
        InputStream body = new CheckedStream(source, checks);
        return in.with(body, unframed(in));
    }

    /** The checks that the headers ask for. */
    private static List<BodyCheck> checks(WireRequest in) {
        // With CompleteMultipartUpload the checksum is that of the whole object, not of this body.
        boolean ofAnotherBody = in.method().equals("POST") && in.query().has("uploadId");
        List<BodyCheck> checks = new ArrayList<>();
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            if (!ofAnotherBody || algorithm == ChecksumAlgorithm.MD5) {
                in.header(algorithm.header()).ifPresent(value -> checks.add(algorithm.check(() -> value)));
            }
        }
        return checks;
    }

    private static BodyCheck trailing(String header, ChunkedSource source) {
        ChecksumAlgorithm algorithm = ChecksumAlgorithm.of(header.strip())
                .orElseThrow(() -> new Refusal(501, "NotImplemented", "The trailer " + header + " is not supported."));
        return algorithm.check(() -> source.trailer(algorithm.header()));
    }

    /** The headers as they would be without the framing. */
    private static Map<String, List<String>> unframed(WireRequest in) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(in.headers());
        headers.remove("Content-Length");
        in.header("x-amz-decoded-content-length").ifPresent(length -> headers.put("Content-Length", List.of(length)));
        String encodings = in.header("Content-Encoding").orElse("");
        List<String> own = java.util.Arrays.stream(encodings.split(","))
                .map(String::strip)
                .filter(encoding -> !encoding.isEmpty() && !encoding.equals("aws-chunked"))
                .toList();
        headers.remove("Content-Encoding");
        if (!own.isEmpty()) {
            headers.put("Content-Encoding", List.of(String.join(",", own)));
        }
        return headers;
    }
}
