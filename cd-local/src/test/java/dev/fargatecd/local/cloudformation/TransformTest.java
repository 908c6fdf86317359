package dev.fargatecd.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.InsufficientCapabilitiesException;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.TemplateStage;

/** What stands between a template and its resources: transforms and rules. */
class TransformTest {
    private static final String LOOP = """
            Transform: AWS::LanguageExtensions
            Parameters:
              Names: {Type: CommaDelimitedList}
            Resources:
              Fn::ForEach::Things:
                - Name
                - !Ref Names
                - Thing${Name}:
                    Type: Test::Local::Thing
                    Properties: {Label: !Ref Name}
            """;

    private final ScriptedCloud cloud = new ScriptedCloud();
    private final StackDriver stacks = cloud.stacks();
    private final CloudFormationClient client = stacks.client();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void makesWhatALoopStandsForAndShowsIt() {
        client.createStack(request -> request.stackName("loop")
                .templateBody(LOOP)
                .parameters(names("one,two"))
                .capabilities(Capability.CAPABILITY_AUTO_EXPAND));
        stacks.settle("loop");

        assertThat(stacks.statusOf("loop")).isEqualTo("CREATE_COMPLETE");
        assertThat(client.describeStackResources(request -> request.stackName("loop"))
                        .stackResources())
                .extracting(resource -> resource.logicalResourceId())
                .containsExactlyInAnyOrder("Thingone", "Thingtwo");
        assertThat(template(TemplateStage.PROCESSED)).contains("\"Thingtwo\"").doesNotContain("ForEach", "Transform");
        assertThat(template(TemplateStage.ORIGINAL)).isEqualTo(LOOP);
    }

    @Test
    void followsTheParameterInAnUpdate() {
        client.createStack(request -> request.stackName("loop")
                .templateBody(LOOP)
                .parameters(names("one,two"))
                .capabilities(Capability.CAPABILITY_AUTO_EXPAND));
        stacks.settle("loop");

        client.updateStack(request -> request.stackName("loop")
                .usePreviousTemplate(true)
                .parameters(names("two,three"))
                .capabilities(Capability.CAPABILITY_AUTO_EXPAND));
        stacks.settle("loop");

        assertThat(stacks.statusOf("loop")).isEqualTo("UPDATE_COMPLETE");
        assertThat(template(TemplateStage.PROCESSED))
                .contains("Thingtwo", "Thingthree")
                .doesNotContain("Thingone");
    }

    @Test
    void asksForTheCapabilityUnlessSomebodyReviews() {
        assertThatThrownBy(() -> client.createStack(
                        request -> request.stackName("loop").templateBody(LOOP).parameters(names("one"))))
                .isInstanceOf(InsufficientCapabilitiesException.class)
                .hasMessageContaining("Requires capabilities : [CAPABILITY_AUTO_EXPAND]");

        client.createChangeSet(request -> request.stackName("loop")
                .changeSetName("next")
                .changeSetType(ChangeSetType.CREATE)
                .templateBody(LOOP)
                .parameters(names("one")));

        assertThat(client.describeChangeSet(request -> request.stackName("loop").changeSetName("next"))
                        .changes())
                .extracting(change -> change.resourceChange().logicalResourceId())
                .isEqualTo(List.of("Thingone"));
    }

    @Test
    void asksTheRulesBeforeAStackIsMade() {
        String template = """
                Parameters:
                  Size: {Type: String}
                Rules:
                  Large:
                    Assertions:
                      - Assert: !Equals [!Ref Size, large]
                        AssertDescription: only large things here
                Resources:
                  Thing: {Type: Test::Local::Thing, Properties: {Label: !Ref Size}}
                """;

        assertThatThrownBy(() -> client.createStack(request ->
                        request.stackName("ruled").templateBody(template).parameters(parameter("Size", "small"))))
                .hasMessageContaining("Rule Large failed: only large things here");
        client.createStack(
                request -> request.stackName("ruled").templateBody(template).parameters(parameter("Size", "large")));
        stacks.settle("ruled");

        assertThat(stacks.statusOf("ruled")).isEqualTo("CREATE_COMPLETE");
    }

    private String template(TemplateStage stage) {
        return client.getTemplate(request -> request.stackName("loop").templateStage(stage))
                .templateBody();
    }

    private static Parameter names(String names) {
        return parameter("Names", names);
    }

    private static Parameter parameter(String key, String value) {
        return Parameter.builder().parameterKey(key).parameterValue(value).build();
    }
}
