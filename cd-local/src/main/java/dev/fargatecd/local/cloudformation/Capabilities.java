package dev.fargatecd.local.cloudformation;

import dev.fargatecd.cloudformation.template.Resource;
import dev.fargatecd.cloudformation.template.Template;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What somebody has to acknowledge before a template may change who is allowed what.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html">CreateStack,
 *     Capabilities</a>
 */
final class Capabilities {
    private static final String IAM = "CAPABILITY_IAM";
    private static final String AUTO_EXPAND = "CAPABILITY_AUTO_EXPAND";
    private static final String NAMED_IAM = "CAPABILITY_NAMED_IAM";

    /** The types that ask for it, with the property that is a custom name; "" where there is none. */
    private static final Map<String, String> TYPES = Map.of(
            "AWS::IAM::AccessKey", "",
            "AWS::IAM::Group", "GroupName",
            "AWS::IAM::InstanceProfile", "InstanceProfileName",
            "AWS::IAM::ManagedPolicy", "ManagedPolicyName",
            "AWS::IAM::Policy", "",
            "AWS::IAM::Role", "RoleName",
            "AWS::IAM::User", "UserName",
            "AWS::IAM::UserToGroupAddition", "");

    private Capabilities() {}

    /** The capabilities that the template needs. */
    static List<String> needed(Template template) {
        List<String> needed = new ArrayList<>();
        iam(template).ifPresent(needed::add);
        if (!template.transforms().isEmpty()) {
            needed.add(AUTO_EXPAND);
        }
        return needed;
    }

    private static Optional<String> iam(Template template) {
        boolean isNamed = template.resources().values().stream()
                .anyMatch(resource -> Optional.ofNullable(TYPES.get(resource.type()))
                        .filter(name -> !name.isEmpty())
                        .flatMap(name -> resource.properties().get(name))
                        .isPresent());
        if (isNamed) {
            return Optional.of(NAMED_IAM);
        }
        return askingTypes(template).isEmpty() ? Optional.empty() : Optional.of(IAM);
    }

    /** Why the template needs it, as GetTemplateSummary says. */
    static String reason(Template template) {
        Set<String> types = askingTypes(template);
        return types.isEmpty()
                ? "The following transform(s) require capabilities: " + template.transforms()
                : "The following resource(s) require capabilities: " + types;
    }

    private static Set<String> askingTypes(Template template) {
        Set<String> types = new TreeSet<>();
        template.resources().values().stream()
                .map(Resource::type)
                .filter(TYPES::containsKey)
                .forEach(types::add);
        return types;
    }

    /**
     * Refuses the template unless what it needs has been acknowledged.
     *
     * @param isReviewed whether what transforms make of it can be looked at in a change set before it is carried out
     */
    static void require(Template template, Collection<String> given, boolean isReviewed) {
        List<String> missing = needed(template).stream()
                .filter(capability -> !given.contains(capability))
                .filter(capability -> !(capability.equals(IAM) && given.contains(NAMED_IAM)))
                .filter(capability -> !(capability.equals(AUTO_EXPAND) && isReviewed))
                .toList();
        if (!missing.isEmpty()) {
            throw Refusal.capabilities(missing);
        }
    }
}
