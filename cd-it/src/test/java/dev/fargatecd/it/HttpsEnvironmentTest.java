package dev.fargatecd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.aws.Stacks;
import dev.fargatecd.it.suite.TargetCloud;
import dev.fargatecd.model.Approval;
import dev.fargatecd.model.CertificateArn;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.DesiredCount;
import dev.fargatecd.model.Environment;
import dev.fargatecd.model.EnvironmentName;
import dev.fargatecd.model.Network;
import dev.fargatecd.templates.Rendering;
import dev.fargatecd.templates.environment.EnvironmentTemplate;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import software.amazon.awssdk.services.acm.AcmClient;

/** An environment that gets a certificate: from then on it answers HTTPS, and leads there who comes by HTTP. */
@DisabledIfSystemProperty(
        named = "target",
        matches = "(?!embedded|in-process).*",
        disabledReason = "it is about the local cloud; the contracts are for every target")
final class HttpsEnvironmentTest {
    @Test
    void answersHttpsOnceItHasACertificateOnTheListenerThatServicesUse() throws Exception {
        try (TargetCloud target = TargetCloud.open()) {
            AcmClient acm = target.client(AcmClient.class);
            String arn = acm.requestCertificate(request -> request.domainName("shop.example.com"))
                    .certificateArn();
            Map<String, String> before = deployed(target, Optional.empty());
            assertThat(before.get("Url")).startsWith("http://");

            Map<String, String> after = deployed(target, Optional.of(new CertificateArn(arn)));

            assertThat(after.get("ListenerArn")).isEqualTo(before.get("ListenerArn"));
            HttpClient client = trusting(
                    acm.getCertificate(request -> request.certificateArn(arn)).certificate());
            HttpResponse<String> https = get(client, after.getOrDefault("Url", ""));
            assertThat(after.get("Url")).startsWith("https://");
            assertThat(https.statusCode()).isEqualTo(404);
            assertThat(https.body()).contains("No service has this path.");
            HttpResponse<String> http = get(client, before.getOrDefault("Url", ""));
            assertThat(http.statusCode()).isEqualTo(301);
            assertThat(http.headers().firstValue("Location"))
                    .hasValueSatisfying(location -> assertThat(location).startsWith(after.get("Url")));
        }
    }

    /** The outputs of the environment's stack, made or changed. */
    private static Map<String, String> deployed(TargetCloud target, Optional<CertificateArn> certificate) {
        Delivery delivery = Delivery.of(
                Greeter.delivery("shop").application(),
                List.of(new Environment(
                        new EnvironmentName("test"),
                        new Network.Created(),
                        DesiredCount.ONE,
                        Approval.NONE,
                        certificate)));
        String template =
                Rendering.of(delivery).file(Rendering.ENVIRONMENT).orElseThrow().content();
        Stacks stacks = target.deliveries().stacks();
        stacks.deploy(new Stacks.Request(
                "shop-test-environment", template, Map.of(EnvironmentTemplate.NAME_PARAMETER, "test"), Map.of()));
        return stacks.find("shop-test-environment").orElseThrow().outputs();
    }

    private static HttpClient trusting(String certificate) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry(
                "local",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .sslContext(context)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    private static HttpResponse<String> get(HttpClient client, String url) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(url + "/"))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                BodyHandlers.ofString());
    }
}
