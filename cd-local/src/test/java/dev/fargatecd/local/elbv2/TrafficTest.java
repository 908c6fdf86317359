package dev.fargatecd.local.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import dev.fargatecd.local.kernel.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.QueryStringKeyValuePair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;

/** Requests over real HTTP, through load balancers to programs. */
final class TrafficTest {
    private static LocalCloud cloud;

    private BalancerFixture alb;

    @BeforeAll
    static void start() throws Exception {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @BeforeEach
    void make() {
        alb = new BalancerFixture(cloud);
    }

    @AfterEach
    void delete() {
        alb.close();
    }

    @Test
    void answersTheDefaultActionByItself() throws Exception {
        HttpResponse<String> answer = alb.get("/anything");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("no such service");
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain");
        assertThat(answer.headers().firstValue("server")).hasValue("awselb/2.0");
    }

    @Test
    void choosesTheRuleByPriorityAndEveryKindOfCondition() throws Exception {
        alb.rule(
                BalancerFixture.fixed("200", "post"),
                RuleCondition.builder()
                        .field("http-request-method")
                        .httpRequestMethodConfig(config -> config.values("POST"))
                        .build());
        alb.rule(
                BalancerFixture.fixed("200", "header"),
                RuleCondition.builder()
                        .field("http-header")
                        .httpHeaderConfig(
                                config -> config.httpHeaderName("X-Colour").values("*RED*"))
                        .build());
        alb.rule(
                BalancerFixture.fixed("200", "query"),
                RuleCondition.builder()
                        .field("query-string")
                        .queryStringConfig(config -> config.values(QueryStringKeyValuePair.builder()
                                .key("version")
                                .value("2?")
                                .build()))
                        .build());
        alb.rule(
                BalancerFixture.fixed("200", "host"),
                RuleCondition.builder()
                        .field("host-header")
                        .hostHeaderConfig(config -> config.values("LOCALHOST"))
                        .build());
        alb.rule(BalancerFixture.fixed("200", "elsewhere"), sourceIp("10.0.0.0/8"));
        alb.rule(BalancerFixture.fixed("200", "path"), BalancerFixture.path("/app", "/app/*"), sourceIp("127.0.0.0/8"));
        assertThat(alb.send(HttpRequest.newBuilder(alb.uri("/app")).POST(HttpRequest.BodyPublishers.noBody()))
                        .body())
                .isEqualTo("post");
        assertThat(alb.send(HttpRequest.newBuilder(alb.uri("/app")).header("x-colour", "dark red"))
                        .body())
                .isEqualTo("header");
        assertThat(alb.get("/app?a=b&version=21").body()).isEqualTo("query");
        assertThat(alb.send(HttpRequest.newBuilder(
                                URI.create(alb.uri("/app").toString().replace("127.0.0.1", "localhost"))))
                        .body())
                .isEqualTo("host");
        assertThat(alb.get("/app").body()).isEqualTo("path");
        assertThat(alb.get("/app/hello?version=3").body()).isEqualTo("path");
        assertThat(alb.get("/App").statusCode()).isEqualTo(404);
        assertThat(alb.get("/application").statusCode()).isEqualTo(404);
    }

    @Test
    void redirectsWithTheRequestsOwnParts() throws Exception {
        alb.rule(
                Action.builder()
                        .type(ActionTypeEnum.REDIRECT)
                        .redirectConfig(to -> to.path("/new/#{path}").statusCode("HTTP_302"))
                        .build(),
                BalancerFixture.path("/old/*"));
        HttpResponse<String> answer = alb.get("/old/page?a=b");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("location"))
                .hasValue("http://" + alb.balancer.dnsName() + "/new/old/page?a=b");
    }

    @Test
    void tellsTheTargetOfTheClientAndKeepsTheHost() throws Exception {
        try (Program echo = new Program(exchange -> Program.answer(exchange, 200, headers(exchange)))) {
            alb.serve("/*", echo.socket());
            String seen = alb.send(
                            HttpRequest.newBuilder(alb.uri("/a%20b?c=%7Bd")).header("X-Forwarded-For", "203.0.113.9"))
                    .body();
            assertThat(seen)
                    .contains("GET /a%20b?c=%7Bd")
                    .contains("X-forwarded-for: 203.0.113.9, 127.0.0.1")
                    .contains("X-forwarded-proto: http")
                    .contains("X-forwarded-port: " + alb.uri("/").getPort())
                    .containsPattern("X-amzn-trace-id: Root=1-[0-9a-f]{8}-[0-9a-f]{24}")
                    .contains("Host: " + alb.balancer.dnsName())
                    .doesNotContain("Via:");
        }
    }

    @Test
    void sharesRequestsOutByWeight() throws Exception {
        try (Program heavy = Program.saying("heavy");
                Program light = Program.saying("light")) {
            String first = alb.group();
            String second = alb.group();
            alb.rule(
                    Action.builder()
                            .type(ActionTypeEnum.FORWARD)
                            .forwardConfig(config -> config.targetGroups(
                                    TargetGroupTuple.builder()
                                            .targetGroupArn(first)
                                            .weight(3)
                                            .build(),
                                    TargetGroupTuple.builder()
                                            .targetGroupArn(second)
                                            .weight(1)
                                            .build()))
                            .build(),
                    BalancerFixture.path("/*"));
            alb.awaitState(first, alb.register(first, heavy.socket()), "healthy");
            alb.awaitState(second, alb.register(second, light.socket()), "healthy");
            int heavies = 0;
            for (int i = 0; i < 40; i++) {
                heavies += alb.get("/").body().equals("heavy") ? 1 : 0;
            }
            assertThat(heavies).isBetween(29, 31);
        }
    }

    @Test
    void givesTargetsTheirTurn() throws Exception {
        try (Program one = Program.saying("one");
                Program two = Program.saying("two")) {
            String group = alb.serve("/*", one.socket());
            alb.awaitState(group, alb.register(group, two.socket()), "healthy");
            List<String> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                answers.add(alb.get("/").body());
            }
            assertThat(answers).containsExactlyInAnyOrder("one", "one", "two", "two");
        }
    }

    @Test
    void answers503WithoutTargets() throws Exception {
        alb.rule(BalancerFixture.forward(alb.group()), BalancerFixture.path("/*"));
        HttpResponse<String> answer = alb.get("/");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("<center><h1>503 Service Temporarily Unavailable</h1></center>");
    }

    @Test
    void answers502WhereTheTargetHangsUpOrIsNotThere() throws Exception {
        try (RawProgram rude = new RawProgram(client -> {
            if (RawProgram.readHead(client).startsWith("GET /health")) {
                RawProgram.write(client, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            }
        })) {
            alb.serve("/rude", rude.socket());
            assertThat(alb.get("/rude").statusCode()).isEqualTo(502);
        }
        String group = alb.group();
        alb.rule(BalancerFixture.forward(group), BalancerFixture.path("/gone"));
        try (ServerSocket unused = new ServerSocket(0)) {
            int port = unused.getLocalPort();
            unused.close();
            alb.register(group, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
        HttpResponse<String> answer = alb.get("/gone"); // no target is healthy: fails open
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("502 Bad Gateway");
    }

    @Test
    void answers504WhereTheTargetIsSilentForTooLong() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (Program slow = new Program(exchange -> {
            if (!exchange.getRequestURI().getPath().equals("/health")) {
                await(over);
            }
            Program.answer(exchange, 200, "late");
        })) {
            alb.attribute("idle_timeout.timeout_seconds", "1");
            alb.serve("/*", slow.socket());
            HttpResponse<String> answer = alb.get("/slow");
            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(answer.body()).contains("504 Gateway Time-out");
        } finally {
            over.countDown();
        }
    }

    @Test
    void asksAgainWhereAKeptConnectionIsClosed() throws Exception {
        try (RawProgram closing = new RawProgram(client -> {
            RawProgram.readHead(client);
            RawProgram.write(client, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            RawProgram.readHead(client); // takes the next request, and hangs up without an answer
        })) {
            alb.serve("/*", closing.socket());
            for (int i = 0; i < 20; i++) {
                assertThat(alb.get("/" + i).statusCode()).as("request " + i).isEqualTo(200);
            }
            HttpResponse<String> posted =
                    alb.send(HttpRequest.newBuilder(alb.uri("/")).POST(HttpRequest.BodyPublishers.ofString("once")));
            assertThat(posted.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void finishesWhatIsInFlightWhileDraining() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (Program slow = new Program(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/slow")) {
                arrived.countDown();
                await(go);
            }
            Program.answer(exchange, 200, "done");
        })) {
            String group = alb.group();
            alb.rule(BalancerFixture.forward(group), BalancerFixture.path("/*"));
            String address = alb.register(group, slow.socket());
            alb.awaitState(group, address, "healthy");
            CompletableFuture<HttpResponse<String>> inFlight = alb.http.sendAsync(
                    HttpRequest.newBuilder(alb.uri("/slow")).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(arrived.await(5, TimeUnit.SECONDS)).isTrue();
            alb.deregister(group, address);
            assertThat(alb.health(group, address).reasonAsString()).isEqualTo("Target.DeregistrationInProgress");
            assertThat(alb.get("/new").statusCode()).isEqualTo(503);
            go.countDown();
            assertThat(inFlight.get(5, TimeUnit.SECONDS).body()).isEqualTo("done");
            alb.awaitState(group, address, "unused");
            assertThat(alb.health(group, address).reasonAsString()).isEqualTo("Target.NotRegistered");
        }
    }

    @Test
    void doesNotWaitLongerThanTheDeregistrationDelay() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(1);
        try (Program stuck = new Program(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/stuck")) {
                arrived.countDown();
                await(over);
            }
            Program.answer(exchange, 200, "done");
        })) {
            String group = alb.serve("/*", stuck.socket());
            alb.drainFor(group, 1);
            String address = alb.elb
                    .describeTargetHealth(r -> r.targetGroupArn(group))
                    .targetHealthDescriptions()
                    .get(0)
                    .target()
                    .id();
            CompletableFuture<HttpResponse<String>> inFlight = alb.http.sendAsync(
                    HttpRequest.newBuilder(alb.uri("/stuck")).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(arrived.await(5, TimeUnit.SECONDS)).isTrue();
            alb.deregister(group, address);
            alb.awaitState(group, address, "unused");
            assertThat(inFlight).isNotDone();
        } finally {
            over.countDown();
        }
    }

    /** Replaces targets one after the other, as a rolling deployment does, while eight clients ask all the time. */
    @Test
    void failsNoRequestWhileTargetsAreReplacedUnderLoad() throws Exception {
        long seed = 20261123L;
        SplittableRandom random = new SplittableRandom(seed);
        Deque<Program> running = new ArrayDeque<>();
        Deque<String> addresses = new ArrayDeque<>();
        String group = alb.group();
        alb.rule(BalancerFixture.forward(group), BalancerFixture.path("/*"));
        AtomicInteger answered = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            add(group, running, addresses);
            List<Future<List<String>>> failures = IntStream.range(0, 8)
                    .mapToObj(client -> random.split())
                    .map(own -> clients.submit(() -> load(own, over, answered)))
                    .toList();
            for (int replacement = 0; replacement < 8; replacement++) {
                add(group, running, addresses);
                String old = addresses.removeFirst();
                alb.deregister(group, old);
                alb.awaitState(group, old, "unused");
                running.removeFirst().close();
            }
            over.set(true);
            for (Future<List<String>> failed : failures) {
                assertThat(failed.get(10, TimeUnit.SECONDS)).as("seed " + seed).isEmpty();
            }
            assertThat(answered.get()).isGreaterThan(100);
        } finally {
            over.set(true);
            clients.shutdownNow();
            running.forEach(Program::close);
        }
    }

    @Test
    void passesWebSocketsBothWaysUntilTheTargetHasDrained() throws Exception {
        try (RawProgram echo = new RawProgram(TrafficTest::echoWebSocket)) {
            String group = alb.group();
            alb.drainFor(group, 1);
            alb.rule(BalancerFixture.forward(group), BalancerFixture.path("/*"));
            String address = alb.register(group, echo.socket());
            alb.awaitState(group, address, "healthy");
            CountDownLatch hungUp = new CountDownLatch(1);
            BlockingQueue<String> received = new LinkedBlockingQueue<>();
            WebSocket socket = alb.http
                    .newWebSocketBuilder()
                    .connectTimeout(Duration.ofSeconds(5))
                    .buildAsync(URI.create("ws://" + alb.balancer.dnsName() + "/chat"), new WebSocket.Listener() {
                        @Override
                        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                            received.add(data.toString());
                            from.request(1);
                            return CompletableFuture.completedFuture(null);
                        }

                        @Override
                        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
                            hungUp.countDown();
                            return CompletableFuture.completedFuture(null);
                        }

                        @Override
                        public void onError(WebSocket from, Throwable error) {
                            hungUp.countDown();
                        }
                    })
                    .get(5, TimeUnit.SECONDS);
            for (String text : List.of("hello", "world")) {
                socket.sendText(text, true).get(5, TimeUnit.SECONDS);
                assertThat(received.poll(5, TimeUnit.SECONDS)).isEqualTo(text);
            }
            alb.deregister(group, address);
            assertThat(alb.health(group, address).stateAsString()).isEqualTo("draining");
            alb.awaitState(group, address, "unused");
            assertThat(hungUp.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void streamsLargeChunkedBodies() throws Exception {
        byte[] part = new byte[64 << 10];
        new SplittableRandom(7).nextBytes(part);
        int parts = 300;
        MessageDigest expected = MessageDigest.getInstance("SHA-256");
        IntStream.range(0, parts).forEach(i -> expected.update(part));
        try (Program digest = new Program(exchange -> Program.answer(exchange, 200, digest(exchange)))) {
            alb.serve("/*", digest.socket());
            HttpResponse<String> answer = alb.send(HttpRequest.newBuilder(alb.uri("/upload"))
                    .POST(HttpRequest.BodyPublishers.ofByteArrays(Collections.nCopies(parts, part))));
            assertThat(answer.body()).isEqualTo(HexFormat.of().formatHex(expected.digest()));
        }
    }

    @Test
    void passesServerSentEventsOnAsTheyCome() throws Exception {
        CountDownLatch firstSeen = new CountDownLatch(1);
        try (Program events = new Program(exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write("data: first\n\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
                if (exchange.getRequestURI().getPath().equals("/events")) {
                    await(firstSeen);
                }
                out.write("data: second\n\n".getBytes(StandardCharsets.UTF_8));
            }
        })) {
            alb.serve("/*", events.socket());
            HttpResponse<InputStream> answer = alb.http.send(
                    HttpRequest.newBuilder(alb.uri("/events")).build(), HttpResponse.BodyHandlers.ofInputStream());
            byte[] first = answer.body().readNBytes("data: first\n\n".length());
            assertThat(new String(first, StandardCharsets.UTF_8)).isEqualTo("data: first\n\n");
            firstSeen.countDown();
            assertThat(new String(answer.body().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("data: second\n\n");
        }
    }

    @Test
    void checksATargetFromBeforeItListensUntilItPasses() throws Exception {
        String group = alb.group();
        String address = BalancerFixture.address();
        alb.register(group, address);
        assertThat(alb.health(group, address).reasonAsString()).isEqualTo("Target.NotInUse");
        long before = cloud.journal().since(0).size();
        alb.rule(BalancerFixture.forward(group), BalancerFixture.path("/*"));
        assertThat(alb.health(group, address).stateAsString()).isEqualTo("initial");
        BlockingQueue<String> agents = new LinkedBlockingQueue<>();
        try (Program late = new Program(exchange -> {
            agents.add(String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")) + " "
                    + exchange.getRequestURI());
            Program.answer(exchange, 200, "");
        })) {
            cloud.addresses().add(address, BalancerFixture.PORT, late.socket());
            alb.awaitState(group, address, "healthy");
        }
        assertThat(agents).containsExactly("ELB-HealthChecker/2.0 /health");
        TargetHealth health = alb.health(group, address);
        assertThat(health.reason()).isNull();
        List<Event> changes = cloud.journal().since(before).stream()
                .filter(event -> event.type().equals("ELB Target Health Change"))
                .filter(event -> event.resources().equals(List.of(group)))
                .toList();
        assertThat(changes)
                .extracting(event -> event.text("state") + " " + event.text("reason"))
                .containsExactly("initial Elb.RegistrationInProgress", "initial Elb.InitialHealthChecking", "healthy ");
        assertThat(changes.get(0).source()).isEqualTo("local.elasticloadbalancing");
        assertThat(changes.get(0).text("targetId")).isEqualTo(address);
        assertThat(changes.get(0).detail()).containsEntry("port", BalancerFixture.PORT);
    }

    @Test
    void closesItsPortWithTheLoadBalancer() throws Exception {
        assertThat(alb.get("/").statusCode()).isEqualTo(404);
        alb.elb.deleteListener(r -> r.listenerArn(alb.listener));
        assertThatThrownBy(() -> alb.get("/")).isInstanceOf(IOException.class);
        alb.elb.deleteLoadBalancer(r -> r.loadBalancerArn(alb.balancer.loadBalancerArn()));
        assertThatThrownBy(() -> alb.get("/")).isInstanceOf(ConnectException.class);
    }

    private void add(String group, Deque<Program> running, Deque<String> addresses) throws Exception {
        Program program = Program.saying("ok");
        running.addLast(program);
        String address = alb.register(group, program.socket());
        addresses.addLast(address);
        alb.awaitState(group, address, "healthy");
    }

    private List<String> load(SplittableRandom random, AtomicBoolean over, AtomicInteger answered) {
        List<String> failures = new ArrayList<>();
        for (int i = 0; !over.get(); i++) {
            try {
                HttpRequest.Builder request = HttpRequest.newBuilder(alb.uri("/" + i));
                HttpResponse<String> answer = alb.send(
                        random.nextInt(4) == 0
                                ? request.POST(HttpRequest.BodyPublishers.ofByteArray(new byte[random.nextInt(20_000)]))
                                : request);
                if (answer.statusCode() != 200) {
                    failures.add(answer.statusCode() + " " + answer.body());
                }
                answered.incrementAndGet();
            } catch (Exception failure) {
                failures.add(failure.toString());
            }
        }
        return failures;
    }

    private static RuleCondition sourceIp(String block) {
        return RuleCondition.builder()
                .field("source-ip")
                .sourceIpConfig(config -> config.values(block))
                .build();
    }

    private static String headers(HttpExchange exchange) {
        StringBuilder text = new StringBuilder(exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n");
        exchange.getRequestHeaders()
                .forEach((name, values) -> text.append(name)
                        .append(": ")
                        .append(String.join(", ", values))
                        .append('\n'));
        return text.toString();
    }

    private static String digest(HttpExchange exchange) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[8192];
            for (int read; (read = exchange.getRequestBody().read(buffer)) >= 0; ) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IOException(impossible);
        }
    }

    /** A WebSocket server of its own: the handshake, then each short frame back. */
    static void echoWebSocket(Socket client) throws IOException {
        String head = RawProgram.readHead(client);
        String key = head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
        if (key.isEmpty()) {
            RawProgram.write(client, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        RawProgram.write(
                client,
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n");
        InputStream in = client.getInputStream();
        for (int first; (first = in.read()) >= 0; ) {
            int length = in.read() & 0x7f;
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            client.getOutputStream().write(new byte[] {(byte) first, (byte) length});
            client.getOutputStream().write(payload);
        }
    }

    private static String accept(String key) throws IOException {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                    .getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IOException(impossible);
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IOException("waited 20 s in vain for the test to go on");
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new IOException(closing);
        }
    }
}
