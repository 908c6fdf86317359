package dev.fargatecd.local.acm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import dev.fargatecd.local.tls.Identity;
import dev.fargatecd.local.tls.KeyKind;
import dev.fargatecd.local.tls.SelfSigned;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.AcmException;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.CertificateSummary;
import software.amazon.awssdk.services.acm.model.CertificateType;
import software.amazon.awssdk.services.acm.model.DomainStatus;
import software.amazon.awssdk.services.acm.model.InvalidArnException;
import software.amazon.awssdk.services.acm.model.InvalidParameterException;
import software.amazon.awssdk.services.acm.model.KeyAlgorithm;
import software.amazon.awssdk.services.acm.model.ResourceNotFoundException;
import software.amazon.awssdk.services.acm.model.Tag;
import software.amazon.awssdk.services.acm.model.ValidationException;

/** Certificate Manager, over HTTP with the SDK's client. */
final class AcmServiceTest {
    private static LocalCloud cloud;
    private static AcmClient acm;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        acm = AcmClient.builder()
                .endpointOverride(cloud.endpoint())
                .region(Region.of(cloud.scope().region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        cloud.rootKey().id(), cloud.rootKey().secret())))
                .build();
    }

    @AfterAll
    static void close() {
        acm.close();
        cloud.close();
    }

    private static String request(String domain) {
        return acm.requestCertificate(request -> request.domainName(domain).keyAlgorithm("EC_prime256v1"))
                .certificateArn();
    }

    private static CertificateDetail describe(String arn) {
        return acm.describeCertificate(request -> request.certificateArn(arn)).certificate();
    }

    private static X509Certificate parsed(String arn) throws Exception {
        String pem = acm.getCertificate(request -> request.certificateArn(arn)).certificate();
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    @ParameterizedTest
    @CsvSource({
        "RSA_2048, SHA256WITHRSA",
        "EC_prime256v1, SHA256WITHECDSA",
        "EC_secp384r1, SHA384WITHECDSA",
    })
    void issuesACertificateThatIsGoodForItsNames(String algorithm, String signature) throws Exception {
        String arn = acm.requestCertificate(request -> request.domainName("example.com")
                        .subjectAlternativeNames("*.example.com")
                        .keyAlgorithm(algorithm)
                        .validationMethod("DNS"))
                .certificateArn();

        CertificateDetail detail = describe(arn);
        assertThat(detail.status()).isEqualTo(CertificateStatus.ISSUED);
        assertThat(detail.type()).isEqualTo(CertificateType.AMAZON_ISSUED);
        assertThat(detail.keyAlgorithmAsString()).isEqualTo(algorithm);
        assertThat(detail.signatureAlgorithm()).isEqualTo(signature);
        assertThat(detail.subjectAlternativeNames()).containsExactly("example.com", "*.example.com");
        assertThat(detail.domainValidationOptions())
                .allSatisfy(one -> assertThat(one.validationStatus()).isEqualTo(DomainStatus.SUCCESS))
                .extracting(one -> one.resourceRecord().name())
                .allSatisfy(name -> assertThat(name).endsWith(".example.com."));
        X509Certificate certificate = parsed(arn);
        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity();
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(detail.notAfter());
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(2, "example.com"),
                        List.of(2, "*.example.com"),
                        List.of(2, "localhost"),
                        List.of(7, "127.0.0.1"));
    }

    @Test
    void answersTheSameCertificateToTheSameToken() {
        String one = acm.requestCertificate(request -> request.domainName("once.example.com")
                        .keyAlgorithm("EC_prime256v1")
                        .idempotencyToken("a"))
                .certificateArn();

        assertThat(acm.requestCertificate(request ->
                                request.domainName("once.example.com").idempotencyToken("a"))
                        .certificateArn())
                .isEqualTo(one);
        assertThat(acm.requestCertificate(request ->
                                request.domainName("once.example.com").idempotencyToken("b"))
                        .certificateArn())
                .isNotEqualTo(one);
    }

    @Test
    void takesACertificateThatIsBroughtAlong() {
        Identity mine = SelfSigned.of(
                List.of("mine.example.com", "other.example.com"),
                KeyKind.EC_P256,
                BigInteger.TEN,
                Instant.now(),
                Duration.ofDays(1));
        String arn = acm.importCertificate(request -> request.certificate(SdkBytes.fromUtf8String(mine.certificate()))
                        .privateKey(SdkBytes.fromUtf8String(mine.privateKey()))
                        .tags(Tag.builder().key("from").value("me").build()))
                .certificateArn();

        CertificateDetail detail = describe(arn);
        assertThat(detail.type()).isEqualTo(CertificateType.IMPORTED);
        assertThat(detail.domainName()).isEqualTo("mine.example.com");
        assertThat(detail.keyAlgorithm()).isEqualTo(KeyAlgorithm.EC_PRIME256_V1);
        assertThat(acm.getCertificate(request -> request.certificateArn(arn)).certificate())
                .isEqualTo(mine.certificate());
        Identity other = SelfSigned.of(
                List.of("mine.example.com"), KeyKind.EC_P256, BigInteger.TWO, Instant.now(), Duration.ofDays(1));
        assertThatExceptionOfType(AcmException.class)
                .isThrownBy(() -> acm.importCertificate(
                        request -> request.certificate(SdkBytes.fromUtf8String(mine.certificate()))
                                .privateKey(SdkBytes.fromUtf8String(other.privateKey()))))
                .withMessageContaining("not one of the certificate");
    }

    @Test
    void listsTheCertificatesOfTheKindsThatAreAskedFor() {
        String rsa = acm.requestCertificate(request -> request.domainName("rsa.list.example.com"))
                .certificateArn();
        String curve = request("ec.list.example.com");

        assertThat(acm.listCertificates().certificateSummaryList())
                .extracting(CertificateSummary::certificateArn)
                .contains(rsa)
                .doesNotContain(curve);
        assertThat(acm
                        .listCertificatesPaginator(request -> request.maxItems(1)
                                .includes(kinds -> kinds.keyTypes(KeyAlgorithm.RSA_2048, KeyAlgorithm.EC_PRIME256_V1)))
                        .certificateSummaryList()
                        .stream())
                .extracting(CertificateSummary::certificateArn)
                .contains(rsa, curve);
    }

    @Test
    void keepsTags() {
        String arn = request("tags.example.com");
        acm.addTagsToCertificate(request -> request.certificateArn(arn)
                .tags(
                        Tag.builder().key("a").value("1").build(),
                        Tag.builder().key("b").value("2").build()));
        acm.removeTagsFromCertificate(request -> request.certificateArn(arn)
                .tags(
                        Tag.builder().key("a").build(),
                        Tag.builder().key("b").value("other").build()));

        assertThat(acm.listTagsForCertificate(request -> request.certificateArn(arn))
                        .tags())
                .containsExactly(Tag.builder().key("b").value("2").build());
    }

    @Test
    void forgetsACertificateThatIsDeleted() {
        String arn = request("gone.example.com");
        acm.deleteCertificate(request -> request.certificateArn(arn));

        assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> describe(arn));
    }

    @Test
    void refusesWhatCertificateManagerRefuses() {
        assertThatExceptionOfType(ValidationException.class)
                .isThrownBy(() -> request("not a name"))
                .withMessageContaining("at 'domainName' failed to satisfy constraint");
        assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() -> request("a".repeat(60) + ".example.com"));
        assertThatExceptionOfType(InvalidArnException.class).isThrownBy(() -> describe("certificate"));
        assertThatExceptionOfType(AcmException.class)
                .isThrownBy(() -> acm.requestCertificate(
                        request -> request.domainName("a.example.com").certificateAuthorityArn("arn:aws:acm-pca:x")))
                .withMessageContaining("CertificateAuthorityArn is not supported");
        assertThat(Optional.ofNullable(describe(request("b.example.com")).certificateAuthorityArn()))
                .isEmpty();
    }
}
