package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.template.Resource;
import dev.fargatecd.cloudformation.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts of a template's resources, with those inside of functions. */
final class LiteralText {
    /** An ARN: its service, region and account. */
    private static final Pattern ARN = Pattern.compile("arn:[^:\\s]*:([a-z0-9-]+):([^:\\s]*):([^:\\s]*):");

    private LiteralText() {}

    /** An ARN in a text, with what it says of its region and account. */
    record Arn(Node.Scalar scalar, String service, String region, String account) {
        /**
         * Whether it names something that somebody made by hand, in one account for good: there is no other way to write
         * that.
         */
        boolean isOfSecret() {
            return service.equals("ssm") || service.equals("secretsmanager");
        }
    }

    static List<Node.Scalar> of(CheckedTemplate template) {
        List<Node.Scalar> texts = new ArrayList<>();
        for (Resource resource : template.template().resources().values()) {
            collect(resource.properties(), texts);
        }
        return List.copyOf(texts);
    }

    static List<Arn> arns(CheckedTemplate template) {
        List<Arn> arns = new ArrayList<>();
        List<Node.Scalar> texts = of(template).stream()
                .filter(text -> text.text().contains("arn:"))
                .toList();
        for (Node.Scalar text : texts) {
            Matcher matcher = ARN.matcher(text.text().replaceAll("\\$\\{AWS::(\\w+)}", "\\${$1}"));
            while (matcher.find()) {
                arns.add(new Arn(text, matcher.group(1), matcher.group(2), matcher.group(3)));
            }
        }
        return List.copyOf(arns);
    }

    private static void collect(Node node, List<Node.Scalar> texts) {
        node.asScalar().ifPresent(texts::add);
        node.asMapping().ifPresent(mapping -> mapping.entries().forEach(entry -> collect(entry.value(), texts)));
        node.asSequence().ifPresent(list -> list.items().forEach(item -> collect(item, texts)));
    }
}
