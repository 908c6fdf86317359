package dev.fargatecd.cloudformation.check.catalogue;

import dev.fargatecd.cloudformation.check.Check;
import dev.fargatecd.cloudformation.check.delivery.ActionConfiguration;
import dev.fargatecd.cloudformation.check.delivery.ActionType;
import dev.fargatecd.cloudformation.check.delivery.ArtifactInput;
import dev.fargatecd.cloudformation.check.delivery.ArtifactOrder;
import dev.fargatecd.cloudformation.check.delivery.BranchMismatch;
import dev.fargatecd.cloudformation.check.delivery.BuildArtifact;
import dev.fargatecd.cloudformation.check.delivery.BuildVariable;
import dev.fargatecd.cloudformation.check.delivery.BuildspecKeys;
import dev.fargatecd.cloudformation.check.delivery.BuildspecValues;
import dev.fargatecd.cloudformation.check.delivery.ConfigurationFile;
import dev.fargatecd.cloudformation.check.delivery.DeadBuildImage;
import dev.fargatecd.cloudformation.check.delivery.DeploymentAction;
import dev.fargatecd.cloudformation.check.delivery.DockerfileHabit;
import dev.fargatecd.cloudformation.check.delivery.DockerfileSyntax;
import dev.fargatecd.cloudformation.check.delivery.DuplicateName;
import dev.fargatecd.cloudformation.check.delivery.EcrGetLogin;
import dev.fargatecd.cloudformation.check.delivery.EventPattern;
import dev.fargatecd.cloudformation.check.delivery.ExposedPort;
import dev.fargatecd.cloudformation.check.delivery.ImageArchitecture;
import dev.fargatecd.cloudformation.check.delivery.ImportWithoutExport;
import dev.fargatecd.cloudformation.check.delivery.LifecyclePolicy;
import dev.fargatecd.cloudformation.check.delivery.LiteralAccount;
import dev.fargatecd.cloudformation.check.delivery.LiteralExport;
import dev.fargatecd.cloudformation.check.delivery.LiteralRegion;
import dev.fargatecd.cloudformation.check.delivery.MissingCapability;
import dev.fargatecd.cloudformation.check.delivery.MissingTemplateParameter;
import dev.fargatecd.cloudformation.check.delivery.ParameterOverridesSize;
import dev.fargatecd.cloudformation.check.delivery.PipelineVariable;
import dev.fargatecd.cloudformation.check.delivery.PollingSource;
import dev.fargatecd.cloudformation.check.delivery.ProjectSource;
import dev.fargatecd.cloudformation.check.delivery.SourceStage;
import dev.fargatecd.cloudformation.check.delivery.UnknownProject;
import dev.fargatecd.cloudformation.check.delivery.UnknownTemplateParameter;
import dev.fargatecd.cloudformation.check.delivery.UnprivilegedDocker;
import dev.fargatecd.cloudformation.check.language.CircularDependency;
import dev.fargatecd.cloudformation.check.language.ConditionalReference;
import dev.fargatecd.cloudformation.check.language.DuplicateKey;
import dev.fargatecd.cloudformation.check.language.ImpossibleValue;
import dev.fargatecd.cloudformation.check.language.MissingMappingKey;
import dev.fargatecd.cloudformation.check.language.MissingSub;
import dev.fargatecd.cloudformation.check.language.ParameterDefault;
import dev.fargatecd.cloudformation.check.language.SurprisingScalar;
import dev.fargatecd.cloudformation.check.language.TemplateSize;
import dev.fargatecd.cloudformation.check.language.UndefinedReference;
import dev.fargatecd.cloudformation.check.language.UnknownAttribute;
import dev.fargatecd.cloudformation.check.language.UnusedCondition;
import dev.fargatecd.cloudformation.check.language.UnusedMapping;
import dev.fargatecd.cloudformation.check.language.UnusedParameter;
import dev.fargatecd.cloudformation.check.permission.AdministratorAccess;
import dev.fargatecd.cloudformation.check.permission.DeliveryRoleLacks;
import dev.fargatecd.cloudformation.check.permission.ExecutionRoleLacks;
import dev.fargatecd.cloudformation.check.permission.MissingPassRole;
import dev.fargatecd.cloudformation.check.permission.NeedlessPermission;
import dev.fargatecd.cloudformation.check.permission.PolicyGrammar;
import dev.fargatecd.cloudformation.check.permission.PolicyResource;
import dev.fargatecd.cloudformation.check.permission.PolicyVersion;
import dev.fargatecd.cloudformation.check.permission.ServicePrincipal;
import dev.fargatecd.cloudformation.check.permission.UnknownAction;
import dev.fargatecd.cloudformation.check.permission.WildcardAction;
import dev.fargatecd.cloudformation.check.permission.WildcardResource;
import dev.fargatecd.cloudformation.check.property.CoercedValue;
import dev.fargatecd.cloudformation.check.property.DuplicatePhysicalName;
import dev.fargatecd.cloudformation.check.property.InvalidValue;
import dev.fargatecd.cloudformation.check.property.MissingProperty;
import dev.fargatecd.cloudformation.check.property.NameForArn;
import dev.fargatecd.cloudformation.check.property.NameTooLong;
import dev.fargatecd.cloudformation.check.property.ReadOnlyProperty;
import dev.fargatecd.cloudformation.check.property.RestrictedValue;
import dev.fargatecd.cloudformation.check.property.UnknownProperty;
import dev.fargatecd.cloudformation.check.property.UnknownType;
import dev.fargatecd.cloudformation.check.property.WrongReference;
import dev.fargatecd.cloudformation.check.service.BalancerSubnets;
import dev.fargatecd.cloudformation.check.service.BlockedPort;
import dev.fargatecd.cloudformation.check.service.CidrBlock;
import dev.fargatecd.cloudformation.check.service.ContainerDefinitions;
import dev.fargatecd.cloudformation.check.service.ContainerLargerThanTask;
import dev.fargatecd.cloudformation.check.service.ContainerName;
import dev.fargatecd.cloudformation.check.service.ContainerPort;
import dev.fargatecd.cloudformation.check.service.DeploymentPercent;
import dev.fargatecd.cloudformation.check.service.DoubleSlash;
import dev.fargatecd.cloudformation.check.service.DuplicatePriority;
import dev.fargatecd.cloudformation.check.service.EveryPortBetweenGroups;
import dev.fargatecd.cloudformation.check.service.FargateNetworkMode;
import dev.fargatecd.cloudformation.check.service.FargateSize;
import dev.fargatecd.cloudformation.check.service.HandPickedPriority;
import dev.fargatecd.cloudformation.check.service.HealthCheckPath;
import dev.fargatecd.cloudformation.check.service.HealthCheckTimeout;
import dev.fargatecd.cloudformation.check.service.HostPort;
import dev.fargatecd.cloudformation.check.service.LaunchType;
import dev.fargatecd.cloudformation.check.service.ListenerAction;
import dev.fargatecd.cloudformation.check.service.LogOptions;
import dev.fargatecd.cloudformation.check.service.MissingCircuitBreaker;
import dev.fargatecd.cloudformation.check.service.MissingExecutionRole;
import dev.fargatecd.cloudformation.check.service.MissingLogGroup;
import dev.fargatecd.cloudformation.check.service.MovingImageTag;
import dev.fargatecd.cloudformation.check.service.OpenSecurityGroup;
import dev.fargatecd.cloudformation.check.service.PathPatternGap;
import dev.fargatecd.cloudformation.check.service.PortVariable;
import dev.fargatecd.cloudformation.check.service.RouteBeforeGateway;
import dev.fargatecd.cloudformation.check.service.RouteTables;
import dev.fargatecd.cloudformation.check.service.RouteTarget;
import dev.fargatecd.cloudformation.check.service.SecurityGroupRule;
import dev.fargatecd.cloudformation.check.service.ServiceBeforeRule;
import dev.fargatecd.cloudformation.check.service.SlowDeregistration;
import dev.fargatecd.cloudformation.check.service.TargetGroupSettings;
import dev.fargatecd.cloudformation.check.service.TargetType;
import java.util.List;
import java.util.stream.Stream;

/** The checks that there are. */
public final class Catalogue {
    private Catalogue() {}

    /** All checks, by what they are about. */
    public static List<Check> checks() {
        return Stream.of(language(), property(), service(), delivery(), permission())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Check> language() {
        return List.of(
                new UndefinedReference(),
                new UnknownAttribute(),
                new CircularDependency(),
                new UnusedParameter(),
                new UnusedCondition(),
                new UnusedMapping(),
                new DuplicateKey(),
                new SurprisingScalar(),
                new MissingSub(),
                new MissingMappingKey(),
                new ParameterDefault(),
                new TemplateSize(),
                new ImpossibleValue(),
                new ConditionalReference());
    }

    private static List<Check> property() {
        return List.of(
                new UnknownType(),
                new UnknownProperty(),
                new MissingProperty(),
                new ReadOnlyProperty(),
                new InvalidValue(),
                new CoercedValue(),
                new NameForArn(),
                new NameTooLong(),
                new RestrictedValue(),
                new WrongReference(),
                new DuplicatePhysicalName());
    }

    private static List<Check> service() {
        return List.of(
                new ContainerName(),
                new ContainerPort(),
                new TargetType(),
                new HostPort(),
                new FargateSize(),
                new FargateNetworkMode(),
                new ContainerLargerThanTask(),
                new MissingExecutionRole(),
                new MissingLogGroup(),
                new MovingImageTag(),
                new ServiceBeforeRule(),
                new DuplicatePriority(),
                new HandPickedPriority(),
                new PathPatternGap(),
                new DoubleSlash(),
                new HealthCheckPath(),
                new HealthCheckTimeout(),
                new OpenSecurityGroup(),
                new EveryPortBetweenGroups(),
                new MissingCircuitBreaker(),
                new SlowDeregistration(),
                new CidrBlock(),
                new BalancerSubnets(),
                new SecurityGroupRule(),
                new ListenerAction(),
                new TargetGroupSettings(),
                new LogOptions(),
                new LaunchType(),
                new DeploymentPercent(),
                new BlockedPort(),
                new RouteTarget(),
                new RouteBeforeGateway(),
                new PortVariable(),
                new RouteTables(),
                new ContainerDefinitions());
    }

    private static List<Check> delivery() {
        return List.of(
                new ActionConfiguration(),
                new ArtifactInput(),
                new ArtifactOrder(),
                new BranchMismatch(),
                new BuildspecKeys(),
                new DeadBuildImage(),
                new DuplicateName(),
                new EcrGetLogin(),
                new ExposedPort(),
                new ImportWithoutExport(),
                new LiteralAccount(),
                new LiteralExport(),
                new LiteralRegion(),
                new MissingCapability(),
                new MissingTemplateParameter(),
                new ParameterOverridesSize(),
                new PollingSource(),
                new SourceStage(),
                new UnknownTemplateParameter(),
                new UnprivilegedDocker(),
                new DockerfileSyntax(),
                new DockerfileHabit(),
                new BuildspecValues(),
                new BuildArtifact(),
                new ActionType(),
                new DeploymentAction(),
                new EventPattern(),
                new BuildVariable(),
                new PipelineVariable(),
                new ProjectSource(),
                new UnknownProject(),
                new ImageArchitecture(),
                new ConfigurationFile(),
                new LifecyclePolicy());
    }

    private static List<Check> permission() {
        return List.of(
                new AdministratorAccess(),
                new ExecutionRoleLacks(),
                new MissingPassRole(),
                new NeedlessPermission(),
                new PolicyGrammar(),
                new PolicyVersion(),
                new ServicePrincipal(),
                new UnknownAction(),
                new WildcardAction(),
                new WildcardResource(),
                new PolicyResource(),
                new DeliveryRoleLacks());
    }
}
