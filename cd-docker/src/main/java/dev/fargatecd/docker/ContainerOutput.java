package dev.fargatecd.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.fargatecd.local.runtime.LineReader;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a container writes, as lines; stdout and stderr are cut apart from each other. */
final class ContainerOutput extends ResultCallback.Adapter<Frame> {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerOutput.class);

    private final LineReader out;
    private final LineReader err;

    ContainerOutput(Consumer<String> lines) {
        out = new LineReader(lines);
        err = new LineReader(lines);
    }

    @Override
    public void onNext(Frame frame) {
        byte[] bytes = frame.getPayload();
        LineReader reader = frame.getStreamType() == StreamType.STDERR ? err : out;
        reader.accept(bytes, bytes.length);
    }

    @Override
    public void onError(Throwable failure) {
        LOG.debug("A container's output ended early", failure);
        super.onError(failure);
    }

    @Override
    public void onComplete() {
        out.end();
        err.end();
        super.onComplete();
    }
}
