package dev.fargatecd.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.ResourceNotFoundException;

/** A load balancer over HTTPS with its certificate, made, changed and deleted by a stack. */
final class HttpsStackTest {
    @Test
    void makesReplacesAndDeletesACertificateThatIsServedWith() throws Exception {
        try (LocalCloud cloud = LocalCloud.start(LocalCloudOptions.defaults())) {
            StackDriver stacks = new StackDriver(cloud);
            AcmClient acm = cloud.client(AcmClient.class);
            stacks.create("https", Fixture.text("https.yml"));

            assertThat(stacks.story("https").get(stacks.story("https").size() - 1))
                    .isEqualTo("https CREATE_COMPLETE");
            String address = stacks.outputOf("https", "Address");
            assertThat(location("http://" + address + "/a")).isEqualTo("https://" + address + "/a");
            String first = stacks.outputOf("https", "Certificate");
            CertificateDetail detail = describe(acm, first);
            assertThat(detail.inUseBy()).containsExactly(stacks.physicalId("https", "LoadBalancer"));
            assertThat(detail.options().certificateTransparencyLoggingPreferenceAsString())
                    .isEqualTo("DISABLED");

            stacks.update("https", Fixture.text("https.yml"), "Domain", "store.example.com");
            String second = stacks.outputOf("https", "Certificate");
            assertThat(describe(acm, second).domainName()).isEqualTo("store.example.com");
            assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> describe(acm, first));

            stacks.delete("https");
            assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> describe(acm, second));
        }
    }

    private static CertificateDetail describe(AcmClient acm, String arn) {
        return acm.describeCertificate(request -> request.certificateArn(arn)).certificate();
    }

    private static String location(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }
}
