package dev.fargatecd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import dev.fargatecd.model.CertificateArn;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.Environment;
import dev.fargatecd.templates.definition.Definition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.acm.AcmClient;

/** A definition with certificates of AWS, put on the local cloud. */
final class LocalCertificatesTest {
    private static final String AWS =
            "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";

    @Test
    void standInForThoseOfAwsAndStayTheSame() throws Exception {
        Delivery delivery =
                Definition.read("fargate-cd.yml", """
                version: 1
                application: shop
                environments:
                  test: { network: { create: true } }
                  production: { certificate: "%s", network: { create: true } }
                """.formatted(AWS)).orElseThrow();
        assertThat(LocalCertificates.areNeededBy(delivery)).isTrue();

        try (LocalCloud cloud = LocalCloud.start(LocalCloudOptions.defaults())) {
            AcmClient acm = cloud.client(AcmClient.class);
            Delivery local = new LocalCertificates(acm).in(delivery);

            List<Optional<CertificateArn>> arns =
                    local.environments().stream().map(Environment::certificate).toList();
            assertThat(arns.get(0)).isEmpty();
            String arn = arns.get(1).orElseThrow().value();
            assertThat(arn).startsWith("arn:aws:acm:us-east-1:000000000000:").isNotEqualTo(AWS);
            assertThat(acm.describeCertificate(request -> request.certificateArn(arn))
                            .certificate()
                            .domainName())
                    .isEqualTo("production.shop.localhost");
            assertThat(new LocalCertificates(acm).in(delivery)).isEqualTo(local);
            assertThat(new LocalCertificates(acm).in(local)).isEqualTo(local);
        }
    }
}
