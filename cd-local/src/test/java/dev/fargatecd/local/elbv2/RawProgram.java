package dev.fargatecd.local.elbv2;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A program for tests that decides about each connection itself. */
final class RawProgram implements AutoCloseable {
    /** What is done with a connection; it is closed afterwards. */
    interface Conversation {
        void with(Socket client) throws IOException;
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    RawProgram(Conversation conversation) {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        threads.execute(() -> accept(conversation));
    }

    /** Reads up to the blank line; "" where the client has hung up. */
    static String readHead(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    static void write(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    InetSocketAddress socket() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private void accept(Conversation conversation) {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.execute(() -> {
                    try (client) {
                        conversation.with(client);
                    } catch (IOException hungUp) {
                        // A test's client may hang up at any time.
                    }
                });
            } catch (IOException closed) {
                return;
            }
        }
    }
}
