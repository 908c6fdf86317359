package dev.fargatecd.welcomer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WelcomerServerTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PORT", "0",
            "BASE_PATH", "/welcomer",
            "APPLICATION_NAME", "welcomer",
            "APPLICATION_VERSION", "0123456789abcdef0123456789abcdef01234567");

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @CsvSource({"/welcomer,/", "/welcomer,/welcomer/hello", "/,/", "/,/hello", "/a/b/,/a/b/hello"})
    void saysHello(String basePath, String path) throws Exception {
        try (WelcomerServer server = start(Map.of("PORT", "0", "BASE_PATH", basePath))) {
            HttpResponse<String> answer = get(server, path);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("Hello World!");
        }
    }

    @Test
    void tellsItsVersion() throws Exception {
        Instant before = Instant.now();
        try (WelcomerServer server = start(ENVIRONMENT)) {
            JsonNode version =
                    new ObjectMapper().readTree(get(server, "/welcomer/version").body());

            assertThat(version.get("application").textValue()).isEqualTo("welcomer");
            assertThat(version.get("version").textValue()).isEqualTo("0123456789abcdef0123456789abcdef01234567");
            assertThat(Instant.parse(version.get("started").textValue())).isBetween(before, Instant.now());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/welcomer", "/hello", "/welcomer/nothing"})
    void saysWhatThereIsWhereNothingIs(String path) throws Exception {
        try (WelcomerServer server = start(ENVIRONMENT)) {
            HttpResponse<String> answer = get(server, path);

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("/welcomer/hello");
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(it -> assertThat(it).startsWith("text/plain"));
        }
    }

    @ParameterizedTest
    @CsvSource({"PORT,-1", "PORT,65536", "PORT,http", "BASE_PATH,welcomer", "BASE_PATH,/{x}"})
    void refusesVariablesThatCanNotBeSo(String name, String value) {
        assertThatThrownBy(() -> Settings.of(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + " \"" + value + "\" is not ");
    }

    @Test
    void hasDefaults() {
        assertThat(Settings.of(Map.of())).isEqualTo(new Settings(5000, "/welcomer", "welcomer", "unknown"));
    }

    private static WelcomerServer start(Map<String, String> environment) {
        return WelcomerServer.start(Settings.of(environment), routes -> {});
    }

    private HttpResponse<String> get(WelcomerServer server, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
