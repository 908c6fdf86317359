package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Node;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The functions of the language, the arguments they take, and what AWS says to others.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">
 *     Intrinsic function reference</a>
 */
public enum Function {
    REF(
            "Ref",
            call -> call.arguments().size() == 1 && isName(call.argument(0)),
            "Template format error: Every Ref object must have a single String value."),
    CONDITION(
            "Condition",
            call -> call.arguments().size() == 1 && call.text(0).isPresent(),
            "Template format error: Every Condition member must be a string."),
    GET_ATT(
            "Fn::GetAtt",
            call -> call.arguments().size() == 2 && isName(call.argument(0)) && isName(call.argument(1)),
            "Template error: every Fn::GetAtt object requires two non-empty parameters, "
                    + "the resource name and the resource attribute"),
    SUB(
            "Fn::Sub",
            call -> call.text(0).isPresent()
                    && (call.arguments().size() == 1
                            || (call.arguments().size() == 2
                                    && call.argument(1).asMapping().isPresent())),
            "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string "
                    + "as first argument, and an optional second argument to specify a mapping of values to replace in the string"),
    JOIN(
            "Fn::Join",
            call -> call.arguments().size() == 2 && call.text(0).isPresent() && isList(call.argument(1)),
            "Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of "
                    + "strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined."),
    SELECT(
            "Fn::Select",
            call -> call.arguments().size() == 2 && isScalar(call.argument(0)) && isList(call.argument(1)),
            "Template error: Fn::Select requires a list argument with two elements: an integer index and a list"),
    SPLIT(
            "Fn::Split",
            call -> call.arguments().size() == 2
                    && call.text(0).filter(text -> !text.isEmpty()).isPresent()
                    && isScalar(call.argument(1)),
            "Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to "
                    + "be split or a function that returns a string to be split."),
    IF(
            "Fn::If",
            call -> call.arguments().size() == 3 && call.text(0).isPresent(),
            "Template error: Fn::If requires a list argument with three elements"),
    AND(
            "Fn::And",
            call -> call.arguments().size() >= 2 && call.arguments().size() <= 10,
            "Template error: every Fn::And object requires a list of at least 2 and at most 10 boolean parameters."),
    OR(
            "Fn::Or",
            call -> call.arguments().size() >= 2 && call.arguments().size() <= 10,
            "Template error: every Fn::Or object requires a list of at least 2 and at most 10 boolean parameters."),
    NOT(
            "Fn::Not",
            call -> call.arguments().size() == 1,
            "Template error: every Fn::Not object requires one boolean parameter."),
    EQUALS(
            "Fn::Equals",
            call -> call.arguments().size() == 2,
            "Template error: every Fn::Equals object requires a list of 2 string parameters."),
    FIND_IN_MAP(
            "Fn::FindInMap",
            call -> (call.arguments().size() == 3 || call.arguments().size() == 4)
                    && call.arguments().stream().limit(3).allMatch(Function::isScalar)
                    && (call.arguments().size() == 3
                            || call.argument(3)
                                    .asMapping()
                                    .filter(options ->
                                            options.get("DefaultValue").isPresent())
                                    .isPresent()),
            "Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the "
                    + "attribute for return value"),
    IMPORT_VALUE(
            "Fn::ImportValue",
            call -> call.arguments().size() == 1 && isScalar(call.argument(0)),
            "Template error: the attribute in Fn::ImportValue must be a string or a function that returns a string"),
    GET_STACK_OUTPUT(
            "Fn::GetStackOutput",
            call -> call.arguments().size() == 1
                    && call.argument(0)
                            .asMapping()
                            .filter(object -> object.get("StackName").isPresent()
                                    && object.get("OutputName").isPresent())
                            .isPresent(),
            "Template error: every Fn::GetStackOutput object requires StackName and OutputName"),
    GET_AZS(
            "Fn::GetAZs",
            call -> call.arguments().size() == 1 && isScalar(call.argument(0)),
            "Template error: every Fn::GetAZs object requires a single String value."),
    BASE64(
            "Fn::Base64",
            call -> call.arguments().size() == 1 && isScalar(call.argument(0)),
            "Template error: every Fn::Base64 object must have a String-typed value."),
    CIDR(
            "Fn::Cidr",
            call -> (call.arguments().size() == 2 || call.arguments().size() == 3)
                    && call.arguments().stream().allMatch(Function::isScalar),
            "Template error: every Fn::Cidr object requires two required parameters, (1) IP address range (CIDR block) "
                    + "and (2) a number of subnets to be created within the range"),
    LENGTH(
            "Fn::Length",
            call -> call.arguments().size() == 1,
            "Template error: Fn::Length requires a list or a function that returns a list"),
    TO_JSON_STRING(
            "Fn::ToJsonString",
            call -> call.arguments().size() == 1,
            "Template error: Fn::ToJsonString requires an object or an array");

    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // the predicates are lambdas that capture nothing
    private final Predicate<FunctionCall> shape;

    private final String complaint;

    Function(String text, Predicate<FunctionCall> shape, String complaint) {
        this.text = text;
        this.shape = shape;
        this.complaint = complaint;
    }

    /** As a key of a template: {@code Ref}, {@code Fn::Sub}. */
    public String text() {
        return text;
    }

    /** The function of that key, or empty where there is none, or none that works here. */
    public static Optional<Function> of(String text) {
        return Arrays.stream(values())
                .filter(function -> function.text.equals(text))
                .findFirst();
    }

    /** Whether it answers a truth, and so stands in conditions only. */
    public boolean isForConditions() {
        return switch (this) {
            case AND, OR, NOT, EQUALS, CONDITION -> true;
            case REF,
                    GET_ATT,
                    SUB,
                    JOIN,
                    SELECT,
                    SPLIT,
                    IF,
                    FIND_IN_MAP,
                    IMPORT_VALUE,
                    GET_STACK_OUTPUT,
                    GET_AZS,
                    BASE64,
                    CIDR,
                    LENGTH,
                    TO_JSON_STRING -> false;
        };
    }

    /** Whether it needs the {@link Template#LANGUAGE_EXTENSIONS}. */
    public boolean isExtension() {
        return this == LENGTH || this == TO_JSON_STRING;
    }

    /** What AWS says to arguments that it does not take. */
    String complaint() {
        return complaint;
    }

    boolean takes(FunctionCall call) {
        return shape.test(call);
    }

    /** Whether the value behind the function's name is its one argument, and not the list of them. */
    boolean isSingle(Node value) {
        return this == LENGTH || this == TO_JSON_STRING || value.asSequence().isEmpty();
    }

    private static boolean isName(Node node) {
        return node.asScalar().filter(name -> !name.text().isEmpty()).isPresent()
                || node.function().isPresent();
    }

    private static boolean isScalar(Node node) {
        return node.asScalar().isPresent() || node.function().isPresent();
    }

    private static boolean isList(Node node) {
        return node.asSequence().isPresent() || node.function().isPresent();
    }
}
