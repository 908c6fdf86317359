package dev.fargatecd.local.elbv2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The attributes that a load balancer or a target group has: their defaults, and what they may be set to. */
final class Attributes {
    private static final String ANY = ".*";
    private static final String SWITCH = "true|false";

    /** Of load balancers: application-load-balancers.html, "Load balancer attributes". */
    static final Attributes BALANCER = new Attributes(List.of(
            fixed("access_logs.s3.enabled", "false", SWITCH),
            stored("access_logs.s3.bucket", "", ANY),
            stored("access_logs.s3.prefix", "", ANY),
            stored("client_keep_alive.seconds", "3600", number()),
            fixed("connection_logs.s3.enabled", "false", SWITCH),
            stored("connection_logs.s3.bucket", "", ANY),
            stored("connection_logs.s3.prefix", "", ANY),
            fixed("health_check_logs.s3.enabled", "false", SWITCH),
            stored("health_check_logs.s3.bucket", "", ANY),
            stored("health_check_logs.s3.prefix", "", ANY),
            stored("deletion_protection.enabled", "false", SWITCH),
            stored("idle_timeout.timeout_seconds", "60", "[1-9]\\d{0,2}|[1-3]\\d{3}|4000"),
            stored("ipv6.deny_all_igw_traffic", "false", SWITCH),
            fixed("load_balancing.cross_zone.enabled", "true", "true"),
            stored("routing.http.desync_mitigation_mode", "defensive", "monitor|defensive|strictest"),
            fixed("routing.http.drop_invalid_header_fields.enabled", "false", SWITCH),
            stored("routing.http.preserve_host_header.enabled", "false", SWITCH), // the Host is always kept here
            fixed("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "false", SWITCH),
            stored("routing.http.xff_client_port.enabled", "false", SWITCH),
            stored("routing.http.xff_header_processing.mode", "append", "append|preserve|remove"),
            stored("routing.http2.enabled", "true", SWITCH),
            stored("waf.fail_open.enabled", "false", SWITCH),
            stored("zonal_shift.config.enabled", "false", SWITCH)));

    /** Of target groups: load-balancer-target-groups.html, "Target group attributes". */
    static final Attributes GROUP = new Attributes(List.of(
            stored("deregistration_delay.timeout_seconds", "300", "\\d{1,3}|[1-2]\\d{3}|3[0-5]\\d{2}|3600"),
            stored("load_balancing.algorithm.type", "round_robin", "round_robin|least_outstanding_requests"),
            fixed("load_balancing.algorithm.anomaly_mitigation", "off", "on|off"),
            stored(
                    "load_balancing.cross_zone.enabled",
                    "use_load_balancer_configuration",
                    "true|use_load_balancer_configuration"),
            fixed("slow_start.duration_seconds", "0", number()),
            fixed("stickiness.enabled", "false", SWITCH),
            stored("stickiness.type", "lb_cookie", "lb_cookie|app_cookie"),
            stored("stickiness.lb_cookie.duration_seconds", "86400", number()),
            stored("stickiness.app_cookie.cookie_name", "", ANY),
            stored("stickiness.app_cookie.duration_seconds", "86400", number()),
            fixed("target_group_health.dns_failover.minimum_healthy_targets.count", "1", "off|\\d+"),
            fixed("target_group_health.dns_failover.minimum_healthy_targets.percentage", "off", "off|\\d+"),
            fixed("target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", "1", "\\d+"),
            fixed(
                    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage",
                    "off",
                    "off|\\d+")));

    /**
     * One attribute.
     *
     * @param fixed whether the local cloud does nothing but the default
     */
    private record Attribute(String key, String initial, Pattern allowed, boolean fixed) {}

    private final Map<String, Attribute> known = new TreeMap<>();

    private Attributes(List<Attribute> all) {
        all.forEach(one -> known.put(one.key(), one));
    }

    /** All attributes by key, those that were set and the defaults of the others. */
    Map<String, String> complete(Map<String, String> set) {
        Map<String, String> all = new TreeMap<>();
        known.values().forEach(one -> all.put(one.key(), set.getOrDefault(one.key(), one.initial())));
        return all;
    }

    String value(Map<String, String> set, String key) {
        String value = complete(set).get(key);
        if (value == null) {
            throw new IllegalArgumentException("no such attribute: " + key);
        }
        return value;
    }

    /** What is set after the changes. */
    Map<String, String> changed(String operation, Map<String, String> set, List<Map.Entry<String, String>> changes) {
        Map<String, String> next = new TreeMap<>(set);
        List<String> unknown = new ArrayList<>();
        for (Map.Entry<String, String> change : changes) {
            Attribute attribute = known.get(change.getKey());
            if (attribute == null) {
                unknown.add(change.getKey());
            } else if (attribute.fixed() && !attribute.initial().equals(change.getValue())) {
                throw new UnsupportedOperationException(operation + ": " + change.getKey() + " = " + change.getValue()
                        + " is not supported by the local cloud");
            } else if (!attribute.allowed().matcher(change.getValue()).matches()) {
                throw ElbFaults.configuration("The attribute value '" + change.getValue() + "' for key '"
                        + change.getKey() + "' is not valid");
            } else {
                next.put(change.getKey(), change.getValue());
            }
        }
        if (!unknown.isEmpty()) {
            throw ElbFaults.validation("Attribute keys " + unknown + " are not recognized");
        }
        return Map.copyOf(next);
    }

    private static Attribute stored(String key, String initial, String allowed) {
        return new Attribute(key, initial, Pattern.compile(allowed), false);
    }

    private static Attribute fixed(String key, String initial, String allowed) {
        return new Attribute(key, initial, Pattern.compile(allowed), true);
    }

    private static String number() {
        return "\\d{1,6}";
    }
}
