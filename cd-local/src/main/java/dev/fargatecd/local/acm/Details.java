package dev.fargatecd.local.acm;

import dev.fargatecd.local.tls.Identity;
import java.math.BigInteger;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.CertificateTransparencyLoggingPreference;
import software.amazon.awssdk.services.acm.model.CertificateType;
import software.amazon.awssdk.services.acm.model.DomainStatus;
import software.amazon.awssdk.services.acm.model.DomainValidation;
import software.amazon.awssdk.services.acm.model.ExtendedKeyUsage;
import software.amazon.awssdk.services.acm.model.ExtendedKeyUsageName;
import software.amazon.awssdk.services.acm.model.KeyAlgorithm;
import software.amazon.awssdk.services.acm.model.KeyUsage;
import software.amazon.awssdk.services.acm.model.KeyUsageName;
import software.amazon.awssdk.services.acm.model.RecordType;
import software.amazon.awssdk.services.acm.model.RenewalEligibility;
import software.amazon.awssdk.services.acm.model.ValidationMethod;

/** What DescribeCertificate tells of a certificate. */
final class Details {
    private static final int DNS_NAME = 2;
    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=([^,]+)");

    private Details() {}

    /** Of one that was requested, with its names validated. */
    static CertificateDetail issued(
            String arn,
            CertificateRequest request,
            Identity identity,
            CertificateTransparencyLoggingPreference logging,
            Instant now) {
        String record = arn.substring(arn.lastIndexOf('/') + 1).replace("-", "");
        return common(arn, identity)
                .domainName(request.names().get(0))
                .subjectAlternativeNames(request.names())
                .domainValidationOptions(request.names().stream()
                        .map(name -> validation(request, name, record))
                        .toList())
                .keyUsages(
                        KeyUsage.builder().name(KeyUsageName.DIGITAL_SIGNATURE).build(),
                        KeyUsage.builder().name(KeyUsageName.KEY_ENCIPHERMENT).build())
                .extendedKeyUsages(ExtendedKeyUsage.builder()
                        .name(ExtendedKeyUsageName.TLS_WEB_SERVER_AUTHENTICATION)
                        .oid("1.3.6.1.5.5.7.3.1")
                        .build())
                .keyAlgorithm(request.algorithm())
                .createdAt(now)
                .issuedAt(now)
                .type(CertificateType.AMAZON_ISSUED)
                .options(options -> options.certificateTransparencyLoggingPreference(logging))
                .build();
    }

    /** Of one that was brought along. */
    static CertificateDetail imported(String arn, Identity identity, Instant now) {
        X509Certificate certificate = identity.x509();
        Set<String> names = names(certificate);
        return common(arn, identity)
                .domainName(names.stream().findFirst().orElse(null))
                .subjectAlternativeNames(names)
                .keyAlgorithm(algorithm(certificate))
                .createdAt(now)
                .importedAt(now)
                .type(CertificateType.IMPORTED)
                .options(options -> options.certificateTransparencyLoggingPreference(
                        CertificateTransparencyLoggingPreference.DISABLED))
                .build();
    }

    private static CertificateDetail.Builder common(String arn, Identity identity) {
        X509Certificate certificate = identity.x509();
        return CertificateDetail.builder()
                .certificateArn(arn)
                .serial(serial(certificate.getSerialNumber()))
                .subject(certificate.getSubjectX500Principal().getName())
                .issuer(certificate.getIssuerX500Principal().getName())
                .status(CertificateStatus.ISSUED)
                .notBefore(certificate.getNotBefore().toInstant())
                .notAfter(certificate.getNotAfter().toInstant())
                .signatureAlgorithm(certificate.getSigAlgName().toUpperCase(Locale.ROOT))
                .renewalEligibility(RenewalEligibility.INELIGIBLE);
    }

    /** A name and the same with {@code *.} before it are validated by one record, as on AWS. */
    private static DomainValidation validation(CertificateRequest request, String name, String record) {
        String bare = name.startsWith("*.") ? name.substring(2) : name;
        DomainValidation.Builder validation = DomainValidation.builder()
                .domainName(name)
                .validationDomain(request.validationDomains().getOrDefault(name, bare))
                .validationStatus(DomainStatus.SUCCESS)
                .validationMethod(request.method());
        if (request.method() == ValidationMethod.DNS) {
            String unique = HexFormat.of().toHexDigits(bare.hashCode());
            validation.resourceRecord(cname -> cname.name("_" + record.substring(0, 24) + unique + "." + bare + ".")
                    .type(RecordType.CNAME)
                    .value("_" + unique + record.substring(8) + ".acm-validations.aws."));
        }
        return validation.build();
    }

    private static String serial(BigInteger number) {
        return HexFormat.ofDelimiter(":").formatHex(number.toByteArray());
    }

    /** The common name first, then the alternative ones that are names. */
    private static Set<String> names(X509Certificate certificate) {
        Set<String> names = new LinkedHashSet<>();
        Matcher common =
                COMMON_NAME.matcher(certificate.getSubjectX500Principal().getName());
        if (common.find()) {
            names.add(common.group(1));
        }
        try {
            Collection<List<?>> alternatives = Optional.ofNullable(certificate.getSubjectAlternativeNames())
                    .orElse(List.of());
            alternatives.stream()
                    .filter(entry -> Integer.valueOf(DNS_NAME).equals(entry.get(0)))
                    .forEach(entry -> names.add(String.valueOf(entry.get(1))));
        } catch (CertificateParsingException damaged) {
            throw AcmFaults.material("The certificate's alternative names can't be read.");
        }
        return names;
    }

    private static KeyAlgorithm algorithm(X509Certificate certificate) {
        if (certificate.getPublicKey() instanceof RSAPublicKey rsa) {
            return known(
                    rsa.getModulus().bitLength(),
                    Map.of(
                            1024, KeyAlgorithm.RSA_1024,
                            2048, KeyAlgorithm.RSA_2048,
                            3072, KeyAlgorithm.RSA_3072,
                            4096, KeyAlgorithm.RSA_4096));
        }
        if (certificate.getPublicKey() instanceof ECPublicKey curve) {
            return known(
                    curve.getParams().getOrder().bitLength(),
                    Map.of(
                            256, KeyAlgorithm.EC_PRIME256_V1,
                            384, KeyAlgorithm.EC_SECP384_R1,
                            521, KeyAlgorithm.EC_SECP521_R1));
        }
        throw AcmFaults.material("The certificate's key is neither RSA nor of an elliptic curve.");
    }

    private static KeyAlgorithm known(int bits, Map<Integer, KeyAlgorithm> sizes) {
        return Optional.ofNullable(sizes.get(bits))
                .orElseThrow(() -> AcmFaults.material("A key of " + bits + " bits is not supported."));
    }
}
