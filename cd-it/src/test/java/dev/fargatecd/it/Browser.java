package dev.fargatecd.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client of the delivered service: asks once, or goes on asking and counts what failed. */
final class Browser {
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Asks again and again, from now until it is closed. */
    Visits visit(String url) {
        return new Visits(url);
    }

    /** The answers of a client that asks without a pause. */
    final class Visits implements AutoCloseable {
        private final List<String> failures = new CopyOnWriteArrayList<>();
        private final Thread thread;
        private volatile boolean ended;
        private volatile long count;

        Visits(String url) {
            thread = new Thread(() -> run(url), "visitor");
            thread.setDaemon(true);
            thread.start();
        }

        private void run(String url) {
            long asked = 0;
            while (!ended) {
                try {
                    HttpResponse<String> response = get(url);
                    if (response.statusCode() != 200) {
                        failures.add(response.statusCode() + " " + response.body());
                    }
                } catch (IOException failure) {
                    failures.add(failure.toString());
                } catch (InterruptedException stopped) {
                    return;
                }
                count = ++asked;
            }
        }

        long count() {
            return count;
        }

        List<String> failures() {
            return failures;
        }

        @Override
        public void close() throws InterruptedException {
            ended = true;
            thread.join(Duration.ofSeconds(15).toMillis());
        }
    }
}
