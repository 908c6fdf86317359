package dev.fargatecd.cli;

import dev.fargatecd.model.CertificateArn;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.Environment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateSummary;
import software.amazon.awssdk.services.acm.model.ResourceNotFoundException;

/**
 * Certificates of the local cloud in place of those that a definition names: their keys are AWS's and never leave it, so
 * each environment gets one of its own.
 */
final class LocalCertificates {
    private final AcmClient acm;

    LocalCertificates(AcmClient acm) {
        this.acm = acm;
    }

    /** Whether any environment of the delivery answers HTTPS; where none does, nothing here is needed. */
    static boolean areNeededBy(Delivery delivery) {
        return delivery.environments().stream()
                .anyMatch(environment -> environment.certificate().isPresent());
    }

    /** The same delivery with certificates that the local cloud has; those it has already stay. */
    Delivery in(Delivery delivery) {
        List<Environment> environments = delivery.environments().stream()
                .map(environment -> new Environment(
                        environment.name(),
                        environment.network(),
                        environment.desiredCount(),
                        environment.approval(),
                        environment.certificate().map(arn -> standIn(delivery, environment, arn))))
                .toList();
        return new Delivery(delivery.application(), delivery.pipeline(), environments);
    }

    private CertificateArn standIn(Delivery delivery, Environment environment, CertificateArn named) {
        try {
            acm.describeCertificate(request -> request.certificateArn(named.value()));
            return named;
        } catch (ResourceNotFoundException ofAws) {
            String domain = environment.name() + "." + delivery.application() + ".localhost";
            Optional<String> made = certificates().stream()
                    .filter(certificate -> certificate.domainName().equals(domain))
                    .map(CertificateSummary::certificateArn)
                    .findFirst();
            return new CertificateArn(made.orElseGet(() -> acm.requestCertificate(request -> request.domainName(domain))
                    .certificateArn()));
        }
    }

    /** What trusts the local cloud's certificates, and no other. */
    SSLContext trust() {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (CertificateSummary certificate : certificates()) {
                byte[] pem = acm.getCertificate(request -> request.certificateArn(certificate.certificateArn()))
                        .certificate()
                        .getBytes(StandardCharsets.US_ASCII);
                store.setCertificateEntry(
                        certificate.certificateArn(),
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("the local cloud's certificates can't be trusted", impossible);
        }
    }

    private List<CertificateSummary> certificates() {
        List<CertificateSummary> all = new ArrayList<>();
        acm.listCertificatesPaginator().certificateSummaryList().forEach(all::add);
        return all;
    }
}
