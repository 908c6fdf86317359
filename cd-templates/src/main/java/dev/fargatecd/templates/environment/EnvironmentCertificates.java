package dev.fargatecd.templates.environment;

import dev.fargatecd.cloudformation.tree.Fragment;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.yaml.Fn;
import dev.fargatecd.cloudformation.yaml.ListBuilder;
import dev.fargatecd.cloudformation.yaml.MapBuilder;
import dev.fargatecd.cloudformation.yaml.Yaml;
import dev.fargatecd.model.CertificateArn;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.Environment;
import java.util.List;
import java.util.Optional;

/**
 * Which of one template's environments answer HTTPS. Where all do, or none, the template says so outright; where some
 * do, a mapping has their certificates and a condition tells them apart.
 *
 * @param own the environments of the template
 */
record EnvironmentCertificates(List<Environment> own) {
    private static final String MAPPING = "Certificates";
    private static final String KEY = "Arn";
    private static final String CONDITION = "AnswersHttps";
    private static final String NONE = "none";

    /** TLS 1.2 and 1.3 alone: what Elastic Load Balancing recommends, and is not its default. */
    private static final String POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

    static EnvironmentCertificates of(Delivery delivery) {
        return new EnvironmentCertificates(delivery.ownEnvironments());
    }

    boolean isAny() {
        return own.stream().anyMatch(environment -> environment.certificate().isPresent());
    }

    private boolean isMixed() {
        return isAny()
                && own.stream()
                        .anyMatch(environment -> environment.certificate().isEmpty());
    }

    /** The certificates by environment, where one answers HTTPS. */
    void addMappingTo(MapBuilder mappings) {
        if (!isAny()) {
            return;
        }
        MapBuilder certificates = Yaml.map();
        for (Environment environment : own) {
            certificates.put(
                    environment.name().value(),
                    Yaml.map()
                            .put(
                                    KEY,
                                    environment
                                            .certificate()
                                            .map(CertificateArn::value)
                                            .orElse(NONE)));
        }
        mappings.put(MAPPING, certificates);
    }

    void addConditionTo(MapBuilder conditions) {
        if (isMixed()) {
            conditions.put(CONDITION, Fn.not(Fn.equal(arn(), Yaml.text(NONE))));
        }
    }

    /** What there is with HTTPS, or without: outright, or by the condition. */
    Node either(Fragment withHttps, Fragment without) {
        if (isMixed()) {
            return Fn.when(CONDITION, withHttps, without);
        }
        return (isAny() ? withHttps : without).node();
    }

    /** The condition of a resource that only HTTPS needs; empty where no condition is needed. */
    Optional<String> condition() {
        return isMixed() ? Optional.of(CONDITION) : Optional.empty();
    }

    /** The properties by which a listener answers HTTPS. */
    void addTo(MapBuilder listener) {
        if (isAny()) {
            listener.put(
                            "Certificates",
                            either(Yaml.list(List.of(Yaml.map().put("CertificateArn", arn()))), Fn.noValue()))
                    .put("SslPolicy", either(Yaml.text(POLICY), Fn.noValue()));
        }
    }

    /** What comes in to the load balancer: HTTP, and HTTPS where it answers that. */
    ListBuilder ingress() {
        ListBuilder rules = Yaml.list(List.of(ingress("HTTP", 80)));
        if (isMixed()) {
            return rules.add(Fn.when(CONDITION, ingress("HTTPS", 443), Fn.noValue()));
        }
        return isAny() ? rules.add(ingress("HTTPS", 443)) : rules;
    }

    private static MapBuilder ingress(String protocol, int port) {
        return Yaml.map()
                .put("Description", protocol + " from everywhere")
                .put("IpProtocol", "tcp")
                .put("FromPort", port)
                .put("ToPort", port)
                .put("CidrIp", "0.0.0.0/0");
    }

    private static Node arn() {
        return Fn.findInMap(MAPPING, Fn.ref(EnvironmentTemplate.NAME_PARAMETER), Yaml.text(KEY));
    }
}
