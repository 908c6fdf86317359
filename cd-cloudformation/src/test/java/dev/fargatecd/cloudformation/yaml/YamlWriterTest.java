package dev.fargatecd.cloudformation.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class YamlWriterTest {
    @Test
    void writesATemplateAsAPersonWould() {
        MapBuilder template = Yaml.map()
                .header("The network of an environment.\n\nMade by nobody in particular.")
                .put("AWSTemplateFormatVersion", "2010-09-09")
                .put("Description", "a network")
                .put("Conditions", Yaml.map().put("IsLarge", Fn.equal(Fn.ref("Size"), Yaml.text("large"))))
                .put(
                        "Resources",
                        Yaml.map()
                                .put("Cluster", Yaml.map().put("Type", "AWS::ECS::Cluster"))
                                .comment("The door.")
                                .put(
                                        "Group",
                                        Yaml.map()
                                                .put("Type", "AWS::EC2::SecurityGroup")
                                                .put(
                                                        "Properties",
                                                        Yaml.map()
                                                                .comment("only from outside")
                                                                .put("GroupDescription", Fn.sub("door of ${Cluster}"))
                                                                .put(
                                                                        "Ports",
                                                                        Yaml.list()
                                                                                .add(80)
                                                                                .add(443))
                                                                .put(
                                                                        "Ingress",
                                                                        Yaml.list()
                                                                                .comment("the world")
                                                                                .add(Yaml.map()
                                                                                        .put("IpProtocol", "tcp")
                                                                                        .put("FromPort", 80)
                                                                                        .put("Open", true)
                                                                                        .put("Text", "true")))
                                                                .put("VpcId", Fn.importValue(Fn.sub("${Env}-Vpc")))
                                                                .put(
                                                                        "Size",
                                                                        Fn.when(
                                                                                "IsLarge",
                                                                                Yaml.map()
                                                                                        .put("Cpu", 1024),
                                                                                Fn.noValue()))
                                                                .put("Zone", Fn.select(0, Fn.getAzs()))
                                                                .put("Script", "set -e\necho 'a: b'\n"))));

        assertThat(Yaml.writeTemplate(template)).isEqualTo("""
                # The network of an environment.
                #
                # Made by nobody in particular.

                AWSTemplateFormatVersion: "2010-09-09"
                Description: a network

                Conditions:
                  IsLarge: !Equals [!Ref Size, large]

                Resources:
                  Cluster:
                    Type: AWS::ECS::Cluster

                  # The door.
                  Group:
                    Type: AWS::EC2::SecurityGroup
                    Properties:
                      # only from outside
                      GroupDescription: !Sub door of ${Cluster}
                      Ports:
                        - 80
                        - 443
                      Ingress:
                        # the world
                        - IpProtocol: tcp
                          FromPort: 80
                          Open: true
                          Text: "true"
                      VpcId:
                        Fn::ImportValue: !Sub ${Env}-Vpc
                      Size: !If
                        - IsLarge
                        - Cpu: 1024
                        - !Ref AWS::NoValue
                      Zone: !Select [0, !GetAZs ""]
                      Script: |
                        set -e
                        echo 'a: b'
                """);
    }

    @Test
    void quotesWhatYaml11WouldReadAsSomethingElse() {
        assertThat(Yaml.write(Yaml.list(
                        "yes",
                        "2012-10-17",
                        "0644",
                        "1e3",
                        "22:22",
                        "~",
                        "",
                        "a: b",
                        "a #b",
                        "- x",
                        "say \"hi\"",
                        "*",
                        "don't",
                        "=")))
                .isEqualTo("""
                        - "yes"
                        - "2012-10-17"
                        - "0644"
                        - "1e3"
                        - "22:22"
                        - "~"
                        - ""
                        - "a: b"
                        - "a #b"
                        - "- x"
                        - say "hi"
                        - "*"
                        - don't
                        - "="
                        """);
    }

    @Test
    void refusesACommentThatNothingFollows() {
        MapBuilder map = Yaml.map().put("A", 1).comment("lost");

        assertThatThrownBy(() -> Yaml.write(map)).hasMessage("nothing follows the comment \"lost\"");
    }
}
