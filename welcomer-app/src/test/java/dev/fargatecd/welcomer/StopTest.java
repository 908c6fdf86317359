package dev.fargatecd.welcomer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The service as a process of its own, as a container has it. */
class StopTest {
    private static final Pattern LISTENS = Pattern.compile("listens on port (\\d+)");

    private final List<Process> processes = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void leaveNothingBehind() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void finishesWhatIsInFlightAndExitsWithZero() throws Exception {
        Process service = start(SlowWelcomer.class, "0");
        BufferedReader log = service.inputReader();
        int port = portOf(log);
        HttpResponse<InputStream> slow = client.send(request(port, "/slow"), HttpResponse.BodyHandlers.ofInputStream());

        service.toHandle().destroy(); // SIGTERM, and unlike Process.destroy it leaves the streams open
        awaitLine(log, "stopping: no new requests");
        awaitRefusal(port);
        try (OutputStream stdin = service.getOutputStream()) {
            stdin.write('\n');
        }

        assertThat(new String(slow.body().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("done");
        assertThat(service.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isZero();
    }

    @Test
    void writesOneLineForEachRequest() throws Exception {
        Process service = start(Welcomer.class, "0");
        BufferedReader log = service.inputReader();
        int port = portOf(log);

        client.send(request(port, "/welcomer/hello"), HttpResponse.BodyHandlers.discarding());
        client.send(request(port, "/nothing"), HttpResponse.BodyHandlers.discarding());
        service.toHandle().destroy();

        assertThat(log.lines().filter(line -> line.contains("GET")).toList())
                .satisfiesExactly(
                        line -> assertThat(line).containsPattern("GET /welcomer/hello 200 \\d+ ms$"),
                        line -> assertThat(line).containsPattern("GET /nothing 404 \\d+ ms$"));
        assertThat(service.waitFor()).isZero();
    }

    @Test
    void saysWhyItCanNotStart() throws Exception {
        Process service = start(Welcomer.class, "http");

        assertThat(service.inputReader().lines().toList())
                .anySatisfy(line -> assertThat(line).contains("can not start: PORT \"http\" is not a port"));
        assertThat(service.waitFor()).isEqualTo(1);
    }

    private Process start(Class<?> main, String port) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName())
                .redirectErrorStream(true);
        builder.environment().put("PORT", port);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private static HttpRequest request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
    }

    private static int portOf(BufferedReader log) throws IOException {
        Matcher listens = LISTENS.matcher(awaitLine(log, "listens on port"));
        assertThat(listens.find()).isTrue();
        return Integer.parseInt(listens.group(1));
    }

    private static String awaitLine(BufferedReader log, String part) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            lines.add(line);
            if (line.contains(part)) {
                return line;
            }
        }
        throw new AssertionError("no line has \"" + part + "\": " + lines);
    }

    /** The log says so just before the door closes; a request that still gets in is answered, and the next one tried. */
    private static void awaitRefusal(int port) {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        HttpClient.newHttpClient().send(request(port, "/"), HttpResponse.BodyHandlers.discarding());
                    }
                })
                .isInstanceOf(ConnectException.class);
    }
}
