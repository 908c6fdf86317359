package dev.fargatecd.cloudformation.template;

import static org.assertj.core.api.Assertions.fail;

import dev.fargatecd.cloudformation.tree.TemplateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** However a template is damaged, it is read or refused, and nothing else. Fails with the seed, the repetition's number. */
class DamagedTemplateTest {
    private static final List<String> DAMAGE = List.of(
            "!",
            "!Ref ",
            "!GetAtt ",
            "!Sub ",
            "&a ",
            "*a",
            "{",
            "}",
            "[",
            "]",
            ": ",
            "- ",
            "\n",
            "\t",
            "'",
            "\"",
            "|",
            ">",
            "#",
            "${",
            "${!",
            "Fn::If: ",
            "Fn::Sub",
            "~",
            "null",
            "\u0000",
            "\ud800",
            "%",
            "---\n",
            "? ",
            "<<: ",
            "Ref");

    @RepeatedTest(500)
    void isReadOrRefused(RepetitionInfo repetition) throws IOException {
        int seed = repetition.getCurrentRepetition();
        String damaged = damaged(template(), new Random(seed));
        try {
            Template.read("damaged.yml", damaged);
        } catch (TemplateException refused) {
            if (refused.getMessage().isBlank()) {
                fail("seed " + seed + " is refused without a reason:\n" + damaged);
            }
        } catch (RuntimeException | StackOverflowError failure) {
            fail("seed " + seed + " breaks the reader:\n" + damaged, failure);
        }
    }

    private static String damaged(String text, Random random) {
        StringBuilder out = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(out.length());
            switch (random.nextInt(3)) {
                case 0 -> out.insert(at, DAMAGE.get(random.nextInt(DAMAGE.size())));
                case 1 -> out.delete(at, Math.min(out.length(), at + 1 + random.nextInt(20)));
                default -> out.replace(at, Math.min(out.length(), at + 1), DAMAGE.get(random.nextInt(DAMAGE.size())));
            }
        }
        return out.toString();
    }

    private static String template() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(DamagedTemplateTest.class.getResourceAsStream("/templates/shop.yml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
