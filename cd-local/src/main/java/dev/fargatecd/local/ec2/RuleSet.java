package dev.fargatecd.local.ec2;

import dev.fargatecd.local.network.Cidr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** The two ways in which EC2 writes rules of a security group: each by itself, and as permissions that gather peers. */
final class RuleSet {
    static final String ALL = "-1";
    private static final Set<String> WITH_PORTS = Set.of("tcp", "udp");
    private static final Set<String> NAMED = Set.of("tcp", "udp", "icmp", "icmpv6");
    private static final Map<String, String> BY_NUMBER = Map.of("6", "tcp", "17", "udp", "1", "icmp", "58", "icmpv6");

    private RuleSet() {}

    /** The rules of permissions, one for each peer, without ids and group. */
    static List<SecurityGroupRule> rules(List<IpPermission> permissions, String owner) {
        List<SecurityGroupRule> rules = new ArrayList<>();
        for (IpPermission permission : permissions) {
            SecurityGroupRule.Builder base = base(permission);
            for (IpRange range : permission.ipRanges()) {
                Cidr cidr = Cidr.parse(Objects.requireNonNullElse(range.cidrIp(), ""))
                        .orElseThrow(() -> Ec2Faults.invalid("CIDR block " + range.cidrIp() + " is malformed"));
                rules.add(base.copy()
                        .cidrIpv4(cidr.toString())
                        .description(range.description())
                        .build());
            }
            for (Ipv6Range range : permission.ipv6Ranges()) {
                rules.add(base.copy()
                        .cidrIpv6(range.cidrIpv6())
                        .description(range.description())
                        .build());
            }
            for (PrefixListId list : permission.prefixListIds()) {
                rules.add(base.copy()
                        .prefixListId(list.prefixListId())
                        .description(list.description())
                        .build());
            }
            for (UserIdGroupPair pair : permission.userIdGroupPairs()) {
                rules.add(base.copy()
                        .referencedGroupInfo(group ->
                                group.groupId(pair.groupId()).userId(Objects.requireNonNullElse(pair.userId(), owner)))
                        .description(pair.description())
                        .build());
            }
        }
        return rules;
    }

    /** Permissions that say the same as the rules, in the order of the first rule of each. */
    static List<IpPermission> permissions(List<SecurityGroupRule> rules) {
        record Ports(
                String protocol,
                @Nullable Integer from,
                @Nullable Integer to) {}
        Map<Ports, List<SecurityGroupRule>> groups = new LinkedHashMap<>();
        for (SecurityGroupRule rule : rules) {
            boolean all = rule.ipProtocol().equals(ALL);
            Ports ports = new Ports(rule.ipProtocol(), all ? null : rule.fromPort(), all ? null : rule.toPort());
            groups.computeIfAbsent(ports, key -> new ArrayList<>()).add(rule);
        }
        List<IpPermission> permissions = new ArrayList<>();
        groups.forEach((ports, its) -> permissions.add(IpPermission.builder()
                .ipProtocol(ports.protocol())
                .fromPort(ports.from())
                .toPort(ports.to())
                .ipRanges(its.stream()
                        .filter(rule -> rule.cidrIpv4() != null)
                        .map(rule -> IpRange.builder()
                                .cidrIp(rule.cidrIpv4())
                                .description(rule.description())
                                .build())
                        .toList())
                .ipv6Ranges(its.stream()
                        .filter(rule -> rule.cidrIpv6() != null)
                        .map(rule -> Ipv6Range.builder()
                                .cidrIpv6(rule.cidrIpv6())
                                .description(rule.description())
                                .build())
                        .toList())
                .prefixListIds(its.stream()
                        .filter(rule -> rule.prefixListId() != null)
                        .map(rule -> PrefixListId.builder()
                                .prefixListId(rule.prefixListId())
                                .description(rule.description())
                                .build())
                        .toList())
                .userIdGroupPairs(its.stream()
                        .filter(rule -> rule.referencedGroupInfo() != null)
                        .map(rule -> UserIdGroupPair.builder()
                                .groupId(rule.referencedGroupInfo().groupId())
                                .userId(rule.referencedGroupInfo().userId())
                                .description(rule.description())
                                .build())
                        .toList())
                .build()));
        return permissions;
    }

    /** Whether two rules let the same through; their descriptions and ids don't count. */
    static boolean same(SecurityGroupRule one, SecurityGroupRule other) {
        return bare(one).equals(bare(other));
    }

    /** As EC2's messages write a rule: {@code peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW}. */
    static String text(SecurityGroupRule rule) {
        String peer = rule.cidrIpv4() != null
                ? rule.cidrIpv4()
                : rule.cidrIpv6() != null
                        ? rule.cidrIpv6()
                        : rule.prefixListId() != null
                                ? rule.prefixListId()
                                : rule.referencedGroupInfo().groupId();
        return "peer: " + peer + ", "
                + (rule.ipProtocol().equals(ALL)
                        ? "ALL"
                        : rule.ipProtocol().toUpperCase(Locale.ROOT) + ", from port: " + rule.fromPort() + ", to port: "
                                + rule.toPort())
                + ", ALLOW";
    }

    private static SecurityGroupRule bare(SecurityGroupRule rule) {
        return SecurityGroupRule.builder()
                .groupId(rule.groupId())
                .isEgress(rule.isEgress())
                .ipProtocol(rule.ipProtocol())
                .fromPort(rule.fromPort())
                .toPort(rule.toPort())
                .cidrIpv4(rule.cidrIpv4())
                .cidrIpv6(rule.cidrIpv6())
                .prefixListId(rule.prefixListId())
                .referencedGroupInfo(rule.referencedGroupInfo())
                .build();
    }

    private static SecurityGroupRule.Builder base(IpPermission permission) {
        if (permission.ipProtocol() == null) {
            throw Ec2Faults.missing("ipProtocol");
        }
        String given = permission.ipProtocol().toLowerCase(Locale.ROOT);
        String protocol = BY_NUMBER.getOrDefault(given, given);
        if (!protocol.equals(ALL) && !NAMED.contains(protocol) && !protocol.matches("\\d{1,3}")) {
            throw Ec2Faults.invalid("Invalid value '" + given + "' for IP protocol. Unknown protocol.");
        }
        SecurityGroupRule.Builder base = SecurityGroupRule.builder().ipProtocol(protocol);
        if (!WITH_PORTS.contains(protocol)) {
            boolean ports = NAMED.contains(protocol);
            return base.fromPort(ports ? Objects.requireNonNullElse(permission.fromPort(), -1) : -1)
                    .toPort(ports ? Objects.requireNonNullElse(permission.toPort(), -1) : -1);
        }
        Integer from = permission.fromPort();
        Integer to = permission.toPort();
        if (from == null || to == null) {
            throw Ec2Faults.invalid("Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
        }
        if (from < 0 || to > 65535 || from > to) {
            throw Ec2Faults.invalid("Invalid TCP/UDP port range (" + from + ":" + to + ")");
        }
        return base.fromPort(from).toPort(to);
    }
}
