package dev.fargatecd.it;

import dev.fargatecd.it.suite.TargetCloud;
import java.io.IOException;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The same life of a delivery, its calls made in this process: without HTTP, signatures and serialisation. */
@DisabledIfSystemProperty(
        named = "target",
        matches = "(?!embedded|in-process).*",
        disabledReason = "it is about the local cloud; the contracts are for every target")
final class InProcessFlowTest extends WholeFlowTest {
    @Override
    TargetCloud openTarget() throws IOException {
        return TargetCloud.open("in-process");
    }
}
