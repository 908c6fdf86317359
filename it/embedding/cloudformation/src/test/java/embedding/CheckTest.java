package embedding;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fargatecd.cloudformation.check.Checker;
import dev.fargatecd.cloudformation.check.Finding;
import dev.fargatecd.cloudformation.check.SourceFile;
import dev.fargatecd.cloudformation.check.catalogue.Catalogue;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckTest {
    @Test
    void findsAMistakeAtItsLine() {
        // snippet: cloudformation
        String template = """
                Resources:
                  Logs:
                    Type: AWS::Logs::LogGroup
                    Properties: { RetentionInDay: 7 }
                """;
        List<Finding> findings =
                new Checker(Catalogue.checks()).check(List.of(new SourceFile("logs.yml", template)));
        assertTrue(findings.get(0).toString().startsWith("logs.yml:4:"), findings.toString());
        // end
    }
}
