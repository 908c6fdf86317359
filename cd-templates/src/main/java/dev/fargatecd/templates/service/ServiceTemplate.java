package dev.fargatecd.templates.service;

import dev.fargatecd.cloudformation.tree.Fragment;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.yaml.Fn;
import dev.fargatecd.cloudformation.yaml.MapBuilder;
import dev.fargatecd.cloudformation.yaml.Yaml;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.Environment;
import dev.fargatecd.model.Service;
import dev.fargatecd.templates.contract.EnvironmentExport;
import dev.fargatecd.templates.contract.ServiceParameter;
import dev.fargatecd.templates.environment.EnvironmentTemplate;
import java.util.List;

/** Renders {@code cf/service.yml}: one template for the service in every environment. */
public final class ServiceTemplate {
    static final String MAPPING = "Environments";
    static final String LOG_GROUP = "LogGroup";
    static final String SECURITY_GROUP = "SecurityGroup";

    private ServiceTemplate() {}

    /** The template of the delivery's service. */
    public static Fragment of(Delivery delivery, Service service) {
        Routing routing = new Routing(delivery, service.endpoint());
        Task task = new Task(delivery, service);
        MapBuilder resources = Yaml.map();
        resources.put(LOG_GROUP, logGroup(delivery));
        task.addTo(resources);
        resources.put(SECURITY_GROUP, securityGroup(service));
        routing.addTo(resources);
        resources.put(RunningService.ID, RunningService.of(delivery, service));
        return Yaml.map()
                .header("""
                        The service %s in one environment.

                        Rendered from fargate-cd.yml; "fargate-cd render" writes it anew. It travels with the commit: every environment gets
                        the template of the commit that it gets, with the settings below and the tag that the build made.""".formatted(delivery.application()))
                .put("AWSTemplateFormatVersion", "2010-09-09")
                .put("Description", "The service " + delivery.application() + " in one environment")
                .put("Parameters", parameters(delivery))
                .put("Mappings", Yaml.map().put(MAPPING, settings(delivery)))
                .put("Resources", resources)
                .put("Outputs", outputs(service));
    }

    private static MapBuilder parameters(Delivery delivery) {
        MapBuilder parameters = Yaml.map();
        for (ServiceParameter parameter : ServiceParameter.values()) {
            parameters.put(
                    parameter.parameterName(),
                    switch (parameter) {
                        case TAG ->
                            text("The image's tag: the full id of the commit")
                                    .put("AllowedPattern", "[0-9a-f]{40}([0-9a-f]{24})?")
                                    .put("ConstraintDescription", "a commit's full id");
                        case REPOSITORY_URI -> text("The image's repository, as docker names it");
                        case ENVIRONMENT_NAME -> EnvironmentTemplate.nameParameter(delivery.environments());
                        case ENVIRONMENT_STACK -> text("The stack that exports the environment's cluster and balancer");
                    });
        }
        return parameters;
    }

    private static MapBuilder text(String description) {
        return Yaml.map().put("Description", description).put("Type", "String");
    }

    private static MapBuilder settings(Delivery delivery) {
        MapBuilder settings = Yaml.map();
        for (Environment environment : delivery.environments()) {
            settings.put(
                    environment.name().value(),
                    Yaml.map()
                            .put("DesiredCount", environment.desiredCount().value())
                            .put("AssignPublicIp", environment.network().assignPublicIp() ? "ENABLED" : "DISABLED"));
        }
        return settings;
    }

    /** The setting of the environment that the stack is for. */
    static Node setting(String key) {
        return Fn.findInMap(MAPPING, ServiceParameter.ENVIRONMENT_NAME.ref(), Yaml.text(key));
    }

    private static MapBuilder logGroup(Delivery delivery) {
        return Yaml.map()
                .put("Type", "AWS::Logs::LogGroup")
                .comment("It goes with its stack: a kept one would be in the way of the next stack's.")
                .put("DeletionPolicy", "Delete")
                .put("UpdateReplacePolicy", "Delete")
                .put(
                        "Properties",
                        Yaml.map()
                                .put(
                                        "LogGroupName",
                                        Fn.sub("/fargate-cd/" + delivery.application() + "/${EnvironmentName}"))
                                .put("RetentionInDays", 30));
    }

    private static MapBuilder securityGroup(Service service) {
        int port = service.endpoint().port().value();
        return Yaml.map()
                .put("Type", "AWS::EC2::SecurityGroup")
                .put(
                        "Properties",
                        Yaml.map()
                                .put("GroupDescription", "Into the service: its port, from the load balancer alone")
                                .put("VpcId", imported(EnvironmentExport.VPC_ID))
                                .put(
                                        "SecurityGroupIngress",
                                        Yaml.list(List.of(Yaml.map()
                                                .put("Description", "From the load balancer")
                                                .put("IpProtocol", "tcp")
                                                .put("FromPort", port)
                                                .put("ToPort", port)
                                                .put(
                                                        "SourceSecurityGroupId",
                                                        imported(
                                                                EnvironmentExport.LOAD_BALANCER_SECURITY_GROUP_ID))))));
    }

    static Node imported(EnvironmentExport export) {
        return export.importedByParameter(ServiceParameter.ENVIRONMENT_STACK.parameterName());
    }

    private static MapBuilder outputs(Service service) {
        return Yaml.map()
                .put(
                        "Path",
                        Yaml.map()
                                .put(
                                        "Description",
                                        "Where the service answers, behind the Url of the environment's stack")
                                .put("Value", service.endpoint().path().value()))
                .put("ServiceArn", Yaml.map().put("Value", Fn.ref(RunningService.ID)))
                .put("LogGroupName", Yaml.map().put("Value", Fn.ref(LOG_GROUP)))
                .put(
                        "Commit",
                        Yaml.map().put("Description", "What runs here").put("Value", ServiceParameter.TAG.ref()));
    }
}
