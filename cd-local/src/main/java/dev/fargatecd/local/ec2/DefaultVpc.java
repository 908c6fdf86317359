package dev.fargatecd.local.ec2;

import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Store;
import dev.fargatecd.local.kernel.Table;
import dev.fargatecd.local.network.Cidr;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * The VPC that an account finds in each region: 172.31.0.0/16, a public /20 subnet in each zone, a gateway to the
 * internet (default-vpc-components.html). Made when a region is first used, and not again once it is deleted.
 */
final class DefaultVpc {
    private static final Cidr BLOCK = Cidr.known("172.31.0.0/16");
    private static final int SUBNET_PREFIX = 20;

    private record Made(String vpcId) {}

    private final Network network;
    private final Vpcs vpcs;
    private final Subnets subnets;
    private final InternetGateways gateways;
    private final RouteTables routeTables;
    private final Zones zones;
    private final Table<Made> made;

    DefaultVpc(
            Network network,
            Vpcs vpcs,
            Subnets subnets,
            InternetGateways gateways,
            RouteTables routeTables,
            Zones zones,
            Store store) {
        this.network = network;
        this.vpcs = vpcs;
        this.subnets = subnets;
        this.gateways = gateways;
        this.routeTables = routeTables;
        this.zones = zones;
        made = store.table("ec2.default-vpcs", Made.class);
    }

    /** Makes it if this region has not been used before. Calls are serialised by EC2's one lock. */
    void ensure(Scope scope) {
        Key key = new Key(scope, "default");
        if (made.get(key).isPresent()) {
            return;
        }
        Vpc vpc = vpcs.add(scope, BLOCK, true, List.of());
        List<AvailabilityZone> all = zones.of(scope);
        for (int i = 0; i < all.size(); i++) {
            Cidr block = new Cidr(BLOCK.first() + ((long) i << (32 - SUBNET_PREFIX)), SUBNET_PREFIX);
            subnets.add(scope, vpc, block, all.get(i), true, List.of());
        }
        InternetGateway gateway = gateways.add(scope, List.of());
        gateways.attach(scope, gateway, vpc.vpcId());
        Network.where(network.routeTables, scope, table -> table.vpcId().equals(vpc.vpcId()))
                .forEach(table -> routeTables.routeToInternet(scope, table, gateway.internetGatewayId()));
        made.put(key, new Made(vpc.vpcId()));
    }
}
