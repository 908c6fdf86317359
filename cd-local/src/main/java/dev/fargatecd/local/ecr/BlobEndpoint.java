package dev.fargatecd.local.ecr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Blobs by their digest, whole or a range of them. */
final class BlobEndpoint implements Registry.Endpoint {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{0,18})");

    private final Repositories repositories;
    private final BlobFiles blobs;

    BlobEndpoint(Repositories repositories, BlobFiles blobs) {
        this.repositories = repositories;
        this.blobs = blobs;
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        String digest = exchange.rest();
        if (!repositories
                .get(exchange.caller().scope(), exchange.repository())
                .layers()
                .contains(digest)) {
            throw new RegistryFault(404, "BLOB_UNKNOWN", "no blob " + digest + " in " + exchange.repository());
        }
        switch (exchange.method()) {
            case "GET", "HEAD" -> get(exchange, digest);
            default -> throw Registry.unsupported(exchange);
        }
    }

    private void get(Exchange exchange, String digest) throws IOException {
        Path file = blobs.blob(digest);
        long size = Files.size(file);
        exchange.with("Docker-Content-Digest", digest).with("Accept-Ranges", "bytes");
        Optional<Matcher> range = exchange.header("Range").map(RANGE::matcher).filter(Matcher::matches);
        if (range.isEmpty()) {
            exchange.answer(200, file, 0, size);
            return;
        }
        long from = Long.parseLong(range.get().group(1));
        String end = range.get().group(2);
        long to = end.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(end));
        if (from > to) {
            exchange.with("Content-Range", "bytes */" + size);
            throw new RegistryFault(416, "RANGE_INVALID", "the blob has " + size + " bytes");
        }
        exchange.with("Content-Range", "bytes " + from + "-" + to + "/" + size).answer(206, file, from, to - from + 1);
    }
}
