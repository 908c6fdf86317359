package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at the form of references to values in SSM and Secrets Manager, and whether they stand where they may.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html">Dynamic
 *     references</a>
 */
final class DynamicReferenceCheck {
    /** The most that a template may have. */
    private static final int MOST = 60;

    private static final Pattern REFERENCE = Pattern.compile("\\{\\{resolve:([^{}]*)}}");
    private static final Pattern SSM = Pattern.compile("[a-zA-Z0-9_./-]+(:[0-9]+)?|arn:[a-zA-Z0-9_.:/-]+");

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
        Matcher found = REFERENCE.matcher(text.text());
        while (found.find()) {
            if (++number > MOST) {
                throw new TemplateException(
                        text.position(), "Template format error: more than " + MOST + " dynamic references");
            }
            String body = found.group(1);
            int colon = body.indexOf(':');
            String service = colon < 0 ? body : body.substring(0, colon);
            boolean isWellFormed = switch (service) {
                case "ssm", "ssm-secure" ->
                    SSM.matcher(body.substring(colon + 1)).matches();
                case "secretsmanager" -> colon > 0 && isSecret(body.substring(colon + 1));
                default -> false;
            };
            if (!isWellFormed) {
                throw new TemplateException(
                        text.position(),
                        "Incorrect format is used in the following "
                                + (service.startsWith("ssm") ? "SSM" : "dynamic") + " reference: [" + found.group()
                                + "]",
                        "ssm:name:version, ssm-secure:name:version or "
                                + "secretsmanager:id:SecretString:json-key:version-stage:version-id");
            }
            if (service.equals("ssm-secure")
                    && !SECURE.getOrDefault(owner, Set.of()).contains(name)) {
                throw new TemplateException(
                        text.position(), "SSM Secure reference is not supported in: [" + owner + "/" + path + "]");
            }
        }
    }

    /** {@code id:SecretString:key:stage:version}, where an ARN has colons of its own. */
    private static boolean isSecret(String text) {
        List<String> parts = Arrays.asList(text.split(":", -1));
        int id = parts.get(0).equals("arn") ? 7 : 1;
        if (parts.size() < id || parts.size() > id + 4 || parts.get(id - 1).isEmpty()) {
            return false;
        }
        List<String> rest = parts.subList(id, parts.size());
        boolean hasBothVersions =
                rest.size() == 4 && !rest.get(2).isEmpty() && !rest.get(3).isEmpty();
        return rest.isEmpty() || (List.of("SecretString", "").contains(rest.get(0)) && !hasBothVersions);
    }
}
