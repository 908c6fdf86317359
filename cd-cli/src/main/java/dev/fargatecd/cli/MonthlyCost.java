package dev.fargatecd.cli;

import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.Environment;
import dev.fargatecd.model.FargateSize;
import dev.fargatecd.model.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a delivery costs a month, as far as it can be said beforehand: what runs all the time, without traffic, builds and
 * logs, at the list prices of us-east-1 in US dollars (AWS's pricing pages of <a
 * href="https://aws.amazon.com/fargate/pricing/">Fargate</a>, <a
 * href="https://aws.amazon.com/elasticloadbalancing/pricing/">load balancers</a> and <a
 * href="https://aws.amazon.com/vpc/pricing/">public addresses and NAT gateways</a>). Other regions differ.
 */
record MonthlyCost(List<String> lines) {
    private static final double HOURS = 730;
    private static final double VCPU_HOUR = 0.04048;
    private static final double GIB_HOUR = 0.004445;
    private static final double BALANCER_HOUR = 0.0225;
    private static final double ADDRESS_HOUR = 0.005;
    private static final double NAT_HOUR = 0.045;
    /** A balancer has one public address in each of its subnets, two at least. */
    private static final int BALANCER_ADDRESSES = 2;

    static MonthlyCost of(Delivery delivery) {
        List<String> lines = new ArrayList<>();
        double sum = 0;
        for (Environment environment : delivery.environments()) {
            double balancer = environment.isOwn() ? HOURS * (BALANCER_HOUR + BALANCER_ADDRESSES * ADDRESS_HOUR) : 0;
            double nat = environment.network() instanceof Network.Created made && made.nat()
                    ? HOURS * (NAT_HOUR + ADDRESS_HOUR)
                    : 0;
            double tasks = delivery.pipeline()
                            .map(pipeline ->
                                    task(environment, pipeline.service().size()))
                            .orElse(0.0)
                    * environment.desiredCount().value();
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-12s about %6.2f USD a month: balancer %.2f, %d task%s %.2f%s",
                    environment.name(),
                    balancer + tasks + nat,
                    balancer,
                    environment.desiredCount().value(),
                    environment.desiredCount().value() == 1 ? "" : "s",
                    tasks,
                    nat > 0 ? String.format(Locale.ROOT, ", NAT gateway %.2f", nat) : ""));
            sum += balancer + tasks + nat;
        }
        lines.add(String.format(
                Locale.ROOT,
                "  together     about %6.2f USD a month while it is there (us-east-1's list prices; traffic, builds, logs and"
                        + " images come on top)",
                sum));
        return new MonthlyCost(lines);
    }

    private static double task(Environment environment, FargateSize size) {
        double address = environment.network().assignPublicIp() ? ADDRESS_HOUR : 0;
        return HOURS * (size.cpu() / 1024.0 * VCPU_HOUR + size.memory() / 1024.0 * GIB_HOUR + address);
    }
}
