package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * Looks at the form of references to values in SSM and Secrets Manager, and whether they stand where they may.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html">Dynamic
 *     references</a>
 */
final class DynamicReferenceCheck {
    /** The most that a template may have. */
    private static final int MOST = 60;

    /** The properties that take secure strings; inside of lists and objects it is the last name that counts. */
    private static final Map<String, Set<String>> SECURE = Map.of(
            "AWS::DirectoryService::MicrosoftAD", Set.of("Password"),
            "AWS::DirectoryService::SimpleAD", Set.of("Password"),
            "AWS::ElastiCache::ReplicationGroup", Set.of("AuthToken"),
            "AWS::IAM::User", Set.of("Password"),
            "AWS::KinesisFirehose::DeliveryStream", Set.of("Password"),
            "AWS::OpsWorks::App", Set.of("Password"),
            "AWS::OpsWorks::Stack", Set.of("Password", "DbPassword"),
            "AWS::RDS::DBCluster", Set.of("MasterUserPassword"),
            "AWS::RDS::DBInstance", Set.of("MasterUserPassword"),
            "AWS::Redshift::Cluster", Set.of("MasterUserPassword"));

    private int number;

    private DynamicReferenceCheck() {}

    static void check(Template template) {
        DynamicReferenceCheck check = new DynamicReferenceCheck();
        template.resources()
                .values()
                .forEach(resource -> check.walk(resource.properties(), resource.type(), "Properties", ""));
        template.outputs().values().forEach(output -> check.walk(output.value(), "Outputs", output.name(), ""));
    }

    private void walk(Node node, String owner, String path, String name) {
        node.asMapping()
                .ifPresent(mapping -> mapping.entries().forEach(entry -> {
                    boolean isCall = node.function().isPresent();
                    walk(entry.value(), owner, isCall ? path : path + "/" + entry.key(), isCall ? name : entry.key());
                }));
        node.asSequence().ifPresent(list -> list.items().forEach(item -> walk(item, owner, path, name)));
        node.asScalar().ifPresent(text -> look(text, owner, path, name));
    }

    private void look(Node.Scalar text, String owner, String path, String name) {
        Matcher found = DynamicReference.FORM.matcher(text.text());
        while (found.find()) {
            if (++number > MOST) {
                throw new TemplateException(
                        text.position(), "Template format error: more than " + MOST + " dynamic references");
            }
            if (DynamicReference.of(found.group()).isEmpty()) {
                throw new TemplateException(
                        text.position(),
                        DynamicReference.complaint(found.group()),
                        "ssm:name:version, ssm-secure:name:version or "
                                + "secretsmanager:id:SecretString:json-key:version-stage:version-id");
            }
            if (found.group(1).startsWith("ssm-secure:")
                    && !SECURE.getOrDefault(owner, Set.of()).contains(name)) {
                throw new TemplateException(
                        text.position(), "SSM Secure reference is not supported in: [" + owner + "/" + path + "]");
            }
        }
    }
}
