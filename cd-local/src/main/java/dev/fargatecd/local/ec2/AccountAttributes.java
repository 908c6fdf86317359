package dev.fargatecd.local.ec2;

import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.AccountAttribute;
import software.amazon.awssdk.services.ec2.model.AccountAttributeValue;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesResponse;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** What EC2 tells of an account in a region. */
final class AccountAttributes {
    private final Network network;

    AccountAttributes(Network network) {
        this.network = network;
    }

    DescribeAccountAttributesResponse describe(Scope scope, DescribeAccountAttributesRequest request) {
        Supported.only("ec2 DescribeAccountAttributes", request, "AttributeNames");
        String defaultVpc = network.vpcs.all(scope).stream()
                .filter(Vpc::isDefault)
                .map(Vpc::vpcId)
                .findFirst()
                .orElse("none");
        Map<String, String> all = new TreeMap<>(Map.of(
                "default-vpc", defaultVpc,
                "supported-platforms", "VPC",
                "vpc-max-security-groups-per-interface", "5"));
        List<String> asked = request.attributeNamesAsStrings();
        for (String name : asked) {
            if (!all.containsKey(name)) {
                throw new UnsupportedOperationException(
                        "ec2 DescribeAccountAttributes: " + name + " is not supported by the local cloud");
            }
        }
        return DescribeAccountAttributesResponse.builder()
                .accountAttributes(all.entrySet().stream()
                        .filter(entry -> asked.isEmpty() || asked.contains(entry.getKey()))
                        .map(entry -> AccountAttribute.builder()
                                .attributeName(entry.getKey())
                                .attributeValues(AccountAttributeValue.builder()
                                        .attributeValue(entry.getValue())
                                        .build())
                                .build())
                        .toList())
                .build();
    }
}
