package dev.fargatecd.local.ecr;

import dev.fargatecd.local.kernel.Scope;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Uploads of blobs: at once, in chunks, or by mounting what another repository has. */
final class UploadEndpoint implements Registry.Endpoint {
    private static final Pattern CHUNK = Pattern.compile("(?:bytes )?(\\d{1,18})-\\d{1,18}(?:/.*)?");

    private final Repositories repositories;
    private final BlobFiles blobs;
    private final Uploads uploads;

    UploadEndpoint(Repositories repositories, BlobFiles blobs, Uploads uploads) {
        this.repositories = repositories;
        this.blobs = blobs;
        this.uploads = uploads;
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        repositories.get(exchange.caller().scope(), exchange.repository());
        if (exchange.method().equals("POST")) {
            begin(exchange);
            return;
        }
        String id = exchange.rest();
        Scope scope = exchange.caller().scope();
        if (!uploads.exists(scope, exchange.repository(), id)) {
            throw new RegistryFault(404, "BLOB_UPLOAD_UNKNOWN", "no upload " + id + " is under way");
        }
        switch (exchange.method()) {
            case "PATCH" -> {
                requireContinuation(exchange, id);
                progress(exchange, id, blobs.append(id, exchange.body())).answer(202);
            }
            case "PUT" -> {
                requireContinuation(exchange, id);
                blobs.append(id, exchange.body());
                complete(exchange, id, exchange.query("digest").orElse(""));
            }
            case "GET" -> progress(exchange, id, blobs.size(id)).answer(204);
            case "DELETE" -> {
                blobs.abandon(id);
                uploads.end(scope, id);
                exchange.answer(204);
            }
            default -> throw Registry.unsupported(exchange);
        }
    }

    private void begin(Exchange exchange) throws IOException {
        Optional<String> mount = exchange.query("mount").filter(digest -> isElsewhere(exchange, digest));
        if (mount.isPresent()) {
            addLayer(exchange, mount.get());
            return;
        }
        String id = uploads.begin(exchange.caller().scope(), exchange.repository());
        blobs.begin(id);
        Optional<String> digest = exchange.query("digest");
        if (digest.isPresent()) {
            blobs.append(id, exchange.body());
            complete(exchange, id, digest.get());
        } else {
            progress(exchange, id, 0).answer(202);
        }
    }

    /** Whether the repository that the client says, or any other of the account where it says none, has the blob. */
    private boolean isElsewhere(Exchange exchange, String digest) {
        Optional<String> from = exchange.query("from");
        return repositories.list(exchange.caller().scope()).stream()
                .filter(repository -> from.isEmpty() || from.get().equals(repository.name()))
                .anyMatch(repository -> repository.layers().contains(digest));
    }

    private void complete(Exchange exchange, String id, String digest) throws IOException {
        String real = blobs.digest(id);
        uploads.end(exchange.caller().scope(), id);
        if (!real.equals(digest)) {
            blobs.abandon(id);
            throw new RegistryFault(
                    400, "DIGEST_INVALID", "the digest of what was uploaded is " + real + ", not \"" + digest + "\"");
        }
        blobs.complete(id, digest);
        addLayer(exchange, digest);
    }

    private void addLayer(Exchange exchange, String digest) {
        repositories.update(
                exchange.caller().scope(), exchange.repository(), repository -> repository.withLayer(digest));
        exchange.with("Location", "/v2/" + exchange.repository() + "/blobs/" + digest)
                .with("Docker-Content-Digest", digest)
                .answer(201);
    }

    private void requireContinuation(Exchange exchange, String id) throws IOException {
        Optional<Matcher> chunk = exchange.header("Content-Range").map(CHUNK::matcher);
        long size = blobs.size(id);
        if (chunk.isPresent()
                && !(chunk.get().matches() && Long.parseLong(chunk.get().group(1)) == size)) {
            progress(exchange, id, size);
            throw new RegistryFault(416, "BLOB_UPLOAD_INVALID", "the next chunk starts at byte " + size);
        }
    }

    private static Exchange progress(Exchange exchange, String id, long size) {
        return exchange.with("Location", "/v2/" + exchange.repository() + "/blobs/uploads/" + id)
                .with("Docker-Upload-UUID", id)
                .with("Range", "0-" + Math.max(0, size - 1));
    }
}
