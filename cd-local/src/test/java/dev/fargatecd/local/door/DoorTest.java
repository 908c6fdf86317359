package dev.fargatecd.local.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.handler.DefaultHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DoorTest {
    private static LocalCloud cloud;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v2/", "/v1/repos/welcomer/info/refs"})
    void aWebPageIsRefusedOnEveryPath(String path) throws IOException {
        assertThat(answer("GET " + path + " HTTP/1.1", "Host: 127.0.0.1:PORT", "Origin: https://example.com"))
                .startsWith("HTTP/1.1 403 ")
                .contains("the request comes from a web page (Origin: https://example.com)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com:PORT",
                "127.0.0.1.example.com:PORT",
                "localhost",
                "localhost:1",
                "localhost.example.com:PORT"
            })
    void aForeignHostIsRefused(String host) throws IOException {
        assertThat(answer("GET / HTTP/1.1", "Host: " + host))
                .startsWith("HTTP/1.1 403 ")
                .contains("the local cloud is reached as 127.0.0.1, localhost");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:PORT",
                "localhost:PORT",
                "LocalHost:PORT",
                "[::1]:PORT",
                "bucket.localhost:PORT",
                "a.bucket.s3.localhost:PORT"
            })
    void thisMachinesNamesComeInAndMeetTheGateway(String host) throws IOException {
        assertThat(answer("GET / HTTP/1.1", "Host: " + host))
                .startsWith("HTTP/1.1 403 ")
                .contains("<Code>AccessDenied</Code>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /%zz HTTP/1.1|400",
                "GET /?a=%zz HTTP/1.1|400",
                "GET /../../etc/passwd HTTP/1.1|400",
                "GET /a/%2e%2e/b HTTP/1.1|400",
                "GARBAGE|400",
                "GET / HTTP/9.9|505",
            })
    void whatIsNoHttpIsTheClientsFault(String line, int status) throws IOException {
        assertThat(answer(line, "Host: 127.0.0.1:PORT")).startsWith("HTTP/1.1 " + status + " ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: AWS4-HMAC-SHA256",
                "Authorization: AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=, Signature=",
                "Authorization: AWS4-HMAC-SHA256 Credential=AKID/20261123/us-east-1/sts/aws4_request",
                "Authorization: Basic YTpi",
                "X-Amz-Target: Nothing.Known",
                "smithy-protocol: rpc-v2-cbor",
                "Content-Length: -1",
                "Content-Length: 99999999999999999999",
            })
    void noMalformedHeaderIsTheCloudsFault(String header) throws IOException {
        assertThat(answer("GET /?Action=GetCallerIdentity HTTP/1.1", "Host: 127.0.0.1:PORT", header))
                .matches("(?s)HTTP/1\\.1 4\\d\\d .*");
    }

    @Test
    void headersHaveALimit() throws IOException {
        assertThat(answer("GET / HTTP/1.1", "Host: 127.0.0.1:PORT", "X-Long: " + "x".repeat(40_000)))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void aTakenPortIsSaidToBeTaken() {
        int port = cloud.endpoint().getPort();
        LocalCloudOptions same =
                new LocalCloudOptions(port, "000000000000", "us-east-1", Optional.empty(), Optional.empty());
        assertThatIOException()
                .isThrownBy(() -> LocalCloud.start(same).close())
                .withMessageContaining("port " + port + " is taken");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only there has this machine the address 127.0.0.2 from the start")
    void aSecondAddressAnswersToItsOwnNameAndToNoOther() throws Exception {
        InetAddress second = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        try (Door door = new Door(0, List.of(), new DefaultHandler())) {
            door.open();
            door.openAlso(second);
            int port = door.endpoint().getPort();
            assertThat(answer(second, port, "GET /nothing HTTP/1.1", "Host: 127.0.0.2:PORT"))
                    .startsWith("HTTP/1.1 404 ");
            assertThat(answer(second, port, "GET /nothing HTTP/1.1", "Host: example.com:PORT"))
                    .startsWith("HTTP/1.1 403 ");
            assertThat(answer(InetAddress.getLoopbackAddress(), port, "GET / HTTP/1.1", "Host: 127.0.0.2:PORT"))
                    .startsWith("HTTP/1.1 403 ");
        }
    }

    private static String answer(String... lines) throws IOException {
        return answer(InetAddress.getLoopbackAddress(), cloud.endpoint().getPort(), lines);
    }

    private static String answer(InetAddress address, int port, String... lines) throws IOException {
        String request =
                String.join("\r\n", lines).replace("PORT", Integer.toString(port)) + "\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket(address, port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
