package dev.fargatecd.templates.pipeline;

import dev.fargatecd.cloudformation.tree.Fragment;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.yaml.Fn;
import dev.fargatecd.cloudformation.yaml.MapBuilder;
import dev.fargatecd.cloudformation.yaml.Yaml;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.Pipeline;
import dev.fargatecd.templates.contract.PipelineExport;

/** Renders {@code cf/pipeline.yml}. */
public final class PipelineTemplate {
    private PipelineTemplate() {}

    /** The template of the delivery's pipeline. */
    public static Fragment of(Delivery delivery, Pipeline pipeline) {
        SourceRepository source = SourceRepository.of(pipeline.source());
        MapBuilder resources = Yaml.map();
        ImageRepository.addTo(resources);
        ArtifactBucket.addTo(resources);
        new BuildProject(pipeline.build()).addTo(resources);
        new PermissionsBoundary(delivery.application(), pipeline.service().variables()).addTo(resources);
        new DeployRole(delivery).addTo(resources);
        new Trigger(source).addTo(resources);
        new Stages(delivery, source).addTo(resources);
        return Yaml.map()
                .header("""
                        The pipeline of %s: from a push to the deployed service.

                        Rendered from fargate-cd.yml; "fargate-cd render" writes it anew. It needs nothing of fargate-cd to be used, but the
                        repository and the environments' stacks must be there first:
                        aws cloudformation deploy --template-file cf/pipeline.yml --stack-name %s --capabilities CAPABILITY_IAM""".formatted(delivery.application(), delivery.pipelineStack()))
                .put("AWSTemplateFormatVersion", "2010-09-09")
                .put(
                        "Description",
                        "The pipeline of " + delivery.application() + ": from a push to the deployed service")
                .put("Resources", resources)
                .put("Outputs", outputs());
    }

    private static MapBuilder outputs() {
        MapBuilder outputs = Yaml.map()
                .put("PipelineName", Yaml.map().put("Value", Fn.ref(Stages.PIPELINE)))
                .put("RepositoryUri", Yaml.map().put("Value", ImageRepository.uri()))
                .put("ArtifactBucketName", Yaml.map().put("Value", Fn.ref(ArtifactBucket.ID)));
        for (PipelineExport export : PipelineExport.values()) {
            outputs.put(
                    export.outputName(),
                    Yaml.map()
                            .put("Value", value(export))
                            .put("Export", Yaml.map().put("Name", export.exportName())));
        }
        return outputs;
    }

    private static Node value(PipelineExport export) {
        return switch (export) {
            case REPOSITORY_ARN -> ImageRepository.arn();
            case PERMISSIONS_BOUNDARY -> Fn.ref(PermissionsBoundary.ID);
        };
    }
}
