package dev.fargatecd.local.ecs;

import com.sun.net.httpserver.HttpServer;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** The program in the images of tests: answers GREETING on PORT, or misbehaves as MODE says. */
final class HelloProgram {
    private HelloProgram() {}

    public static void main(String[] arguments) throws Exception {
        String mode = System.getenv().getOrDefault("MODE", "");
        if (mode.equals("exit")) {
            System.out.println("can't go on");
            System.exit(1);
        }
        int port = Integer.parseInt(System.getenv(mode.equals("ignore-port") ? "OWN_PORT" : "PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            byte[] answer = System.getenv().getOrDefault("GREETING", "Hello").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(mode.equals("sick") ? 500 : 200, answer.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(answer);
            }
        });
        server.start();
        System.out.println("up as " + System.getenv().getOrDefault("GREETING", "Hello"));
    }
}
