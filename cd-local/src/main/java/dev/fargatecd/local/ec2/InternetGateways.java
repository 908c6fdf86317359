package dev.fargatecd.local.ec2;

import dev.fargatecd.local.kernel.Ids;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Internet gateways, each attached to one VPC or to none. */
final class InternetGateways {
    private final Network network;
    private final Ids ids;

    InternetGateways(Network network, Ids ids) {
        this.network = network;
        this.ids = ids;
    }

    CreateInternetGatewayResponse create(Scope scope, CreateInternetGatewayRequest request) {
        Supported.only("ec2 CreateInternetGateway", request, "TagSpecifications");
        InternetGateway gateway = add(scope, Tags.specified(request.tagSpecifications(), "internet-gateway"));
        return CreateInternetGatewayResponse.builder()
                .internetGateway(network.gateways.shown(scope, gateway))
                .build();
    }

    InternetGateway add(Scope scope, List<Tag> tags) {
        InternetGateway gateway = InternetGateway.builder()
                .internetGatewayId(ids.resource("igw"))
                .ownerId(scope.account())
                .build();
        network.gateways.add(scope, gateway, tags);
        return gateway;
    }

    AttachInternetGatewayResponse attach(Scope scope, AttachInternetGatewayRequest request) {
        Supported.only("ec2 AttachInternetGateway", request, "InternetGatewayId", "VpcId");
        attach(scope, network.gateways.get(scope, request.internetGatewayId()), request.vpcId());
        return AttachInternetGatewayResponse.builder().build();
    }

    void attach(Scope scope, InternetGateway gateway, String vpc) {
        String vpcId = network.vpcs.get(scope, vpc).vpcId();
        if (!gateway.attachments().isEmpty()) {
            throw Ec2Faults.of(
                    "Resource.AlreadyAssociated",
                    "resource " + gateway.internetGatewayId() + " is already attached to network "
                            + gateway.attachments().get(0).vpcId());
        }
        if (network.gateways.all(scope).stream().anyMatch(other -> isAttached(other, vpcId))) {
            throw Ec2Faults.invalid("Network " + vpcId + " already has an internet gateway attached");
        }
        network.gateways.put(
                scope,
                gateway.toBuilder()
                        .attachments(InternetGatewayAttachment.builder()
                                .vpcId(vpcId)
                                .state("available")
                                .build())
                        .build());
    }

    DetachInternetGatewayResponse detach(Scope scope, DetachInternetGatewayRequest request) {
        Supported.only("ec2 DetachInternetGateway", request, "InternetGatewayId", "VpcId");
        InternetGateway gateway = network.gateways.get(scope, request.internetGatewayId());
        String vpcId = network.vpcs.get(scope, request.vpcId()).vpcId();
        if (!isAttached(gateway, vpcId)) {
            throw Ec2Faults.of(
                    "Gateway.NotAttached",
                    "resource " + gateway.internetGatewayId() + " is not attached to network " + vpcId);
        }
        boolean mapped = network.interfaces.all(scope).stream()
                .anyMatch(one -> one.vpcId().equals(vpcId) && one.association() != null);
        if (mapped) {
            throw Ec2Faults.of(
                    "DependencyViolation",
                    "Network " + vpcId + " has some mapped public address(es). Please unmap those public address(es)"
                            + " before detaching the gateway.");
        }
        network.gateways.put(scope, gateway.toBuilder().attachments(List.of()).build());
        return DetachInternetGatewayResponse.builder().build();
    }

    DeleteInternetGatewayResponse delete(Scope scope, DeleteInternetGatewayRequest request) {
        InternetGateway gateway = network.gateways.get(scope, request.internetGatewayId());
        if (!gateway.attachments().isEmpty()) {
            throw Ec2Faults.hasDependencies("internetGateway", gateway.internetGatewayId());
        }
        network.gateways.remove(scope, gateway.internetGatewayId());
        return DeleteInternetGatewayResponse.builder().build();
    }

    DescribeInternetGatewaysResponse describe(Scope scope, DescribeInternetGatewaysRequest request) {
        Supported.only(
                "ec2 DescribeInternetGateways", request, "InternetGatewayIds", "Filters", "NextToken", "MaxResults");
        Page<InternetGateway> page = network.gateways.describe(
                scope, request.internetGatewayIds(), request.filters(), request.nextToken(), request.maxResults());
        return DescribeInternetGatewaysResponse.builder()
                .internetGateways(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    static boolean isAttached(InternetGateway gateway, String vpcId) {
        return gateway.attachments().stream().anyMatch(to -> to.vpcId().equals(vpcId));
    }
}
