package dev.fargatecd.cloudformation.check.property;

import dev.fargatecd.cloudformation.check.Check;
import dev.fargatecd.cloudformation.check.CheckedFiles;
import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.NamePattern;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Function;
import dev.fargatecd.cloudformation.template.FunctionCall;
import dev.fargatecd.cloudformation.template.Output;
import dev.fargatecd.cloudformation.template.Resource;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds references, also by way of an export, to a thing of another kind than the property is about. */
public final class WrongReference implements Check {
    private static final String EC2 = "AWS::EC2::";
    private static final String BALANCING = "AWS::ElasticLoadBalancingV2::";
    private static final Expected GROUP = new Expected(EC2 + "SecurityGroup", true, Set.of("GroupId"));
    private static final Expected SUBNET = new Expected(EC2 + "Subnet", true, Set.of("SubnetId"));
    private static final Expected ROLE = new Expected("AWS::IAM::Role", false, Set.of("Arn"));
    private static final Expected LOG_GROUP = new Expected("AWS::Logs::LogGroup", true, Set.of());

    private static final Map<String, Expected> EXPECTED = Map.ofEntries(
            Map.entry("VpcId", new Expected(EC2 + "VPC", true, Set.of("VpcId"))),
            Map.entry("SubnetId", SUBNET),
            Map.entry("Subnets", SUBNET),
            Map.entry("RouteTableId", new Expected(EC2 + "RouteTable", true, Set.of("RouteTableId"))),
            Map.entry("InternetGatewayId", new Expected(EC2 + "InternetGateway", true, Set.of("InternetGatewayId"))),
            Map.entry("GatewayId", new Expected(EC2 + "InternetGateway", true, Set.of("InternetGatewayId"))),
            Map.entry("NatGatewayId", new Expected(EC2 + "NatGateway", true, Set.of("NatGatewayId"))),
            Map.entry("SecurityGroups", GROUP),
            Map.entry("SecurityGroupIds", GROUP),
            Map.entry("SourceSecurityGroupId", GROUP),
            Map.entry("DestinationSecurityGroupId", GROUP),
            Map.entry("LoadBalancerArn", new Expected(BALANCING + "LoadBalancer", true, Set.of("LoadBalancerArn"))),
            Map.entry("ListenerArn", new Expected(BALANCING + "Listener", true, Set.of("ListenerArn"))),
            Map.entry("TargetGroupArn", new Expected(BALANCING + "TargetGroup", true, Set.of("TargetGroupArn"))),
            Map.entry("RoleArn", ROLE),
            Map.entry("ExecutionRoleArn", ROLE),
            Map.entry("TaskRoleArn", ROLE),
            Map.entry("ServiceRole", ROLE),
            Map.entry("Cluster", new Expected("AWS::ECS::Cluster", true, Set.of("Arn"))),
            Map.entry("TaskDefinition", new Expected("AWS::ECS::TaskDefinition", true, Set.of("TaskDefinitionArn"))),
            Map.entry("awslogs-group", LOG_GROUP),
            Map.entry("PermissionsBoundary", new Expected("AWS::IAM::ManagedPolicy", true, Set.of("PolicyArn"))),
            Map.entry("ProjectName", new Expected("AWS::CodeBuild::Project", true, Set.of("Id"))));

    private static final Map<String, Expected> OF_PARENT = Map.of(
            "CloudWatchLogs.GroupName",
            LOG_GROUP,
            "AWS::S3::BucketPolicy.Bucket",
            new Expected("AWS::S3::Bucket", true, Set.of()),
            "ArtifactStore.Location",
            new Expected("AWS::S3::Bucket", true, Set.of()));

    /**
     * What a property refers to.
     *
     * @param byRef whether {@code Ref} answers it
     * @param attributes those that answer it
     */
    private record Expected(String type, boolean byRef, Set<String> attributes) {
        String hint(String resource) {
            return byRef
                    ? "write !Ref " + resource
                    : "write !GetAtt " + resource + "." + String.join(" or ", attributes);
        }
    }

    /** Where an output of a template gets its value. */
    private record Exported(CheckedTemplate template, Output output) {
        Optional<String> name() {
            return output.exportName().flatMap(name -> Value.of(name).text());
        }
    }

    @Override
    public Rule rule() {
        return new Rule(
                "wrong-reference",
                Severity.ERROR,
                "A reference is to what the property is about, and answers what it takes: an id, an ARN, a name",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html");
    }

    @Override
    public void check(CheckedFiles files, Findings findings) {
        List<Exported> exports = files.templates().stream()
                .flatMap(template -> template.template().outputs().values().stream()
                        .filter(output -> output.exportName().isPresent())
                        .map(output -> new Exported(template, output)))
                .toList();
        for (CheckedTemplate template : files.templates()) {
            new Look(template, exports, findings).all();
        }
    }

    /** The look through one template. */
    private record Look(CheckedTemplate template, List<Exported> exports, Findings findings) {
        void all() {
            // Of other types it is not known what a property of the same name is about.
            template.template().resources().values().stream()
                    .filter(resource -> template.type(resource).isPresent())
                    .forEach(resource -> members(resource.type(), resource.properties()));
        }

        private void members(String owner, Node node) {
            Optional<FunctionCall> call = FunctionCall.of(node);
            if (call.isPresent()) {
                return;
            }
            node.asSequence().ifPresent(list -> list.items().forEach(item -> members(owner, item)));
            for (Node.Entry entry : node.asMapping().map(Node.Mapping::entries).orElse(List.of())) {
                Optional.ofNullable(OF_PARENT.getOrDefault(owner + "." + entry.key(), EXPECTED.get(entry.key())))
                        .ifPresent(expected -> values(entry.key(), expected, entry.value()));
                members(entry.key(), entry.value());
            }
        }

        private void values(String property, Expected expected, Node node) {
            Optional<FunctionCall> call = FunctionCall.of(node);
            if (call.isEmpty()) {
                node.asSequence().ifPresent(list -> list.items().forEach(item -> values(property, expected, item)));
                return;
            }
            switch (call.get().function()) {
                case IF -> {
                    values(property, expected, call.get().argument(1));
                    values(property, expected, call.get().argument(2));
                }
                case REF, GET_ATT ->
                    answer(template, call.get())
                            .ifPresent(found -> compare(property, expected, found, node.position(), ""));
                case IMPORT_VALUE -> imported(property, expected, call.get(), node.position());
                default -> {} // what others make of it is not known here
            }
        }

        private void imported(String property, Expected expected, FunctionCall call, Position position) {
            Optional<NamePattern> wanted = Value.of(call.argument(0)).text().map(NamePattern::of);
            List<Exported> found = exports.stream()
                    .filter(export -> wanted.isPresent()
                            && export.name()
                                    .filter(name -> NamePattern.of(name).mayBe(wanted.get()))
                                    .isPresent())
                    .toList();
            if (found.size() != 1) {
                return;
            }
            Exported export = found.get(0);
            Optional<FunctionCall> value = FunctionCall.of(export.output().value());
            value.filter(one -> one.function() == Function.REF || one.function() == Function.GET_ATT)
                    .flatMap(one -> answer(export.template(), one))
                    .ifPresent(answer -> compare(
                            property,
                            expected,
                            answer,
                            position,
                            "the export " + export.output().name() + " is "));
            value.filter(one -> one.function() == Function.JOIN && property.equals("Subnets"))
                    .ifPresent(joined -> findings.add(
                            position,
                            property + " is a list, and the export "
                                    + export.output().name() + " is one text",
                            "write !Split [\"" + joined.text(0).orElse(",") + "\", …] around it"));
        }

        private void compare(String property, Expected expected, Answer answer, Position position, String how) {
            Resource resource = answer.resource();
            boolean isType = resource.type().equals(expected.type());
            boolean isAnswer = answer.attribute().isEmpty()
                    ? expected.byRef()
                    : expected.attributes().contains(answer.attribute());
            boolean isOpen = !template.types().exists(resource.type())
                    || (property.equals("GatewayId") && resource.type().endsWith("Gateway"))
                    || resource.type().startsWith("AWS::CloudFormation::")
                    || resource.type().startsWith("Custom::")
                    || (!isType && answer.attribute().equals(property));
            String said = answer.attribute().isEmpty() ? resource.name() : resource.name() + "." + answer.attribute();
            if (isOpen || isNameForArn(expected, answer, how)) {
                return;
            }
            if (!isType) {
                findings.add(
                        position,
                        property + " takes an " + expected.type() + ", and "
                                + (how.isEmpty() ? said + " is" : how + said + ",") + " an " + resource.type(),
                        "name what is meant");
            } else if (!isAnswer) {
                findings.add(
                        position,
                        property + " takes another value of the " + expected.type() + " than " + how + said,
                        expected.hint(resource.name()));
            }
        }

        /** {@link NameForArn} says that. */
        private static boolean isNameForArn(Expected expected, Answer answer, String how) {
            return how.isEmpty()
                    && !expected.byRef()
                    && answer.attribute().isEmpty()
                    && expected.type().equals(answer.resource().type());
        }

        private static Optional<Answer> answer(CheckedTemplate template, FunctionCall call) {
            return call.text(0)
                    .flatMap(name ->
                            Optional.ofNullable(template.template().resources().get(name)))
                    .filter(resource -> call.function() == Function.REF
                            || template.type(resource)
                                    .filter(type -> CheckedTemplate.answers(
                                            type, call.text(1).orElse("")))
                                    .isPresent())
                    .map(resource -> new Answer(
                            resource,
                            call.function() == Function.REF ? "" : call.text(1).orElse("")));
        }
    }

    /** What a reference answers: of a resource that attribute; without one what {@code Ref} answers. */
    private record Answer(Resource resource, String attribute) {}
}
