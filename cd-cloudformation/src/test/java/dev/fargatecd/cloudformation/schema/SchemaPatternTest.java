package dev.fargatecd.cloudformation.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchemaPatternTest {
    @Test
    void takesABracketInsideAClassForItself() {
        var groupName = SchemaPattern.compile("^([a-z,A-Z,0-9,. _\\-:/()#,@[\\]+=&;\\{\\}!$*])*$");

        assertThat(groupName.matcher("a[b]{c}").matches()).isTrue();
        assertThat(groupName.matcher("a?").matches()).isFalse();
    }

    @Test
    void takesTwoAmpersandsInsideAClassForThemselves() {
        assertThat(SchemaPattern.compile("^[a&&b]+$").matcher("a&b").matches()).isTrue();
    }

    @Test
    void leavesTheRestAsItIs() {
        assertThat(SchemaPattern.compile("^[\\w\\[\\]-]{1,3}$").matcher("[a]").matches())
                .isTrue();
    }
}
