package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.CheckedFiles;
import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An action of a pipeline.
 *
 * @param stage its stage's place among all, from 0
 * @param value the action as it stands
 */
record PipelineAction(CheckedTemplate template, int stage, Value value) {
    static final String PIPELINE = "AWS::CodePipeline::Pipeline";

    /** All actions of the pipeline, stage by stage, as they stand. */
    static List<PipelineAction> of(CheckedTemplate template, Resource pipeline) {
        List<PipelineAction> actions = new ArrayList<>();
        List<Value> stages = Value.of(pipeline).member("Stages").items();
        for (int i = 0; i < stages.size(); i++) {
            for (Value action : stages.get(i).member("Actions").items()) {
                actions.add(new PipelineAction(template, i, action));
            }
        }
        return List.copyOf(actions);
    }

    /** The actions of all pipelines of a template. */
    static List<PipelineAction> of(CheckedTemplate template) {
        return template.resources(PIPELINE).stream()
                .flatMap(pipeline -> of(template, pipeline).stream())
                .toList();
    }

    /** Those by which CloudFormation makes stacks of templates. */
    static List<PipelineAction> deployments(CheckedFiles files) {
        return files.templates().stream()
                .flatMap(template -> of(template).stream())
                .filter(action -> action.hasProvider("CloudFormation"))
                .toList();
    }

    String name() {
        return value.member("Name").literal().orElse("");
    }

    Value configuration() {
        return value.member("Configuration");
    }

    /** In its stage those of a lower order come first. */
    int order() {
        return value.member("RunOrder").number().orElse(1);
    }

    boolean hasProvider(String provider) {
        return provider().filter(provider::equals).isPresent();
    }

    Optional<String> provider() {
        return value.member("ActionTypeId").member("Provider").literal();
    }

    boolean isSource() {
        return value.member("ActionTypeId")
                .member("Category")
                .literal()
                .filter("Source"::equals)
                .isPresent();
    }

    List<Value> inputs() {
        return artifacts("InputArtifacts");
    }

    List<Value> outputs() {
        return artifacts("OutputArtifacts");
    }

    /** The template that the action deploys, where it is given. */
    Optional<CheckedTemplate> deployed(CheckedFiles files) {
        return configuration().member("TemplatePath").literal().flatMap(files::templateAt);
    }

    /**
     * The parameters that the action passes.
     *
     * @throws dev.fargatecd.cloudformation.tree.TemplateException where they are no JSON
     */
    Value parameterOverrides() {
        return template.embedded(configuration().member("ParameterOverrides"));
    }

    private List<Value> artifacts(String member) {
        return value.member(member).items().stream()
                .map(artifact -> artifact.member("Name"))
                .toList();
    }
}
