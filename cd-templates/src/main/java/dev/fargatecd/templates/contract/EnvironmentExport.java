package dev.fargatecd.templates.contract;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.yaml.Fn;
import dev.fargatecd.cloudformation.yaml.Yaml;

/**
 * What an environment's stack exports for the services that run in it.
 *
 * <p>Only ids that survive updates: CloudFormation changes no export that is imported.
 */
public enum EnvironmentExport {
    CLUSTER_NAME("ClusterName"),
    VPC_ID("VpcId"),
    SUBNET_IDS("SubnetIds"),
    LISTENER_ARN("ListenerArn"),
    LOAD_BALANCER_SECURITY_GROUP_ID("LoadBalancerSecurityGroupId"),
    SERVICE_SECURITY_GROUP_ID("ServiceSecurityGroupId");

    private final String outputName;

    EnvironmentExport(String outputName) {
        this.outputName = outputName;
    }

    /** The output's logical id, which ends the export's name: {@code ClusterName}. */
    public String outputName() {
        return outputName;
    }

    /** The export's name in the template that makes it. */
    public Node exportName() {
        return Fn.sub("${AWS::StackName}-" + outputName);
    }

    /** The value, in a template that is told the environment's stack by the parameter of that name. */
    public Node importedByParameter(String parameter) {
        return Fn.importValue(Fn.sub("${" + parameter + "}-" + outputName));
    }

    /** The value, in a template that knows the environment's stack. */
    public Node importedFrom(String stack) {
        return Fn.importValue(Yaml.text(stack + "-" + outputName));
    }
}
