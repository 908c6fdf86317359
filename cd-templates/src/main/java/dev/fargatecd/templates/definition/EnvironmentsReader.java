package dev.fargatecd.templates.definition;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.model.Approval;
import dev.fargatecd.model.CertificateArn;
import dev.fargatecd.model.DesiredCount;
import dev.fargatecd.model.Environment;
import dev.fargatecd.model.EnvironmentName;
import dev.fargatecd.model.InvalidValue;
import dev.fargatecd.model.Network;
import dev.fargatecd.model.StackName;
import dev.fargatecd.model.SubnetId;
import dev.fargatecd.model.VpcId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the section {@code environments}. */
final class EnvironmentsReader {
    private static final String ONE_OF = " takes one of: create: true; vpc and subnets; stack";

    /** Stands in for a wrong one, so that the subnets are checked all the same. */
    private static final VpcId ANY_VPC = new VpcId("vpc-00000000");

    private final Findings findings;
    private final boolean hasService;

    /** @param hasService whether the definition has a service; without one, environments are alone */
    EnvironmentsReader(Findings findings, boolean hasService) {
        this.findings = findings;
        this.hasService = hasService;
    }

    List<Environment> environments(Section section) {
        List<Environment> environments = new ArrayList<>();
        for (Node.Entry entry : section.entries()) {
            Optional<EnvironmentName> name =
                    findings.attempt(entry.position(), section.path(), () -> new EnvironmentName(entry.key()));
            Optional<Section> settings = section.section(entry);
            settings.flatMap(it -> environment(name, it)).ifPresent(environments::add);
        }
        return environments;
    }

    private Optional<Environment> environment(Optional<EnvironmentName> name, Section section) {
        section.checkKeys(DefinitionKey.ENVIRONMENT_KEYS, List.of(DefinitionKey.NETWORK));
        if (!hasService) {
            refuse(section, DefinitionKey.DESIRED_COUNT, "there is no service");
            refuse(section, DefinitionKey.APPROVAL, "there is no service");
        }
        Optional<DesiredCount> count = section.has(DefinitionKey.DESIRED_COUNT)
                ? section.number(DefinitionKey.DESIRED_COUNT, DesiredCount::new)
                : Optional.of(DesiredCount.ONE);
        Approval approval = section.word(DefinitionKey.APPROVAL, List.of(DefinitionKey.REQUIRED, DefinitionKey.NONE))
                .filter(DefinitionKey.REQUIRED::equals)
                .map(it -> Approval.REQUIRED)
                .orElse(Approval.NONE);
        Optional<CertificateArn> certificate = certificate(section);
        Optional<Network> network = section.section(DefinitionKey.NETWORK).flatMap(this::network);
        if (network.filter(it -> it.sharedStack().isPresent()).isPresent()) {
            refuse(section, DefinitionKey.CERTIFICATE, "the load balancer is that of another's stack");
            certificate = Optional.empty();
        }
        if (name.isEmpty() || count.isEmpty() || network.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Environment(name.get(), network.get(), count.get(), approval, certificate));
    }

    /** Nothing, too, where none is said to be meant. */
    private static Optional<CertificateArn> certificate(Section section) {
        boolean isNone = section.mentions(DefinitionKey.CERTIFICATE, DefinitionKey.NONE);
        return isNone ? Optional.empty() : section.text(DefinitionKey.CERTIFICATE, CertificateArn::new);
    }

    private Optional<Network> network(Section section) {
        boolean given = section.has(DefinitionKey.VPC) || section.has(DefinitionKey.SUBNETS);
        int kinds = (section.has(DefinitionKey.CREATE) ? 1 : 0)
                + (given ? 1 : 0)
                + (section.has(DefinitionKey.STACK) ? 1 : 0);
        section.checkKeys(
                DefinitionKey.NETWORK_KEYS,
                given && kinds == 1 ? List.of(DefinitionKey.VPC, DefinitionKey.SUBNETS) : List.of());
        if (kinds != 1) {
            findings.add(section.position(), section.path() + ONE_OF);
            return Optional.empty();
        }
        if (section.has(DefinitionKey.CREATE)) {
            return created(section);
        }
        return given ? given(section) : shared(section);
    }

    private Optional<Network> created(Section section) {
        refuse(section, DefinitionKey.ASSIGN_PUBLIC_IP, "in a created network it follows from nat");
        Optional<Boolean> create = section.bool(DefinitionKey.CREATE);
        if (create.isPresent() && !create.get()) {
            findings.add(
                    section.at(DefinitionKey.CREATE),
                    section.pathOf(DefinitionKey.CREATE)
                            + " is false; then give vpc and subnets, or stack, in its place");
        }
        Optional<Boolean> nat = section.has(DefinitionKey.NAT) ? section.bool(DefinitionKey.NAT) : Optional.of(false);
        return create.filter(it -> it).flatMap(it -> nat.map(Network.Created::new));
    }

    private Optional<Network> given(Section section) {
        refuse(section, DefinitionKey.NAT, "the network is not created here");
        Optional<VpcId> vpc = section.text(DefinitionKey.VPC, VpcId::new);
        Optional<List<SubnetId>> subnets = section.texts(DefinitionKey.SUBNETS, SubnetId::new);
        Optional<Boolean> publicIp = assignPublicIp(section);
        if (subnets.isEmpty()) {
            return Optional.empty();
        }
        try {
            Network network = new Network.Given(vpc.orElse(ANY_VPC), subnets.get(), publicIp.orElse(true));
            return vpc.isPresent() && publicIp.isPresent() ? Optional.of(network) : Optional.empty();
        } catch (InvalidValue invalid) {
            findings.add(section.at(invalid.field()), section.pathOf(invalid.field()) + " " + invalid.problem());
            return Optional.empty();
        }
    }

    private Optional<Network> shared(Section section) {
        if (!hasService) {
            refuse(section, DefinitionKey.STACK, "there is no service to put there");
        }
        refuse(section, DefinitionKey.NAT, "the network is not created here");
        Optional<StackName> stack = section.text(DefinitionKey.STACK, StackName::new);
        Optional<Boolean> publicIp = assignPublicIp(section);
        return stack.flatMap(it -> publicIp.map(isPublic -> new Network.Shared(it, isPublic)));
    }

    /** Left out, tasks get a public address: the balancer's subnets are public, and the tasks are in the same. */
    private static Optional<Boolean> assignPublicIp(Section section) {
        return section.has(DefinitionKey.ASSIGN_PUBLIC_IP)
                ? section.bool(DefinitionKey.ASSIGN_PUBLIC_IP)
                : Optional.of(true);
    }

    private void refuse(Section section, String key, String reason) {
        if (section.has(key)) {
            findings.add(section.at(key), section.pathOf(key) + " is given, but " + reason);
        }
    }
}
