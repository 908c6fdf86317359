package dev.fargatecd.cloudformation.template;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parameter's type: what its elements are, whether it is a list of them, and whether the value names an SSM parameter.
 *
 * @param name as in the template, for example {@code List<AWS::EC2::Subnet::Id>}
 * @param element {@code String}, {@code Number} or one of AWS's types such as {@code AWS::EC2::Subnet::Id}
 * @param fromSsm whether the value is the name of an SSM parameter that holds the real one
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html">
 *     CloudFormation-supplied parameter types</a>
 */
public record ParameterType(String name, String element, boolean isList, boolean fromSsm) {
    private static final Set<String> OF_AWS = Set.of(
            "AWS::EC2::AvailabilityZone::Name",
            "AWS::EC2::Image::Id",
            "AWS::EC2::Instance::Id",
            "AWS::EC2::KeyPair::KeyName",
            "AWS::EC2::SecurityGroup::GroupName",
            "AWS::EC2::SecurityGroup::Id",
            "AWS::EC2::Subnet::Id",
            "AWS::EC2::Volume::Id",
            "AWS::EC2::VPC::Id",
            "AWS::Route53::HostedZone::Id");
    private static final Pattern LIST = Pattern.compile("List<(.+)>");
    private static final Pattern SSM = Pattern.compile("AWS::SSM::Parameter::Value<(.+)>");

    /** The type of that name, or empty where CloudFormation knows none. */
    public static Optional<ParameterType> of(String name) {
        Matcher ssm = SSM.matcher(name);
        if (ssm.matches()) {
            return plain(ssm.group(1)).map(type -> new ParameterType(name, type.element, type.isList, true));
        }
        return name.equals("AWS::SSM::Parameter::Name")
                ? Optional.of(new ParameterType(name, name, false, false))
                : plain(name);
    }

    /** Whether values are things of an account, which must exist there. */
    public boolean isOfAws() {
        return OF_AWS.contains(element);
    }

    private static Optional<ParameterType> plain(String name) {
        if (name.equals("CommaDelimitedList")) {
            return Optional.of(new ParameterType(name, "String", true, false));
        }
        Matcher list = LIST.matcher(name);
        String element = list.matches() ? list.group(1) : name;
        boolean known = element.equals("String") || element.equals("Number") || OF_AWS.contains(element);
        return known ? Optional.of(new ParameterType(name, element, list.matches(), false)) : Optional.empty();
    }
}
