package dev.fargatecd.templates.definition;

import dev.fargatecd.cloudformation.yaml.MapBuilder;
import dev.fargatecd.cloudformation.yaml.Yaml;
import dev.fargatecd.model.Approval;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.Endpoint;
import dev.fargatecd.model.Environment;
import dev.fargatecd.model.Network;
import dev.fargatecd.model.Pipeline;
import dev.fargatecd.model.Service;
import dev.fargatecd.model.Source;
import dev.fargatecd.model.SubnetId;

/** Writes a delivery as the text of a {@code fargate-cd.yml}; reading it gives the same delivery. */
public final class DefinitionWriter {
    private DefinitionWriter() {}

    /** The text; the same delivery always gives the same. */
    public static String write(Delivery delivery) {
        MapBuilder definition = Yaml.map()
                .put(DefinitionKey.VERSION, DefinitionReader.VERSION)
                .put(DefinitionKey.APPLICATION, delivery.application().value());
        delivery.pipeline().ifPresent(pipeline -> putPipeline(definition, pipeline));
        MapBuilder environments = Yaml.map();
        for (Environment environment : delivery.environments()) {
            environments.put(
                    environment.name().value(),
                    environment(environment, delivery.pipeline().isPresent()));
        }
        return Yaml.write(definition.put(DefinitionKey.ENVIRONMENTS, environments));
    }

    private static void putPipeline(MapBuilder definition, Pipeline pipeline) {
        definition.put(DefinitionKey.SOURCE, source(pipeline.source()));
        pipeline.build()
                .buildspec()
                .ifPresent(file ->
                        definition.put(DefinitionKey.BUILD, Yaml.map().put(DefinitionKey.BUILDSPEC, file.value())));
        definition.put(DefinitionKey.SERVICE, service(pipeline.service()));
    }

    private static MapBuilder source(Source source) {
        return source.accept(codeCommit -> Yaml.map()
                .put(
                        DefinitionKey.CODECOMMIT,
                        Yaml.map()
                                .put(
                                        DefinitionKey.REPOSITORY,
                                        codeCommit.repository().value())
                                .put(DefinitionKey.BRANCH, codeCommit.branch().value())));
    }

    private static MapBuilder service(Service service) {
        Endpoint endpoint = service.endpoint();
        MapBuilder section = Yaml.map()
                .put(DefinitionKey.PORT, endpoint.port().value())
                .put(DefinitionKey.PATH, endpoint.path().value())
                .put(DefinitionKey.HEALTH_CHECK, endpoint.healthCheck().path().value())
                .put(
                        DefinitionKey.GRACE_PERIOD,
                        endpoint.healthCheck().gracePeriod().toSeconds())
                .put(DefinitionKey.CPU, service.size().cpu())
                .put(DefinitionKey.MEMORY, service.size().memory());
        if (!service.variables().plain().isEmpty()) {
            MapBuilder plain = Yaml.map();
            service.variables().plain().forEach((name, value) -> plain.put(name.value(), value));
            section.put(DefinitionKey.ENVIRONMENT, plain);
        }
        if (!service.variables().secret().isEmpty()) {
            MapBuilder secret = Yaml.map();
            service.variables().secret().forEach((name, arn) -> secret.put(name.value(), arn.value()));
            section.put(DefinitionKey.SECRETS, secret);
        }
        endpoint.priority().ifPresent(priority -> section.put(DefinitionKey.PRIORITY, priority.value()));
        return section;
    }

    private static MapBuilder environment(Environment environment, boolean hasService) {
        MapBuilder section = Yaml.map();
        if (hasService) {
            section.put(DefinitionKey.DESIRED_COUNT, environment.desiredCount().value());
        }
        if (environment.approval() == Approval.REQUIRED) {
            section.put(DefinitionKey.APPROVAL, DefinitionKey.REQUIRED);
        }
        environment.certificate().ifPresent(arn -> section.put(DefinitionKey.CERTIFICATE, arn.value()));
        return section.put(DefinitionKey.NETWORK, environment.network().accept(new NetworkSection()));
    }

    private static final class NetworkSection implements Network.Visitor<MapBuilder> {
        @Override
        public MapBuilder created(Network.Created network) {
            MapBuilder section = Yaml.map().put(DefinitionKey.CREATE, true);
            return network.nat() ? section.put(DefinitionKey.NAT, true) : section;
        }

        @Override
        public MapBuilder given(Network.Given network) {
            return Yaml.map()
                    .put(DefinitionKey.VPC, network.vpc().value())
                    .put(
                            DefinitionKey.SUBNETS,
                            Yaml.list(network.subnets().stream()
                                    .map(SubnetId::value)
                                    .map(Yaml::text)
                                    .toList()))
                    .put(DefinitionKey.ASSIGN_PUBLIC_IP, network.assignPublicIp());
        }

        @Override
        public MapBuilder shared(Network.Shared network) {
            return Yaml.map()
                    .put(DefinitionKey.STACK, network.stack().value())
                    .put(DefinitionKey.ASSIGN_PUBLIC_IP, network.assignPublicIp());
        }
    }
}
