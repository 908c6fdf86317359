package dev.fargatecd.local.acm;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import dev.fargatecd.local.kernel.Table;
import dev.fargatecd.local.tls.Identity;
import dev.fargatecd.local.tls.KeyRing;
import dev.fargatecd.local.tls.SelfSigned;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.AddTagsToCertificateRequest;
import software.amazon.awssdk.services.acm.model.AddTagsToCertificateResponse;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateExport;
import software.amazon.awssdk.services.acm.model.CertificateSummary;
import software.amazon.awssdk.services.acm.model.CertificateTransparencyLoggingPreference;
import software.amazon.awssdk.services.acm.model.CertificateType;
import software.amazon.awssdk.services.acm.model.DeleteCertificateRequest;
import software.amazon.awssdk.services.acm.model.DeleteCertificateResponse;
import software.amazon.awssdk.services.acm.model.DescribeCertificateRequest;
import software.amazon.awssdk.services.acm.model.DescribeCertificateResponse;
import software.amazon.awssdk.services.acm.model.Filters;
import software.amazon.awssdk.services.acm.model.GetCertificateRequest;
import software.amazon.awssdk.services.acm.model.GetCertificateResponse;
import software.amazon.awssdk.services.acm.model.ImportCertificateRequest;
import software.amazon.awssdk.services.acm.model.ImportCertificateResponse;
import software.amazon.awssdk.services.acm.model.KeyAlgorithm;
import software.amazon.awssdk.services.acm.model.ListCertificatesRequest;
import software.amazon.awssdk.services.acm.model.ListCertificatesResponse;
import software.amazon.awssdk.services.acm.model.ListTagsForCertificateRequest;
import software.amazon.awssdk.services.acm.model.ListTagsForCertificateResponse;
import software.amazon.awssdk.services.acm.model.RemoveTagsFromCertificateRequest;
import software.amazon.awssdk.services.acm.model.RemoveTagsFromCertificateResponse;
import software.amazon.awssdk.services.acm.model.RequestCertificateRequest;
import software.amazon.awssdk.services.acm.model.RequestCertificateResponse;
import software.amazon.awssdk.services.acm.model.UpdateCertificateOptionsRequest;
import software.amazon.awssdk.services.acm.model.UpdateCertificateOptionsResponse;

/**
 * AWS Certificate Manager: certificates to serve HTTPS with.
 *
 * <p>Nobody checks who owns a name: a certificate is issued when it is requested, and signs itself.
 */
public final class AcmService implements AcmClient {
    /** How long a certificate is good (managed-renewal.html). */
    private static final Duration VALIDITY = Duration.ofDays(395);

    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:acm:[a-z0-9-]+:\\d{12}:certificate/[\\w-]+");
    private static final int LISTED = 1000;

    private final CloudContext cloud;
    private final KeyRing keys;
    private final Table<StoredCertificate> certificates;

    public AcmService(CloudContext cloud, KeyRing keys) {
        this.cloud = cloud;
        this.keys = keys;
        certificates = cloud.store().table("acm.certificates", StoredCertificate.class);
    }

    @Override
    public RequestCertificateResponse requestCertificate(RequestCertificateRequest request) {
        Supported.only(
                "acm RequestCertificate",
                request,
                "DomainName",
                "ValidationMethod",
                "SubjectAlternativeNames",
                "IdempotencyToken",
                "DomainValidationOptions",
                "Options",
                "Tags",
                "KeyAlgorithm");
        if (request.options() != null && request.options().export() == CertificateExport.ENABLED) {
            throw new UnsupportedOperationException(
                    "acm RequestCertificate: Options.Export is not supported by the local cloud");
        }
        CertificateRequest wanted = CertificateRequest.of(request);
        Optional<String> token = Optional.ofNullable(request.idempotencyToken());
        Optional<StoredCertificate> same = token.isEmpty() ? Optional.empty() : requestedBefore(token, wanted);
        String arn = same.map(StoredCertificate::arn).orElseGet(() -> issue(request, wanted, token));
        return RequestCertificateResponse.builder().certificateArn(arn).build();
    }

    private Optional<StoredCertificate> requestedBefore(Optional<String> token, CertificateRequest wanted) {
        Instant recently = cloud.clock().instant().minus(Duration.ofHours(1));
        return certificates.list(scope()).stream()
                .filter(one -> one.requestToken().equals(token)
                        && one.detail().subjectAlternativeNames().equals(wanted.names())
                        && one.detail().createdAt().isAfter(recently))
                .findFirst();
    }

    private String issue(RequestCertificateRequest request, CertificateRequest wanted, Optional<String> token) {
        Instant now = cloud.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        Identity identity = SelfSigned.of(
                wanted.names(), wanted.kind(), new BigInteger("1" + cloud.ids().hex(30), 16), now, VALIDITY);
        String arn = newArn();
        CertificateTransparencyLoggingPreference logging =
                request.options() == null || request.options().certificateTransparencyLoggingPreference() == null
                        ? CertificateTransparencyLoggingPreference.ENABLED
                        : request.options().certificateTransparencyLoggingPreference();
        StoredCertificate made = new StoredCertificate(
                        Details.issued(arn, wanted, identity, logging, now), Map.of(), token)
                .tagged(request.tags());
        keys.put(scope(), arn, identity);
        certificates.put(new Key(scope(), arn), made);
        tellAvailable(made.detail(), "ISSUANCE");
        return arn;
    }

    @Override
    public ImportCertificateResponse importCertificate(ImportCertificateRequest request) {
        Supported.only(
                "acm ImportCertificate",
                request,
                "CertificateArn",
                "Certificate",
                "PrivateKey",
                "CertificateChain",
                "Tags");
        Optional<StoredCertificate> before =
                request.certificateArn() == null ? Optional.empty() : Optional.of(get(request.certificateArn()));
        if (before.filter(one -> one.detail().type() != CertificateType.IMPORTED)
                .isPresent()) {
            throw AcmFaults.material(
                    "The certificate " + request.certificateArn() + " is not an imported certificate.");
        }
        if (before.isPresent() && !keys.usersOf(scope(), before.get().arn()).isEmpty()) {
            throw new UnsupportedOperationException("acm ImportCertificate: CertificateArn of a certificate that a load"
                    + " balancer serves with is not supported by the local cloud");
        }
        if (before.isPresent() && !request.tags().isEmpty()) {
            throw AcmFaults.parameter("Tags can't be given when a certificate is imported anew.");
        }
        Identity identity = new Identity(
                pem("certificate", request.certificate()),
                Optional.ofNullable(request.certificateChain()).map(SdkBytes::asUtf8String),
                pem("privateKey", request.privateKey()));
        try {
            identity.presented();
            identity.key();
        } catch (IllegalArgumentException wrong) {
            throw AcmFaults.material(String.valueOf(wrong.getMessage()));
        }
        String arn = before.map(StoredCertificate::arn).orElseGet(this::newArn);
        CertificateDetail detail =
                Details.imported(arn, identity, cloud.clock().instant().truncatedTo(ChronoUnit.SECONDS));
        StoredCertificate made = before.map(old -> old.with(detail))
                .orElseGet(() -> new StoredCertificate(detail, Map.of(), Optional.empty()))
                .tagged(request.tags());
        keys.put(scope(), arn, identity);
        certificates.put(new Key(scope(), arn), made);
        tellAvailable(detail, "IMPORT");
        return ImportCertificateResponse.builder().certificateArn(arn).build();
    }

    private static String pem(String member, @Nullable SdkBytes text) {
        if (text == null) {
            throw AcmFaults.validation(
                    "Value null at '" + member + "' failed to satisfy constraint: Member must not be null");
        }
        return text.asUtf8String();
    }

    @Override
    public DescribeCertificateResponse describeCertificate(DescribeCertificateRequest request) {
        return DescribeCertificateResponse.builder()
                .certificate(shown(get(request.certificateArn())))
                .build();
    }

    private CertificateDetail shown(StoredCertificate certificate) {
        List<String> users = keys.usersOf(scope(), certificate.arn());
        return certificate.detail().toBuilder().inUseBy(users).build();
    }

    @Override
    public GetCertificateResponse getCertificate(GetCertificateRequest request) {
        String arn = get(request.certificateArn()).arn();
        Identity identity = keys.find(scope(), arn).orElseThrow(() -> notFound(arn));
        return GetCertificateResponse.builder()
                .certificate(identity.certificate())
                .certificateChain(identity.chain().orElse(null))
                .build();
    }

    @Override
    public ListCertificatesResponse listCertificates(ListCertificatesRequest request) {
        Supported.only("acm ListCertificates", request, "CertificateStatuses", "Includes", "NextToken", "MaxItems");
        Filters includes = request.includes() == null ? Filters.builder().build() : request.includes();
        Supported.only("acm ListCertificates: Includes", includes, "keyTypes");
        // without a filter, those with other keys than RSA's smaller ones are left out (API_ListCertificates.html)
        List<KeyAlgorithm> kinds = includes.keyTypes().isEmpty()
                ? List.of(KeyAlgorithm.RSA_1024, KeyAlgorithm.RSA_2048)
                : includes.keyTypes();
        Predicate<CertificateDetail> listed = detail -> kinds.contains(detail.keyAlgorithm())
                && (request.certificateStatuses().isEmpty()
                        || request.certificateStatuses().contains(detail.status()));
        int size = Objects.requireNonNullElse(request.maxItems(), LISTED);
        if (size < 1 || size > LISTED) {
            throw AcmFaults.validation("Value '" + size + "' at 'maxItems' failed to satisfy constraint: Member must be"
                    + " between 1 and " + LISTED);
        }
        Page<CertificateDetail> page = page(
                certificates.list(scope()).stream()
                        .map(this::shown)
                        .filter(listed)
                        .toList(),
                request.nextToken(),
                size);
        return ListCertificatesResponse.builder()
                .certificateSummaryList(
                        page.items().stream().map(AcmService::summary).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static Page<CertificateDetail> page(List<CertificateDetail> all, @Nullable String token, int size) {
        try {
            return Page.of(all, CertificateDetail::certificateArn, token, size);
        } catch (IllegalArgumentException noPage) {
            throw AcmFaults.validation("Value at 'nextToken' is not valid: " + noPage.getMessage());
        }
    }

    private static CertificateSummary summary(CertificateDetail detail) {
        return CertificateSummary.builder()
                .certificateArn(detail.certificateArn())
                .domainName(detail.domainName())
                .subjectAlternativeNameSummaries(detail.subjectAlternativeNames())
                .hasAdditionalSubjectAlternativeNames(false)
                .status(detail.status())
                .type(detail.type())
                .keyAlgorithm(detail.keyAlgorithm())
                .inUse(!detail.inUseBy().isEmpty())
                .renewalEligibility(detail.renewalEligibility())
                .notBefore(detail.notBefore())
                .notAfter(detail.notAfter())
                .createdAt(detail.createdAt())
                .issuedAt(detail.issuedAt())
                .importedAt(detail.importedAt())
                .build();
    }

    @Override
    public DeleteCertificateResponse deleteCertificate(DeleteCertificateRequest request) {
        String arn = get(request.certificateArn()).arn();
        if (!keys.usersOf(scope(), arn).isEmpty()) {
            throw AcmFaults.inUse(arn, scope().account());
        }
        certificates.remove(new Key(scope(), arn));
        keys.remove(scope(), arn);
        return DeleteCertificateResponse.builder().build();
    }

    @Override
    public UpdateCertificateOptionsResponse updateCertificateOptions(UpdateCertificateOptionsRequest request) {
        if (request.options() == null) {
            throw AcmFaults.validation("Value null at 'options' failed to satisfy constraint: Member must not be null");
        }
        Supported.only(
                "acm UpdateCertificateOptions: Options", request.options(), "CertificateTransparencyLoggingPreference");
        change(
                request.certificateArn(),
                old -> old.with(
                        old.detail().toBuilder().options(request.options()).build()));
        return UpdateCertificateOptionsResponse.builder().build();
    }

    @Override
    public AddTagsToCertificateResponse addTagsToCertificate(AddTagsToCertificateRequest request) {
        change(request.certificateArn(), old -> old.tagged(request.tags()));
        return AddTagsToCertificateResponse.builder().build();
    }

    @Override
    public RemoveTagsFromCertificateResponse removeTagsFromCertificate(RemoveTagsFromCertificateRequest request) {
        change(request.certificateArn(), old -> old.untagged(request.tags()));
        return RemoveTagsFromCertificateResponse.builder().build();
    }

    @Override
    public ListTagsForCertificateResponse listTagsForCertificate(ListTagsForCertificateRequest request) {
        return ListTagsForCertificateResponse.builder()
                .tags(get(request.certificateArn()).shownTags())
                .build();
    }

    private void change(@Nullable String arn, UnaryOperator<StoredCertificate> change) {
        certificates.update(new Key(scope(), get(arn).arn()), change);
    }

    private StoredCertificate get(@Nullable String arn) {
        String given = Objects.requireNonNullElse(arn, "");
        if (!ARN.matcher(given).matches()) {
            throw AcmFaults.arn(given);
        }
        return certificates.get(new Key(scope(), given)).orElseThrow(() -> notFound(given));
    }

    private static RuntimeException notFound(String arn) {
        return AcmFaults.notFound(arn, scope().account());
    }

    private String newArn() {
        return scope().arn("acm", "certificate/" + cloud.ids().uuid());
    }

    /** https://docs.aws.amazon.com/acm/latest/userguide/supported-events.html */
    private void tellAvailable(CertificateDetail detail, String action) {
        cloud.journal()
                .append(
                        scope(),
                        "aws.acm",
                        "ACM Certificate Available",
                        List.of(detail.certificateArn()),
                        Map.of(
                                "Action", action,
                                "CertificateType", detail.typeAsString(),
                                "CommonName", Objects.requireNonNullElse(detail.domainName(), ""),
                                "CertificateExpirationDate", detail.notAfter().toString(),
                                "DaysToExpiry",
                                        Duration.between(cloud.clock().instant(), detail.notAfter())
                                                .toDays(),
                                "InUse",
                                        !keys.usersOf(scope(), detail.certificateArn())
                                                .isEmpty()));
    }

    private static Scope scope() {
        return Caller.current().scope();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
