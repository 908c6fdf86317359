package dev.fargatecd.cloudformation.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fargatecd.cloudformation.template.Template;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {
    private static final StackIdentity STACK = new StackIdentity(
            "123456789012",
            "eu-west-1",
            "shop-test",
            "arn:aws:cloudformation:…:stack/shop-test/1",
            List.of("arn:topic"));

    @Test
    void evaluatesATemplateForAStage() throws IOException {
        Evaluator test = evaluator(fixture("shop.yml"), Map.of("Tag", "abc"));

        assertThat(properties(test, "Service").toString())
                .isEqualTo("{\"Cluster\":\"import:test-Cluster\",\"TaskDefinition\":\"ref:Task\",\"DesiredCount\":1,"
                        + "\"NetworkConfiguration\":{\"AwsvpcConfiguration\":{\"Subnets\":[\"subnet-1\",\"subnet-2\"],"
                        + "\"AssignPublicIp\":\"ENABLED\"}}}");
        assertThat(properties(test, "Task").at("/Cpu").intValue()).isEqualTo(256);
        assertThat(properties(test, "Task").at("/ContainerDefinitions/0/Image").textValue())
                .isEqualTo("123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:abc${Literal}");
        assertThat(test.includes(test.template().resource("Alarm"))).isFalse();
    }

    @Test
    void leavesOutWhatHasNoValue() throws IOException {
        Evaluator prod = evaluator(fixture("shop.yml"), Map.of("Tag", "abc", "Stage", "prod"));

        assertThat(properties(prod, "Service")
                        .at("/NetworkConfiguration/AwsvpcConfiguration")
                        .has("AssignPublicIp"))
                .isFalse();
        assertThat(properties(prod, "Service").at("/DesiredCount").intValue()).isEqualTo(2);
    }

    @Test
    void ordersResourcesAfterWhatTheyNeed() throws IOException {
        Evaluator test = evaluator(fixture("shop.yml"), Map.of("Tag", "abc"));
        Evaluator prod = evaluator(fixture("shop.yml"), Map.of("Tag", "abc", "Stage", "prod"));

        assertThat(test.dependencies().order()).containsExactly("Role", "Rule", "Task", "Service");
        assertThat(test.dependencies().dependenciesOf("Service")).containsExactlyInAnyOrder("Rule", "Task");
        assertThat(test.dependencies().dependentsOf("Role")).containsExactlyInAnyOrder("Rule", "Task");
        assertThat(prod.dependencies().order()).endsWith("Service", "Alarm");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    !Ref AWS::Region                                  | "eu-west-1"
                    !Ref AWS::Partition                               | "aws"
                    !Ref AWS::NotificationARNs                        | ["arn:topic"]
                    !Sub "${Other} ${Other.Arn} ${!x}"                | "ref:Other att:Other.Arn ${x}"
                    !Sub ["${A}${B}", {A: 1, B: !Ref Other}]          | "1ref:Other"
                    !Join ["-", [a, 1, !Ref AWS::Region]]             | "a-1-eu-west-1"
                    !Join [",", !Ref List]                            | "x,y,z"
                    !Select [1, !Ref List]                            | "y"
                    !Select ["2", [a, b, c]]                          | "c"
                    !Split [".", a.b.c]                               | ["a","b","c"]
                    !Select [1, !Split ["-", !Ref AWS::Region]]       | "west"
                    !GetAZs ""                                        | ["eu-west-1a","eu-west-1b"]
                    !GetAZs us-east-1                                 | ["us-east-1a","us-east-1b"]
                    {"Fn::Base64": "héllo"}                           | "aMOpbGxv"
                    {"Fn::Base64": {"Fn::Sub": "${AWS::Region}"}}     | "ZXUtd2VzdC0x"
                    !Cidr [10.0.0.0/16, 2, 8]                         | ["10.0.0.0/24","10.0.1.0/24"]
                    !Cidr [10.1.2.3/16, 1, 4]                         | ["10.1.0.0/28"]
                    !Select [0, !Cidr ["0.0.0.0/0", 2, 31]]           | "0.0.0.0/1"
                    !GetAtt Other.Nested.Attribute                    | "att:Other.Nested.Attribute"
                    {"Fn::GetAtt": [Other, Arn]}                      | "att:Other.Arn"
                    {"Fn::GetAtt": [Other, !Ref AWS::Region]}         | "att:Other.eu-west-1"
                    !ImportValue shared-vpc                           | "import:shared-vpc"
                    !FindInMap [Map, Row, List]                       | [1,"two"]
                    !FindInMap [Map, !Ref AWS::Region, Value]         | true
                    !If [Both, {a: !Ref AWS::NoValue, b: 2}, !Ref Gone] | {"b":2}
                    [1, !Ref AWS::NoValue, 0x10, 010, on, 2012-10-17] | [1,16,8,true,"2012-10-17"]
                    !Ref Number                                       | "5"
                    """)
    void evaluatesFunctions(String yaml, String json) {
        Evaluator evaluator = evaluator(template(yaml), Map.of());

        assertThat(properties(evaluator, "Thing").get("Value").toString()).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    !Select [3, [a]]              | Template error: Fn::Select cannot select nonexistent value at index 3
                    !FindInMap [Map, Row, Gone]   | Template error: Unable to get mapping for Map::Row::Gone
                    !FindInMap [Gone, Row, Gone]  | Template error: Mapping named 'Gone' is not present in the 'Mappings' section of template.
                    !Sub "${List}"                | Template error: variable List in Fn::Sub expression does not resolve to a string
                    """)
    void failsWithThePlace(String yaml, String message) {
        Evaluator evaluator = evaluator(template(yaml), Map.of());

        assertThatThrownBy(() -> properties(evaluator, "Thing"))
                .hasMessage(message)
                .asInstanceOf(type(TemplateException.class))
                .extracting(failure -> failure.position().toString())
                .isEqualTo("t.yml:19:14");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    !Length [a, b]                                             | 2
                    {"Fn::Length": {"Ref": "List"}}                            | 3
                    !Length {"Fn::Split": [".", a.b]}                          | 2
                    !ToJsonString {a: [1, true], b: !Ref AWS::Region}          | "{\\"a\\":[1,true],\\"b\\":\\"eu-west-1\\"}"
                    {"Fn::ToJsonString": [{"a": {"Ref": "AWS::NoValue"}}]}     | "[{}]"
                    !FindInMap [Map, Gone, Value, {DefaultValue: 7}]           | 7
                    !FindInMap [Map, !Select [0, [Row, x]], List]              | [1,"two"]
                    !Ref {"Fn::Sub": "Num${Empty}ber"}                         | "5"
                    !GetAtt [!Join ["", [Ot, her]], Arn]                       | "att:Other.Arn"
                    """)
    void evaluatesWhatTheExtensionsAdd(String yaml, String json) {
        String text = "Transform: AWS::LanguageExtensions\n"
                + template(yaml).replaceFirst("Parameters:\n", "Parameters:\n  Empty: {Type: String, Default: ''}\n");

        assertThat(properties(evaluator(text, Map.of()), "Thing").get("Value").toString())
                .isEqualTo(json);
    }

    @Test
    void refusesAReferenceToWhatAConditionLeavesOut() {
        Evaluator evaluator = evaluator("""
                Conditions: {Never: !Equals [a, b]}
                Resources:
                  A: {Type: AWS::SNS::Topic, Condition: Never}
                  B: {Type: AWS::SNS::Topic, Properties: {TopicName: !GetAtt A.TopicName}}
                """, Map.of());

        assertThatThrownBy(evaluator::dependencies)
                .hasMessage(
                        "Template format error: Unresolved resource dependencies [A] in the Resources block of the template");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Resources: {A: {Type: AWS::EC2::Instance, CreationPolicy: {ResourceSignal: {Count: 1}}}} | [/Resources/A/CreationPolicy] CreationPolicy is not supported
                    """)
    void refusesWhatWouldBeWithoutEffect(String section, String message) {
        String text = section.startsWith("Resources") ? section : section + "\nResources: {A: {Type: AWS::SNS::Topic}}";

        assertThatThrownBy(() -> evaluator(text, Map.of())).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Environment | production | Rule ProductionIsLarge failed: production needs a large size
                    Zones       | a,d        | Rule KnownZones failed: zones are a, b and c
                    Zones       | c,c        | Rule KnownZones failed: an assertion does not hold for these parameters
                    """)
    void asksTheRulesBeforeAnythingElse(String parameter, String value, String message) throws IOException {
        String text = fixture("rules.yml");

        assertThat(evaluator(text, Map.of("Environment", "production", "Size", "huge")))
                .isNotNull();
        assertThatThrownBy(() -> evaluator(text, Map.of(parameter, value))).hasMessage(message);
    }

    @Test
    void followsOnlyTheBranchThatIsTaken() {
        Evaluator evaluator = evaluator("""
                Conditions: {Never: !Equals [a, b]}
                Resources:
                  A: {Type: AWS::SNS::Topic, Condition: Never}
                  B: {Type: AWS::SNS::Topic, DependsOn: A, Properties: {TopicName: !If [Never, !Ref A, b]}}
                """, Map.of());

        assertThat(evaluator.dependencies().order()).containsExactly("B");
    }

    private static String template(String value) {
        return """
                Parameters:
                  List: {Type: CommaDelimitedList, Default: "x, y,z"}
                  List2: {Type: String, Default: q}
                  Number: {Type: Number, Default: 5}
                Mappings:
                  Map:
                    Row: {List: [1, two]}
                    eu-west-1: {Value: yes}
                Conditions:
                  A: !Equals [!Ref Number, 5]
                  B: !Or [!Equals [x, y], !Condition A]
                  Both: !And [!Condition A, !Condition B, !Not [!Equals [1, 2]]]
                Resources:
                  Other: {Type: AWS::SNS::Topic}
                  Gone: {Type: AWS::SNS::Topic}
                  Thing:
                    Type: AWS::SNS::Topic
                    Properties:
                      Value: %s
                """.formatted(value);
    }

    private static Evaluator evaluator(String text, Map<String, String> parameters) {
        Template template = Template.read("t.yml", text);
        return new Evaluator(template, ParameterValues.of(template, parameters), STACK, new FixedResolver());
    }

    private static JsonNode properties(Evaluator evaluator, String name) {
        return evaluator.properties(evaluator.template().resource(name));
    }

    private static String fixture(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(EvaluatorTest.class.getResourceAsStream("/templates/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
