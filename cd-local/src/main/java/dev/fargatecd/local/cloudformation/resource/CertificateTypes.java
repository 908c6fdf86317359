package dev.fargatecd.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatecd.local.cloudformation.resource.ResourceType.Tagging;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.RequestCertificateRequest;
import software.amazon.awssdk.services.acm.model.Tag;

/** The types of Certificate Manager. */
final class CertificateTypes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String LOGGING = "CertificateTransparencyLoggingPreference";

    private CertificateTypes() {}

    static List<ResourceType<?>> all() {
        return List.of(certificate());
    }

    private static ResourceType<AcmClient> certificate() {
        return ResourceType.of("AWS::CertificateManager::Certificate", AcmClient.class)
                .create(
                        RequestCertificateRequest::builder,
                        CertificateTypes::withOptions,
                        AcmClient::requestCertificate,
                        made -> made.certificateArn())
                .update(
                        ResourceType.names(LOGGING),
                        (acm, certificate) ->
                                acm.updateCertificateOptions(request -> request.certificateArn(certificate.id())
                                        .options(options -> options.certificateTransparencyLoggingPreference(
                                                certificate.properties().text(LOGGING)))))
                .defaulting(LOGGING, "ENABLED")
                .tags(new Tagging<>() {
                    @Override
                    public void tag(AcmClient acm, PhysicalResource certificate, Map<String, String> tags) {
                        acm.addTagsToCertificate(request -> request.certificateArn(certificate.id())
                                .tags(tags.entrySet().stream()
                                        .map(tag -> Tag.builder()
                                                .key(tag.getKey())
                                                .value(tag.getValue())
                                                .build())
                                        .toList()));
                    }

                    @Override
                    public void untag(AcmClient acm, PhysicalResource certificate, List<String> keys) {
                        acm.removeTagsFromCertificate(request -> request.certificateArn(certificate.id())
                                .tags(keys.stream()
                                        .map(key -> Tag.builder().key(key).build())
                                        .toList()));
                    }
                })
                .readyWhen((acm, certificate) ->
                        acm.describeCertificate(request -> request.certificateArn(certificate.id()))
                                        .certificate()
                                        .status()
                                == CertificateStatus.ISSUED)
                .attributes((acm, certificate) -> Map.of("CertificateArn", certificate.id(), "Id", certificate.id()))
                .deletedBy((acm, certificate) ->
                        acm.deleteCertificate(request -> request.certificateArn(certificate.id())));
    }

    private static Properties withOptions(Properties certificate) {
        ObjectNode options = JSON.objectNode();
        Properties request = certificate;
        if (certificate.has(LOGGING)) {
            options.put(LOGGING, certificate.text(LOGGING));
        }
        if (certificate.has("CertificateExport")) {
            options.put("Export", certificate.text("CertificateExport"));
        }
        request = request.without(LOGGING, "CertificateExport");
        return withDomains(options.isEmpty() ? request : request.with("Options", options));
    }

    /**
     * A hosted zone in the place of a validation domain says where CloudFormation puts the record that validates. The local
     * Certificate Manager needs none: it asks nobody whose a name is.
     */
    private static Properties withDomains(Properties certificate) {
        if (!certificate.has("DomainValidationOptions")) {
            return certificate;
        }
        ArrayNode options = JSON.arrayNode();
        for (JsonNode option : certificate.list("DomainValidationOptions")) {
            Properties one = Properties.of(option);
            if (!one.has("HostedZoneId")) {
                options.add(one.json());
            }
        }
        return options.isEmpty()
                ? certificate.without("DomainValidationOptions")
                : certificate.with("DomainValidationOptions", options);
    }
}
