package dev.fargatecd.templates.environment;

import dev.fargatecd.cloudformation.tree.Fragment;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.yaml.Fn;
import dev.fargatecd.cloudformation.yaml.MapBuilder;
import dev.fargatecd.cloudformation.yaml.Yaml;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.Environment;
import dev.fargatecd.templates.contract.EnvironmentExport;
import java.util.List;
import java.util.Optional;

/** Renders {@code cf/environment.yml}: one template for all environments that a definition makes. */
public final class EnvironmentTemplate {
    /** The parameter that says which of the definition's environments a stack is. */
    public static final String NAME_PARAMETER = "EnvironmentName";

    private static final String CLUSTER = "Cluster";
    private static final String LOAD_BALANCER = "LoadBalancer";
    private static final String LISTENER = "Listener";
    private static final String REDIRECT = "RedirectListener";
    private static final String LISTENER_TYPE = "AWS::ElasticLoadBalancingV2::Listener";
    private static final String LOAD_BALANCER_GROUP = "LoadBalancerSecurityGroup";
    private static final String SERVICE_GROUP = "ServiceSecurityGroup";

    private EnvironmentTemplate() {}

    /** The template of the delivery's environments; there must be one. */
    public static Fragment of(Delivery delivery) {
        EnvironmentNetwork network = EnvironmentNetwork.of(delivery);
        EnvironmentCertificates certificates = EnvironmentCertificates.of(delivery);
        MapBuilder template = Yaml.map()
                .header("""
                        An environment of %s: a cluster behind a load balancer, which services may share.

                        Rendered from fargate-cd.yml; "fargate-cd render" writes it anew. It needs nothing of fargate-cd to be used:
                        aws cloudformation deploy --template-file cf/environment.yml --stack-name %s \\
                          --parameter-overrides EnvironmentName=%s""".formatted(
                        delivery.application(),
                        delivery.environmentStack(delivery.ownEnvironments().get(0)),
                        delivery.ownEnvironments().get(0).name()))
                .put("AWSTemplateFormatVersion", "2010-09-09")
                .put("Description", "An environment of " + delivery.application() + ": cluster and load balancer")
                .put("Parameters", Yaml.map().put(NAME_PARAMETER, nameParameter(delivery.ownEnvironments())));
        MapBuilder mappings = Yaml.map();
        network.addMappingTo(mappings);
        certificates.addMappingTo(mappings);
        MapBuilder conditions = Yaml.map();
        network.addConditionsTo(conditions);
        certificates.addConditionTo(conditions);
        return template.put("Mappings", unlessEmpty(mappings))
                .put("Conditions", unlessEmpty(conditions))
                .put("Resources", resources(network, certificates))
                .put("Outputs", outputs(network, certificates));
    }

    private static Optional<MapBuilder> unlessEmpty(MapBuilder section) {
        return section.node().entries().isEmpty() ? Optional.empty() : Optional.of(section);
    }

    /** A parameter that takes the names of these environments and no other. */
    public static MapBuilder nameParameter(List<Environment> environments) {
        return Yaml.map()
                .put("Description", "Which of the definition's environments this is")
                .put("Type", "String")
                .put(
                        "AllowedValues",
                        Yaml.list(environments.stream()
                                .map(environment -> Yaml.text(environment.name().value()))
                                .toList()));
    }

    private static MapBuilder resources(EnvironmentNetwork network, EnvironmentCertificates certificates) {
        MapBuilder resources = Yaml.map();
        network.addResourcesTo(resources);
        resources.put(
                CLUSTER,
                Yaml.map()
                        .put("Type", "AWS::ECS::Cluster")
                        .put(
                                "Properties",
                                Yaml.map()
                                        .comment(
                                                "Named after its stack, so that a role's policy can name it before it is there.")
                                        .put("ClusterName", Fn.ref("AWS::StackName"))
                                        .put(
                                                "ClusterSettings",
                                                Yaml.list(List.of(Yaml.map()
                                                        .put("Name", "containerInsights")
                                                        .put("Value", "enabled"))))
                                        .put(
                                                "Tags",
                                                Yaml.list(List.of(Yaml.map()
                                                        .put("Key", "fargate-cd:environment")
                                                        .put("Value", Fn.ref(NAME_PARAMETER)))))));
        addSecurityGroups(resources, network, certificates);
        addLoadBalancer(resources, network, certificates);
        return resources;
    }

    private static void addSecurityGroups(
            MapBuilder resources, EnvironmentNetwork network, EnvironmentCertificates certificates) {
        resources
                .put(
                        LOAD_BALANCER_GROUP,
                        Yaml.map()
                                .put("Type", "AWS::EC2::SecurityGroup")
                                .put(
                                        "Properties",
                                        Yaml.map()
                                                .put("GroupDescription", "The load balancer: HTTP in, services out")
                                                .put("VpcId", network.vpcId())
                                                .put("SecurityGroupIngress", certificates.ingress())
                                                .put(
                                                        "SecurityGroupEgress",
                                                        Yaml.list()
                                                                .comment(
                                                                        "Every service has a port of its own; only services have the group.")
                                                                .add(Yaml.map()
                                                                        .put("Description", "To services in this VPC")
                                                                        .put("IpProtocol", "tcp")
                                                                        .put("FromPort", 1)
                                                                        .put("ToPort", 65535)
                                                                        .put(
                                                                                "DestinationSecurityGroupId",
                                                                                Fn.getAtt(SERVICE_GROUP, "GroupId"))))))
                .comment(
                        "To have this group is to be reachable by the load balancer; what may come in, and at which port, says\n"
                                + "each service's own group.")
                .put(
                        SERVICE_GROUP,
                        Yaml.map()
                                .put("Type", "AWS::EC2::SecurityGroup")
                                .put(
                                        "Properties",
                                        Yaml.map()
                                                .put("GroupDescription", "Services behind the load balancer")
                                                .put("VpcId", network.vpcId())));
    }

    private static void addLoadBalancer(
            MapBuilder resources, EnvironmentNetwork network, EnvironmentCertificates certificates) {
        resources.put(
                LOAD_BALANCER,
                Yaml.map()
                        .put("Type", "AWS::ElasticLoadBalancingV2::LoadBalancer")
                        .put(
                                "Properties",
                                Yaml.map()
                                        .put("Type", "application")
                                        .put("Scheme", "internet-facing")
                                        .put(
                                                "SecurityGroups",
                                                Yaml.list(List.of(Fn.getAtt(LOAD_BALANCER_GROUP, "GroupId"))))
                                        .put("Subnets", network.balancerSubnetIds())));
        resources.put(LISTENER, listener(certificates));
        if (certificates.isAny()) {
            resources
                    .comment("After the other, which had this port where the certificate is new.")
                    .put(REDIRECT, redirect(certificates));
        }
    }

    /** The one that services have their rules on; its ARN stays the same when a certificate comes. */
    private static MapBuilder listener(EnvironmentCertificates certificates) {
        MapBuilder properties = Yaml.map()
                .put("LoadBalancerArn", Fn.ref(LOAD_BALANCER))
                .put("Port", certificates.either(Yaml.number(443), Yaml.number(80)))
                .put("Protocol", certificates.either(Yaml.text("HTTPS"), Yaml.text("HTTP")));
        certificates.addTo(properties);
        return Yaml.map()
                .put("Type", LISTENER_TYPE)
                .put(
                        "Properties",
                        properties
                                .comment("What no service has taken by a rule of its own.")
                                .put(
                                        "DefaultActions",
                                        Yaml.list(List.of(Yaml.map()
                                                .put("Type", "fixed-response")
                                                .put("FixedResponseConfig", notFound())))));
    }

    private static MapBuilder redirect(EnvironmentCertificates certificates) {
        return Yaml.map()
                .put("Type", LISTENER_TYPE)
                .put("Condition", certificates.condition().map(Yaml::text))
                .put("DependsOn", LISTENER)
                .put(
                        "Properties",
                        Yaml.map()
                                .put("LoadBalancerArn", Fn.ref(LOAD_BALANCER))
                                .put("Port", 80)
                                .put("Protocol", "HTTP")
                                .put(
                                        "DefaultActions",
                                        Yaml.list(List.of(Yaml.map()
                                                .put("Type", "redirect")
                                                .put(
                                                        "RedirectConfig",
                                                        Yaml.map()
                                                                .put("Protocol", "HTTPS")
                                                                .put("Port", "443")
                                                                .put("StatusCode", "HTTP_301"))))));
    }

    private static MapBuilder notFound() {
        return Yaml.map()
                .put("StatusCode", "404")
                .put("ContentType", "text/plain")
                .put("MessageBody", "No service has this path.");
    }

    private static MapBuilder outputs(EnvironmentNetwork network, EnvironmentCertificates certificates) {
        MapBuilder outputs = Yaml.map()
                .put(
                        "Url",
                        Yaml.map()
                                .put("Description", "Where the load balancer answers")
                                .put("Value", certificates.either(url("https"), url("http"))));
        for (EnvironmentExport export : EnvironmentExport.values()) {
            outputs.put(
                    export.outputName(),
                    Yaml.map()
                            .put("Value", value(export, network))
                            .put("Export", Yaml.map().put("Name", export.exportName())));
        }
        return outputs;
    }

    private static Node url(String scheme) {
        return Fn.sub(scheme + "://${" + LOAD_BALANCER + ".DNSName}");
    }

    private static Node value(EnvironmentExport export, EnvironmentNetwork network) {
        return switch (export) {
            case CLUSTER_NAME -> Fn.ref(CLUSTER);
            case VPC_ID -> network.vpcId();
            case SUBNET_IDS -> Fn.join(",", network.taskSubnetIds());
            case LISTENER_ARN -> Fn.ref(LISTENER);
            case LOAD_BALANCER_SECURITY_GROUP_ID -> Fn.getAtt(LOAD_BALANCER_GROUP, "GroupId");
            case SERVICE_SECURITY_GROUP_ID -> Fn.getAtt(SERVICE_GROUP, "GroupId");
        };
    }
}
