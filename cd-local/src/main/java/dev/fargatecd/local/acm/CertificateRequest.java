package dev.fargatecd.local.acm;

import dev.fargatecd.local.tls.KeyKind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.acm.model.DomainValidationOption;
import software.amazon.awssdk.services.acm.model.KeyAlgorithm;
import software.amazon.awssdk.services.acm.model.RequestCertificateRequest;
import software.amazon.awssdk.services.acm.model.ValidationMethod;

/**
 * What is asked for with RequestCertificate, checked.
 *
 * @param names the domain first, then the alternative names, each once
 * @param validationDomains where mail about a name goes, by name; those that are not here are their own
 * @see <a href="https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html">RequestCertificate</a>
 */
record CertificateRequest(
        List<String> names, KeyAlgorithm algorithm, ValidationMethod method, Map<String, String> validationDomains) {
    private static final String DOMAIN =
            "^(\\*\\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])$";
    private static final Pattern DOMAIN_NAME = Pattern.compile(DOMAIN);
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_SUBJECT = 64;
    private static final int MOST_NAMES = 100;

    static CertificateRequest of(RequestCertificateRequest request) {
        Set<String> names = new LinkedHashSet<>();
        names.add(checked("domainName", request.domainName()));
        if (names.iterator().next().length() > LONGEST_SUBJECT) {
            throw AcmFaults.parameter("The first domain name can't be longer than " + LONGEST_SUBJECT
                    + " characters, for it is the certificate's common name");
        }
        if (request.subjectAlternativeNames().size() > MOST_NAMES) {
            throw AcmFaults.validation("Value at 'subjectAlternativeNames' failed to satisfy constraint: Member must"
                    + " have length less than or equal to " + MOST_NAMES);
        }
        request.subjectAlternativeNames().forEach(name -> names.add(checked("subjectAlternativeNames", name)));
        return new CertificateRequest(
                List.copyOf(names),
                algorithm(request),
                method(request),
                validationDomains(names, request.domainValidationOptions()));
    }

    KeyKind kind() {
        return switch (algorithm) {
            case RSA_2048 -> KeyKind.RSA_2048;
            case EC_PRIME256_V1 -> KeyKind.EC_P256;
            case EC_SECP384_R1 -> KeyKind.EC_P384;
            case RSA_1024, RSA_3072, RSA_4096, EC_SECP521_R1, UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalStateException("checked before: " + algorithm);
        };
    }

    private static KeyAlgorithm algorithm(RequestCertificateRequest request) {
        if (request.keyAlgorithm() == null) {
            return KeyAlgorithm.RSA_2048;
        }
        return switch (request.keyAlgorithm()) {
            case RSA_2048, EC_PRIME256_V1, EC_SECP384_R1 -> request.keyAlgorithm();
            case RSA_1024, RSA_3072, RSA_4096, EC_SECP521_R1 ->
                throw AcmFaults.parameter("The key algorithm " + request.keyAlgorithmAsString()
                        + " can't be requested; RSA_2048, EC_prime256v1 and EC_secp384r1 can");
            case UNKNOWN_TO_SDK_VERSION ->
                throw AcmFaults.validation("Value '" + request.keyAlgorithmAsString()
                        + "' at 'keyAlgorithm' failed to satisfy constraint: Member must satisfy enum value set:"
                        + " [RSA_1024, RSA_2048, RSA_3072, RSA_4096, EC_prime256v1, EC_secp384r1, EC_secp521r1]");
        };
    }

    private static ValidationMethod method(RequestCertificateRequest request) {
        if (request.validationMethod() == null) {
            return ValidationMethod.EMAIL;
        }
        return switch (request.validationMethod()) {
            case DNS, EMAIL -> request.validationMethod();
            case HTTP ->
                throw new UnsupportedOperationException(
                        "acm RequestCertificate: ValidationMethod HTTP is not supported by the local cloud");
            case UNKNOWN_TO_SDK_VERSION ->
                throw AcmFaults.validation("Value '" + request.validationMethodAsString()
                        + "' at 'validationMethod' failed to satisfy constraint: Member must satisfy enum value set:"
                        + " [EMAIL, DNS, HTTP]");
        };
    }

    private static Map<String, String> validationDomains(Set<String> names, List<DomainValidationOption> options) {
        Map<String, String> domains = new LinkedHashMap<>();
        for (DomainValidationOption option : options) {
            String name = checked("domainName", option.domainName());
            String domain = checked("validationDomain", option.validationDomain());
            boolean above = name.equals(domain) || name.endsWith("." + domain);
            if (!names.contains(name) || !above) {
                throw AcmFaults.domainValidation("The validation domain " + domain
                        + " must be the domain name or a superdomain of " + name
                        + ", which must be one of the certificate's names");
            }
            domains.put(name, domain);
        }
        return Map.copyOf(domains);
    }

    private static String checked(String member, @Nullable String name) {
        String given = Objects.requireNonNullElse(name, "");
        if (given.length() > LONGEST_NAME || !DOMAIN_NAME.matcher(given).matches()) {
            throw AcmFaults.validation("Value '" + given + "' at '" + member
                    + "' failed to satisfy constraint: Member must satisfy regular expression pattern: " + DOMAIN);
        }
        return given;
    }
}
