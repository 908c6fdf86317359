package dev.fargatecd.cloudformation.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.cloudformation.template.Template;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterValuesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    Type: Number                                    | x   | Parameter 'P' must be a number.
                    Type: Number, MinValue: 2                       | 1   | Parameter 'P' must be a number not less than 2
                    Type: Number, MaxValue: 2                       | 3.5 | Parameter 'P' must be a number not greater than 2
                    Type: List<Number>                              | 1,b | Parameter 'P' must be a number.
                    Type: String, AllowedValues: [a, 1]           | b   | Parameter 'P' must be one of AllowedValues
                    Type: String, AllowedPattern: '[a-z]+'        | B   | Parameter 'P' must match pattern [a-z]+
                    Type: String, MinLength: 2                      | a   | Parameter 'P' must contain at least 2 characters
                    Type: String, MaxLength: 1                      | ab  | Parameter 'P' must contain at most 1 characters
                    Type: String, AllowedValues: [a], ConstraintDescription: be an a | b | Parameter P failed to satisfy constraint: be an a
                    Type: AWS::SSM::Parameter::Value<List<String>>, AllowedPattern: '/b/.*' | /a | Parameter 'P' must match pattern /b/.*
                    """)
    void refusesWhatTheParameterDoesNotAllow(String parameter, String value, String message) {
        Template template = template("P: {" + parameter + "}");

        assertThatThrownBy(() -> ParameterValues.of(template, Map.of("P", value)))
                .hasMessage(message);
    }

    @Test
    void givesUpOnAPatternThatIsMatchedForYears() {
        Template template = template("P: {Type: String, AllowedPattern: '(.*a){20}'}");

        assertThatThrownBy(() -> ParameterValues.of(template, Map.of("P", "a".repeat(60) + "b")))
                .hasMessageContaining("takes too long");
    }

    @Test
    void namesAllThatHaveNoValue() {
        Template template = template("A: {Type: String}\n  B: {Type: String}\n  C: {Type: String, Default: c}");

        assertThatThrownBy(() -> ParameterValues.of(template, Map.of()))
                .hasMessage("Parameters: [A, B] must have values");
        assertThatThrownBy(() -> ParameterValues.of(template, Map.of("A", "1", "B", "2", "X", "3")))
                .hasMessage("Parameters: [X] do not exist in the template");
    }

    @Test
    void takesDefaultsAndHidesSecrets() {
        Template template = template("A: {Type: CommaDelimitedList, Default: 'a, b'}\n"
                + "  B: {Type: String, NoEcho: true}\n  C: {Type: Number, Default: 010}");

        ParameterValues values = ParameterValues.of(template, Map.of("B", "secret"));

        assertThat(values.value("A")).hasToString("[\"a\",\"b\"]");
        assertThat(values.value("B").textValue()).isEqualTo("secret");
        assertThat(values.value("C").textValue()).isEqualTo("8");
        assertThat(values.shown()).containsEntry("A", "a, b").containsEntry("B", "****");
        assertThat(values.texts()).containsEntry("B", "secret");
    }

    @Test
    void takesWhatParameterStoreHoldsUnderTheNameThatIsGiven() {
        Template template = template("A: {Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: /zones, "
                + "MinLength: 6}\n  B: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /word, NoEcho: true}");
        ParameterValues named = ParameterValues.of(template, Map.of());
        assertThat(named.toResolve()).containsEntry("A", "/zones").containsEntry("B", "/word");

        ParameterValues values = named.resolved(Map.of("A", "a, b", "B", "secret"));

        assertThat(values.value("A")).hasToString("[\"a\",\"b\"]");
        assertThat(values.value("B").textValue()).isEqualTo("secret");
        assertThat(values.texts()).containsEntry("B", "/word");
        assertThat(values.shownResolved()).containsEntry("A", "a, b").containsEntry("B", "****");
    }

    private static Template template(String parameters) {
        return Template.read(
                "t.yml", "Parameters:\n  " + parameters + "\nResources:\n  Topic: {Type: AWS::SNS::Topic}\n");
    }
}
