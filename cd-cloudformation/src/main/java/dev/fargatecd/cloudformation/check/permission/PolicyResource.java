package dev.fargatecd.cloudformation.check.permission;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.schema.ResourceType;
import dev.fargatecd.cloudformation.template.Function;
import dev.fargatecd.cloudformation.template.FunctionCall;
import dev.fargatecd.cloudformation.template.Resource;
import dev.fargatecd.cloudformation.tree.Node;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds statements whose resources are none of their actions', so that they allow nothing. */
public final class PolicyResource implements TemplateOnlyCheck {
    /** The services of resource types, where IAM calls them otherwise. */
    private static final Map<String, String> PREFIXES =
            Map.of("elasticloadbalancingv2", "elasticloadbalancing", "certificatemanager", "acm");

    private static final Set<String> OPERATORS = Set.of(
            "StringEquals",
            "StringNotEquals",
            "StringEqualsIgnoreCase",
            "StringNotEqualsIgnoreCase",
            "StringLike",
            "StringNotLike",
            "NumericEquals",
            "NumericNotEquals",
            "NumericLessThan",
            "NumericLessThanEquals",
            "NumericGreaterThan",
            "NumericGreaterThanEquals",
            "DateEquals",
            "DateNotEquals",
            "DateLessThan",
            "DateLessThanEquals",
            "DateGreaterThan",
            "DateGreaterThanEquals",
            "Bool",
            "BinaryEquals",
            "IpAddress",
            "NotIpAddress",
            "ArnEquals",
            "ArnLike",
            "ArnNotEquals",
            "ArnNotLike",
            "Null");
    private static final Pattern AFFIX = Pattern.compile("^(?:ForAllValues:|ForAnyValue:)|IfExists$");

    private static final Set<String> OF_IAM = Set.of(
            "iam:AssociatedResourceArn",
            "iam:AWSServiceName",
            "iam:FIDO-certification",
            "iam:FIDO-FIPS-140-2-certification",
            "iam:FIDO-FIPS-140-3-certification",
            "iam:OrganizationsPolicyId",
            "iam:PassedToService",
            "iam:PermissionsBoundary",
            "iam:PolicyARN",
            "iam:RegisterSecurityKey",
            "iam:ServiceSpecificCredentialAgeDays",
            "iam:ServiceSpecificCredentialServiceName");
    private static final Set<String> GLOBAL = Set.of(
            "aws:CalledVia",
            "aws:CalledViaFirst",
            "aws:CalledViaLast",
            "aws:CurrentTime",
            "aws:EpochTime",
            "aws:FederatedProvider",
            "aws:MultiFactorAuthAge",
            "aws:MultiFactorAuthPresent",
            "aws:PrincipalAccount",
            "aws:PrincipalArn",
            "aws:PrincipalIsAWSService",
            "aws:PrincipalOrgID",
            "aws:PrincipalOrgPaths",
            "aws:PrincipalServiceName",
            "aws:PrincipalServiceNamesList",
            "aws:PrincipalType",
            "aws:RequestedRegion",
            "aws:ResourceAccount",
            "aws:ResourceOrgID",
            "aws:ResourceOrgPaths",
            "aws:SecureTransport",
            "aws:SourceAccount",
            "aws:SourceArn",
            "aws:SourceIdentity",
            "aws:SourceIp",
            "aws:SourceOrgID",
            "aws:SourceOrgPaths",
            "aws:SourceVpc",
            "aws:SourceVpcArn",
            "aws:SourceVpce",
            "aws:TagKeys",
            "aws:TokenIssueTime",
            "aws:UserAgent",
            "aws:userid",
            "aws:username",
            "aws:ViaAWSService",
            "aws:VpcSourceIp",
            "aws:Referer",
            "aws:AssumedRoot",
            "aws:ChatbotSourceArn",
            "aws:Ec2InstanceSourceVpc",
            "aws:Ec2InstanceSourcePrivateIPv4",
            "aws:VpceAccount",
            "aws:VpceOrgID",
            "aws:VpceOrgPaths",
            "aws:SignInSessionArn",
            "aws:IsMcpServiceAction");

    @Override
    public Rule rule() {
        return new Rule(
                "policy-resource",
                Severity.ERROR,
                "A statement names ARNs of resources that its actions are about, and conditions that IAM knows",
                "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Value document : Policies.documents(template)) {
            for (Statement statement : Policies.statements(document)) {
                statement.resources().forEach(resource -> look(template, statement, resource, findings));
                operators(statement, findings);
            }
        }
        Policies.trusts(template).stream()
                .flatMap(trust -> Policies.statements(trust).stream())
                .forEach(statement -> operators(statement, findings));
    }

    private static void operators(Statement statement, Findings findings) {
        for (Node.Entry operator : statement.value().member("Condition").entries()) {
            String name = AFFIX.matcher(operator.key()).replaceAll("");
            if (!OPERATORS.contains(name) && !operator.key().startsWith("Fn::")) {
                findings.add(
                        operator.position(), "IAM knows no condition " + operator.key(), Nearest.hint(name, OPERATORS));
            }
            Value.of(operator.value()).entries().forEach(key -> keys(key, findings));
        }
    }

    /** Of IAM's own keys and the global ones all are known; a key with a slash has a name of the account's own in it. */
    private static void keys(Node.Entry key, Findings findings) {
        String name = key.key().toLowerCase(Locale.ROOT);
        for (Set<String> known : List.of(OF_IAM, GLOBAL)) {
            String prefix = known == OF_IAM ? "iam:" : "aws:";
            boolean isKnown = known.stream().anyMatch(one -> one.equalsIgnoreCase(name));
            if (name.startsWith(prefix) && !name.contains("/") && !isKnown) {
                Nearest.of(key.key(), known)
                        .ifPresent(near -> findings.add(
                                key.position(),
                                "IAM knows no condition key " + key.key() + ", so the condition never holds",
                                "did you mean " + near + "?"));
            }
        }
    }

    private static void look(CheckedTemplate template, Statement statement, Value resource, Findings findings) {
        Optional<FunctionCall> reference =
                resource.call().filter(call -> call.function() == Function.REF || call.function() == Function.GET_ATT);
        Optional<Resource> meant = reference
                .flatMap(call -> call.text(0))
                .flatMap(name ->
                        Optional.ofNullable(template.template().resources().get(name)));
        if (meant.isPresent()) {
            boolean isRef = reference.get().function() == Function.REF;
            boolean isName = isRef
                    && template.type(meant.get()).filter(type -> !isArn(type)).isPresent();
            if (isName) {
                findings.add(
                        resource.position(),
                        "a policy names ARNs, and !Ref " + meant.get().name() + " is none",
                        "write !GetAtt " + meant.get().name() + ".Arn");
                return;
            }
        }
        resource.literal()
                .filter(text -> !text.startsWith("arn:") && !text.contains("*"))
                .ifPresent(
                        text -> findings.add(resource.position(), "a policy names ARNs, and " + text + " is none", ""));
        service(meant, resource).ifPresent(service -> services(statement, resource, service, findings));
        bucket(template, statement, resource, findings);
        untaken(statement, resource, findings);
    }

    private static boolean isArn(ResourceType type) {
        return type.refIdentifier().stream().anyMatch(name -> name.endsWith("Arn"))
                || type.attributes().stream().noneMatch(name -> name.equals("Arn"));
    }

    /** The service that a resource is of; empty where that is not known. */
    private static Optional<String> service(Optional<Resource> meant, Value resource) {
        if (meant.isPresent() && meant.get().type().startsWith("AWS::")) {
            String service = meant.get().type().split("::", -1)[1].toLowerCase(Locale.ROOT);
            return Optional.of(PREFIXES.getOrDefault(service, service));
        }
        return resource.text()
                .map(text -> text.replace("${AWS::", "${"))
                .filter(text -> text.startsWith("arn:"))
                .map(text -> text.split(":", 4))
                .filter(parts -> parts.length == 4 && parts[2].matches("[a-z0-9-]+"))
                .map(parts -> parts[2]);
    }

    private static void services(Statement statement, Value resource, String service, Findings findings) {
        Set<String> services = new TreeSet<>();
        for (Value action : statement.actions()) {
            Optional<String> text = action.literal().filter(one -> one.contains(":"));
            if (text.isEmpty()) {
                return;
            }
            services.add(text.get().split(":", 2)[0].toLowerCase(Locale.ROOT));
        }
        boolean isKnown = !services.isEmpty() && IamActions.bundled().services().containsAll(services);
        if (isKnown && IamActions.bundled().services().contains(service) && !services.contains(service)) {
            findings.add(
                    resource.position(),
                    "this is a resource of " + service + ", and the actions are of " + String.join(", ", services)
                            + ": the statement allows nothing",
                    "name what the actions are about");
        }
    }

    /** Objects are in the bucket's ARN with a slash; the bucket itself is without. */
    private static void bucket(CheckedTemplate template, Statement statement, Value resource, Findings findings) {
        List<String> actions = statement.actions().stream()
                .flatMap(action -> action.literal().stream())
                .toList();
        boolean isOfObjects = !actions.isEmpty()
                && actions.stream()
                        .allMatch(action -> Set.of(
                                        "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:DeleteObject")
                                .contains(action));
        boolean isBucket = resource.call(Function.GET_ATT)
                .filter(call -> call.text(1).filter("Arn"::equals).isPresent())
                .flatMap(call -> call.text(0))
                .flatMap(name ->
                        Optional.ofNullable(template.template().resources().get(name)))
                .filter(one -> one.type().equals("AWS::S3::Bucket"))
                .isPresent();
        if (isOfObjects && isBucket) {
            findings.add(
                    resource.position(),
                    "this is the bucket, and the actions are about the objects in it",
                    "write !Sub ${" + resource.referent().orElse("Bucket") + ".Arn}/*");
        }
        boolean isNoArn = resource.text()
                .filter(text -> text.startsWith("${") && text.endsWith("}/*") && !text.contains("."))
                .flatMap(text ->
                        Optional.ofNullable(template.template().resources().get(text.substring(2, text.length() - 3))))
                .filter(one -> one.type().equals("AWS::S3::Bucket"))
                .isPresent();
        if (isNoArn) {
            findings.add(
                    resource.position(),
                    "a policy names ARNs, and this begins with the bucket's name",
                    "write the ARN: !Sub ${Bucket.Arn}/*");
        }
    }

    private static void untaken(Statement statement, Value resource, Findings findings) {
        boolean isAll = resource.text().filter(text -> text.equals("*")).isPresent();
        for (Value action : isAll || !statement.allows() ? List.<Value>of() : statement.actions()) {
            boolean takesNone = action.literal()
                    .filter(text -> !text.contains("*"))
                    .map(text -> IamActions.bundled().matching(text))
                    .filter(all -> !all.isEmpty() && all.stream().noneMatch(IamActions.Action::takesResources))
                    .isPresent();
            boolean isFirst = statement.resources().get(0).position().equals(resource.position());
            if (takesNone
                    && isFirst
                    && statement.resources().stream()
                            .noneMatch(one -> one.literal().filter("*"::equals).isPresent())) {
                findings.add(
                        resource.position(),
                        action.literal().orElse("") + " knows no resources, so this allows it nowhere",
                        "write Resource: \"*\", in a statement of its own");
            }
        }
    }
}
