package dev.fargatecd.local.ec2;

import dev.fargatecd.local.kernel.CloudContext;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Amazon EC2, the network's part of it: VPCs, subnets, security groups, network interfaces. */
public final class Ec2Service implements Ec2Client {

    public Ec2Service(CloudContext cloud) {}

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
