package dev.fargatecd.it;

import java.io.IOException;

/** The same life of a delivery, its calls made in this process: without HTTP, signatures and serialisation. */
final class InProcessFlowTest extends WholeFlowTest {
    @Override
    TargetCloud openTarget() throws IOException {
        return TargetCloud.open("in-process");
    }
}
