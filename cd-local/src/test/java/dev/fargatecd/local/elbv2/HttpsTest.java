package dev.fargatecd.local.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.ResourceInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CertificateNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.OperationNotPermittedException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SslPolicyNotFoundException;

/** Load balancers over HTTPS, with clients that trust the certificate and check its names. */
final class HttpsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static LocalCloud cloud;
    private static AcmClient acm;
    private static String shop;
    private static String blog;

    private BalancerFixture alb;

    @BeforeAll
    static void start() throws Exception {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        acm = cloud.client(AcmClient.class);
        shop = certificate("shop.example.com");
        blog = certificate("*.blog.example.com");
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
    void close() {
        alb.close();
    }

    private static String certificate(String domain) {
        return acm.requestCertificate(request ->
                        request.domainName(domain).keyAlgorithm("EC_prime256v1").validationMethod("DNS"))
                .certificateArn();
    }

    private String https(int port, String certificate, Action action) {
        return alb.elb
                .createListener(request -> request.loadBalancerArn(alb.balancer.loadBalancerArn())
                        .port(port)
                        .protocol("HTTPS")
                        .certificates(Certificate.builder()
                                .certificateArn(certificate)
                                .build())
                        .defaultActions(action))
                .listeners()
                .get(0)
                .listenerArn();
    }

    private static Action redirectTo(String protocol, String port) {
        return Action.builder()
                .type(ActionTypeEnum.REDIRECT)
                .redirectConfig(to -> to.protocol(protocol).port(port).statusCode("HTTP_301"))
                .build();
    }

    /** Trusts these certificates and no others. */
    private static SSLContext trusting(String... arns) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        for (String arn : arns) {
            String pem =
                    acm.getCertificate(request -> request.certificateArn(arn)).certificate();
            trusted.setCertificateEntry(
                    arn,
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static HttpClient client(String arn) throws Exception {
        return HttpClient.newBuilder()
                .sslContext(trusting(arn))
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .connectTimeout(PATIENCE)
                .build();
    }

    private HttpResponse<String> get(HttpClient client, String scheme, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(scheme + "://" + alb.balancer.dnsName() + path))
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void servesHttpAndHttpsAtOneName() throws Exception {
        https(443, shop, BalancerFixture.fixed("200", "safe"));
        HttpClient client = client(shop);

        assertThat(get(client, "https", "/").body()).isEqualTo("safe");
        assertThat(get(client, "http", "/").body()).isEqualTo("no such service");
        assertThatExceptionOfType(SSLHandshakeException.class)
                .isThrownBy(() -> get(HttpClient.newHttpClient(), "https", "/"));
    }

    @Test
    void sendsClientsFromHttpToHttps() throws Exception {
        https(443, shop, BalancerFixture.fixed("200", "safe"));
        alb.elb.modifyListener(request -> request.listenerArn(alb.listener).defaultActions(redirectTo("HTTPS", "443")));

        HttpResponse<String> answer = get(client(shop), "http", "/a/b?c=d");
        assertThat(answer.body()).isEqualTo("safe");
        assertThat(answer.uri()).hasToString("https://" + alb.balancer.dnsName() + "/a/b?c=d");
        assertThat(answer.previousResponse().orElseThrow().statusCode()).isEqualTo(301);
    }

    @Test
    void leadsARedirectToTheOtherListenerWhicheverWasMadeFirst() throws Exception {
        alb.elb.deleteListener(request -> request.listenerArn(alb.listener));
        https(443, shop, BalancerFixture.fixed("200", "safe"));
        alb.elb.createListener(request -> request.loadBalancerArn(alb.balancer.loadBalancerArn())
                .port(80)
                .protocol("HTTP")
                .defaultActions(redirectTo("HTTPS", "443")));

        assertThat(get(client(shop), "http", "/").body()).isEqualTo("safe");
    }

    @Test
    void tellsTargetsThatTheClientCameOverHttps() throws Exception {
        String listener = https(443, shop, BalancerFixture.fixed("404", ""));
        try (Program program = new Program(exchange -> Program.answer(
                exchange, 200, String.valueOf(exchange.getRequestHeaders().getFirst("X-Forwarded-Proto"))))) {
            String group = alb.group();
            alb.elb.createRule(request -> request.listenerArn(listener)
                    .priority(1)
                    .conditions(BalancerFixture.path("/"))
                    .actions(BalancerFixture.forward(group)));
            alb.awaitState(group, alb.register(group, program.socket()), "healthy");

            assertThat(get(client(shop), "https", "/").body()).isEqualTo("https");
        }
    }

    @Test
    void choosesTheCertificateByTheNameThatIsAskedFor() throws Exception {
        String listener = https(443, shop, BalancerFixture.fixed("200", ""));
        alb.elb.addListenerCertificates(request -> request.listenerArn(listener)
                .certificates(Certificate.builder().certificateArn(blog).build()));

        assertThat(presented("today.blog.example.com")).isEqualTo("CN=*.blog.example.com");
        assertThat(presented("shop.example.com")).isEqualTo("CN=shop.example.com");
        assertThat(presented("a.b.blog.example.com")).isEqualTo("CN=shop.example.com");
        assertThat(alb.elb
                        .describeListenerCertificates(request -> request.listenerArn(listener))
                        .certificates())
                .extracting(Certificate::certificateArn, Certificate::isDefault)
                .containsExactly(tuple(shop, true), tuple(blog, false));

        alb.elb.removeListenerCertificates(request -> request.listenerArn(listener)
                .certificates(Certificate.builder().certificateArn(blog).build()));
        assertThat(presented("today.blog.example.com")).isEqualTo("CN=shop.example.com");
        assertThatExceptionOfType(OperationNotPermittedException.class)
                .isThrownBy(() -> alb.elb.removeListenerCertificates(request -> request.listenerArn(listener)
                        .certificates(Certificate.builder().certificateArn(shop).build())));
    }

    /** The subject of the certificate that a client is shown which asks for that name. */
    private String presented(String name) throws Exception {
        try (SSLSocket socket = connect(shop, blog)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName();
        }
    }

    private SSLSocket connect(String... trusted) throws Exception {
        URI uri = URI.create("https://" + alb.balancer.dnsName());
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), uri.getPort());
        return (SSLSocket) trusting(trusted).getSocketFactory().createSocket(plain, "127.0.0.1", uri.getPort(), true);
    }

    @Test
    void speaksTheVersionsOfTlsThatThePolicySays() throws Exception {
        String listener = https(443, shop, BalancerFixture.fixed("200", ""));
        assertThat(spoken("TLSv1.2")).isEqualTo("TLSv1.2");
        alb.elb.modifyListener(
                request -> request.listenerArn(listener).sslPolicy("ELBSecurityPolicy-TLS13-1-3-2021-06"));

        assertThat(spoken("TLSv1.2", "TLSv1.3")).isEqualTo("TLSv1.3");
        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> spoken("TLSv1.2"));
    }

    private String spoken(String... versions) throws Exception {
        try (SSLSocket socket = connect(shop)) {
            socket.setEnabledProtocols(versions);
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    @Test
    void tunnelsWebSocketsOverHttps() throws Exception {
        String listener = https(443, shop, BalancerFixture.fixed("404", ""));
        try (RawProgram program = new RawProgram(TrafficTest::echoWebSocket)) {
            String group = alb.group();
            alb.elb.createRule(request -> request.listenerArn(listener)
                    .priority(1)
                    .conditions(BalancerFixture.path("/echo"))
                    .actions(BalancerFixture.forward(group)));
            alb.awaitState(group, alb.register(group, program.socket()), "healthy");
            CompletableFuture<String> answer = new CompletableFuture<>();
            WebSocket socket = client(shop)
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("wss://" + alb.balancer.dnsName() + "/echo"), new WebSocket.Listener() {
                        @Override
                        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                            answer.complete(text.toString());
                            return CompletableFuture.completedStage(null);
                        }
                    })
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            socket.sendText("hello", true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("hello");
            socket.abort();
        }
    }

    @Test
    void saysThatHttpCameToAPortOfHttps() throws Exception {
        alb.elb.deleteListener(request -> request.listenerArn(alb.listener));
        https(443, shop, BalancerFixture.fixed("200", ""));

        HttpResponse<String> answer = get(client(shop), "http", "/");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("The plain HTTP request was sent to HTTPS port");
    }

    @Test
    void keepsACertificateThatIsInUse() {
        String used = certificate("used.example.com");
        String listener = https(443, used, BalancerFixture.fixed("200", ""));
        assertThat(acm.describeCertificate(request -> request.certificateArn(used))
                        .certificate()
                        .inUseBy())
                .containsExactly(alb.balancer.loadBalancerArn());
        assertThatExceptionOfType(ResourceInUseException.class)
                .isThrownBy(() -> acm.deleteCertificate(request -> request.certificateArn(used)))
                .withMessageContaining("is in use");

        alb.elb.deleteListener(request -> request.listenerArn(listener));
        acm.deleteCertificate(request -> request.certificateArn(used));
    }

    @Test
    void refusesWhatElasticLoadBalancingRefuses() {
        assertThatExceptionOfType(CertificateNotFoundException.class)
                .isThrownBy(() -> https(443, shop + "0", BalancerFixture.fixed("200", "")))
                .withMessageContaining("Certificate '" + shop + "0' not found");
        assertThatExceptionOfType(AwsServiceException.class)
                .isThrownBy(
                        () -> alb.elb.createListener(request -> request.loadBalancerArn(alb.balancer.loadBalancerArn())
                                .port(443)
                                .protocol("HTTPS")
                                .defaultActions(BalancerFixture.fixed("200", ""))))
                .withMessageContaining("A certificate must be specified for HTTPS listeners");
        assertThatExceptionOfType(AwsServiceException.class)
                .isThrownBy(() -> alb.elb.modifyListener(request -> request.listenerArn(alb.listener)
                        .certificates(Certificate.builder().certificateArn(shop).build())))
                .withMessageContaining("A certificate cannot be specified for HTTP listeners");
        String listener = https(443, shop, BalancerFixture.fixed("200", ""));
        assertThatExceptionOfType(SslPolicyNotFoundException.class)
                .isThrownBy(() -> alb.elb.modifyListener(
                        request -> request.listenerArn(listener).sslPolicy("ELBSecurityPolicy-None")));
    }
}
