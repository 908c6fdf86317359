package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds networks that are none, that are too large or too small, or that lie across each other. */
public final class CidrBlock implements TemplateOnlyCheck {
    private static final String VPC = "AWS::EC2::VPC";
    private static final String SUBNET = "AWS::EC2::Subnet";
    private static final Pattern CIDR = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    /** A range of addresses, as numbers. */
    private record Network(Value value, String text, long first, long last, int prefix) {
        boolean contains(Network other) {
            return first <= other.first && other.last <= last;
        }

        boolean overlaps(Network other) {
            return first <= other.last && other.first <= last;
        }
    }

    @Override
    public Rule rule() {
        return new Rule(
                "cidr-block",
                Severity.ERROR,
                "A VPC and its subnets are networks of 16 to 65,536 addresses, the subnets inside and side by side",
                "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        template.resources(VPC).forEach(vpc -> network(vpc, findings));
        List<Resource> subnets = template.resources(SUBNET);
        List<Network> before = new ArrayList<>();
        List<Resource> owners = new ArrayList<>();
        for (Resource subnet : subnets) {
            Optional<Network> network = network(subnet, findings);
            Optional<Resource> vpc = template.resource(Value.of(subnet).member("VpcId"), VPC);
            if (network.isPresent() && vpc.isPresent()) {
                look(network.get(), vpc.get(), before, owners, findings);
                before.add(network.get());
                owners.add(vpc.get());
            }
        }
    }

    private static void look(
            Network network, Resource vpc, List<Network> before, List<Resource> owners, Findings findings) {
        read(Value.of(vpc).member("CidrBlock"))
                .filter(whole -> !whole.contains(network))
                .ifPresent(whole -> findings.add(
                        network.value().position(),
                        network.text() + " is not inside of " + vpc.name() + ", which has " + whole.text(),
                        "take a part of " + whole.text()));
        for (int i = 0; i < before.size(); i++) {
            if (owners.get(i).equals(vpc) && before.get(i).overlaps(network)) {
                findings.add(
                        network.value().position(),
                        network.text() + " has addresses that the subnet with "
                                + before.get(i).text() + " has already",
                        "take the next network");
                return;
            }
        }
    }

    private static Optional<Network> network(Resource resource, Findings findings) {
        Value block = Value.of(resource).member("CidrBlock");
        Optional<Network> network = read(block);
        if (block.literal().isPresent() && network.isEmpty()) {
            findings.add(
                    block.position(),
                    block.literal().get() + " is no network",
                    "write it as 10.0.0.0/16, with its prefix");
        }
        network.filter(one -> one.prefix() < 16 || one.prefix() > 28)
                .ifPresent(one -> findings.add(
                        block.position(), "the prefix of " + one.text() + " must be from /16 to /28", "write /16"));
        return network.filter(one -> one.prefix() >= 16 && one.prefix() <= 28);
    }

    private static Optional<Network> read(Value value) {
        Matcher matcher = CIDR.matcher(value.literal().orElse(""));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long address = 0;
        for (int i = 1; i <= 4; i++) {
            int part = Integer.parseInt(matcher.group(i));
            if (part > 255) {
                return Optional.empty();
            }
            address = address * 256 + part;
        }
        int prefix = Integer.parseInt(matcher.group(5));
        if (prefix > 32) {
            return Optional.empty();
        }
        long size = 1L << (32 - prefix);
        long first = address - address % size;
        return Optional.of(new Network(value, matcher.group(), first, first + size - 1, prefix));
    }
}
