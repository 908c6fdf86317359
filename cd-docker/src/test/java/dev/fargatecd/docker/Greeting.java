package dev.fargatecd.docker;

import com.sun.net.httpserver.HttpServer;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** A server on PORT, for the image of tests: answers a greeting, and, at /cloud, the status with which AWS answers it. */
final class Greeting {
    private Greeting() {}

    public static void main(String[] arguments) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(Integer.parseInt(System.getenv("PORT"))), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            String answer = System.getenv("GREETING");
            if (exchange.getRequestURI().getPath().equals("/cloud")) {
                HttpURLConnection cloud = (HttpURLConnection)
                        URI.create(System.getenv("AWS_ENDPOINT_URL")).toURL().openConnection();
                answer = cloud.getResponseCode() + " " + (System.getenv("AWS_SESSION_TOKEN") != null);
            }
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(bytes);
            }
        });
        server.start();
        System.out.println("serving");
    }
}
