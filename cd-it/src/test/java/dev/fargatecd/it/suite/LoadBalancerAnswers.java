package dev.fargatecd.it.suite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What load balancers answer. Where the name of one resolves nowhere, the target's own address is asked, with that name as
 * Host: emulators offer their load balancers like that.
 */
public final class LoadBalancerAnswers {
    private static final int SECONDS = 10;

    private final Optional<URI> endpoint;

    LoadBalancerAnswers(Optional<URI> endpoint) {
        this.endpoint = endpoint;
    }

    /** @param body all that came after the head */
    public record Answer(int status, String body) {}

    /** Asks once; empty where nobody answers in HTTP. */
    public Optional<Answer> get(String url) {
        URI uri = URI.create(url);
        try (Socket socket = new Socket()) {
            socket.connect(place(uri), SECONDS * 1000);
            socket.setSoTimeout(SECONDS * 1000);
            String path = uri.getPath().isEmpty() ? "/" : uri.getPath();
            String request = "GET " + path + " HTTP/1.0\r\nHost: " + uri.getAuthority() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException nobody) {
            return Optional.empty();
        }
    }

    private InetSocketAddress place(URI url) throws UnknownHostException {
        try {
            return new InetSocketAddress(InetAddress.getByName(url.getHost()), url.getPort() < 0 ? 80 : url.getPort());
        } catch (UnknownHostException nowhere) {
            URI door = endpoint.orElseThrow(() -> nowhere);
            return new InetSocketAddress(InetAddress.getByName(door.getHost()), door.getPort());
        }
    }

    private static Optional<Answer> answer(String text) {
        int head = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.") || head < 0) {
            return Optional.empty();
        }
        return Optional.of(new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(head + 4)));
    }
}
