package dev.fargatecd.templates.contract;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.yaml.Fn;
import dev.fargatecd.cloudformation.yaml.Yaml;
import dev.fargatecd.model.Delivery;

/** What a pipeline's stack exports for the service that it delivers. */
public enum PipelineExport {
    REPOSITORY_ARN("RepositoryArn"),
    PERMISSIONS_BOUNDARY("PermissionsBoundary");

    private final String outputName;

    PipelineExport(String outputName) {
        this.outputName = outputName;
    }

    /** The output's logical id, which ends the export's name. */
    public String outputName() {
        return outputName;
    }

    /** The export's name in the template that makes it. */
    public Node exportName() {
        return Fn.sub("${AWS::StackName}-" + outputName);
    }

    /** The value, in the template of the delivery's service. */
    public Node importedInto(Delivery delivery) {
        return Fn.importValue(Yaml.text(delivery.pipelineStack() + "-" + outputName));
    }
}
