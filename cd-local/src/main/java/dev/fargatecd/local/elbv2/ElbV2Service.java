package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.network.AddressTable;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/** Elastic Load Balancing: application load balancers that really balance. */
public final class ElbV2Service implements ElasticLoadBalancingV2Client {

    public ElbV2Service(CloudContext cloud, AddressTable addresses) {}

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
