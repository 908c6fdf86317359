package dev.fargatecd.templates.pipeline;

import dev.fargatecd.cloudformation.tree.Fragment;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.yaml.Fn;
import dev.fargatecd.cloudformation.yaml.MapBuilder;
import dev.fargatecd.cloudformation.yaml.Yaml;
import dev.fargatecd.templates.policy.Role;
import dev.fargatecd.templates.policy.Statement;
import java.util.List;

/**
 * The rule by which a push starts the pipeline.
 *
 * @see <a href="https://docs.aws.amazon.com/codecommit/latest/userguide/monitoring-events.html">CodeCommit's events</a>
 */
record Trigger(SourceRepository source) {
    static final String RULE = "PushRule";

    private static final String ROLE = "PushRuleRole";

    void addTo(MapBuilder resources) {
        resources
                .comment("For EventBridge, to start the pipeline.")
                .put(
                        ROLE,
                        Role.of(
                                "events.amazonaws.com",
                                Statement.allow(
                                        "StartPipeline",
                                        List.of("codepipeline:StartPipelineExecution"),
                                        pipelineArn())))
                .put(
                        RULE,
                        Yaml.map()
                                .put("Type", "AWS::Events::Rule")
                                .put(
                                        "Properties",
                                        Yaml.map()
                                                .put(
                                                        "Description",
                                                        "A push to " + source.branch() + " starts the pipeline")
                                                .put("EventPattern", pattern())
                                                .put(
                                                        "Targets",
                                                        Yaml.list(List.of(Yaml.map()
                                                                .put("Id", "pipeline")
                                                                .put("Arn", pipelineArn())
                                                                .put("RoleArn", Fn.getAtt(ROLE, "Arn")))))));
    }

    private Fragment pattern() {
        return Yaml.map()
                .put("source", Yaml.list("aws.codecommit"))
                .put("detail-type", Yaml.list("CodeCommit Repository State Change"))
                .put("resources", Yaml.list(List.of(source.arn())))
                .put(
                        "detail",
                        Yaml.map()
                                .put("event", Yaml.list("referenceCreated", "referenceUpdated"))
                                .put("referenceType", Yaml.list("branch"))
                                .put("referenceName", Yaml.list(source.branch().value())));
    }

    /** Without the pipeline itself, which is made after this. */
    private static Node pipelineArn() {
        return Statement.arn("codepipeline", "${AWS::StackName}");
    }
}
