package dev.fargatecd.local.gateway;

import com.fasterxml.jackson.core.JacksonException;
import dev.fargatecd.local.integrity.BodyMismatchException;
import dev.fargatecd.local.kernel.AccessKeys;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Guard;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.xml.stream.XMLStreamException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;

/**
 * Serves objects that implement the SDK's client interfaces over AWS's wire protocols.
 *
 * <p>Each request is signed, or refused. Its principal and region are the {@link Caller} of the call.
 */
public final class Gateway extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final Map<String, Service> services = new TreeMap<>();
    private final Signatures signatures;
    private final Guard guard;

    /**
     * Makes the gateway.
     *
     * @param services implementations by the SDK's interface
     * @param guard asked before each call
     * @param probe any request class of the SDK, by which the gateway checks that the SDK is as it knows it
     * @throws IllegalStateException where it is not, naming found and supported versions
     */
    public Gateway(Map<Class<?>, SdkClient> services, Guard guard, AccessKeys keys, Clock clock, Class<?> probe) {
        SdkVersion.check(probe);
        services.forEach((api, implementation) -> {
            Service service = new Service(api, implementation);
            this.services.put(service.signingName(), service);
        });
        signatures = new Signatures(keys, clock);
        this.guard = guard;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String requestId = UUID.randomUUID().toString();
        Reply reply = new Reply(response, request.getMethod().equals("HEAD"), requestId);
        try {
            answer(request, reply, requestId);
            callback.succeeded();
        } catch (IOException | RuntimeException broken) {
            callback.failed(broken); // the client went away, or the answer broke off
        }
        return true;
    }

    private void answer(Request request, Reply reply, String requestId) throws IOException {
        Protocol protocol = RestProtocol.S3; // what a request is answered in that does not even parse
        String what = "a request";
        try {
            WireRequest in = WireRequest.of(request);
            protocol = Protocol.of(in, Optional.empty());
            SignedRequest signed = SignedRequest.of(in);
            String name = signed.credential().service();
            Optional<Service> service = Optional.ofNullable(services.get(name));
            protocol = Protocol.of(in, service);
            what = name;
            Signatures.Verified verified = signatures.verify(in, signed, protocol.dialect());
            Service known = service.orElseThrow(() -> new Refusal(
                    501,
                    "NotImplemented",
                    "The local cloud has no service " + name + "; it has " + String.join(", ", services.keySet())));
            Call call = read(protocol, verified.request(), known);
            what = name + " " + call.operation().name();
            invoke(protocol, call, known, verified, reply, requestId);
        } catch (Throwable thrown) { // whatever a service throws is answered
            if (reply.isSent()) {
                throw new IOException("the answer to " + what + " broke off", thrown);
            }
            reply.send(protocol.write(fault(thrown, protocol, what), requestId));
        }
    }

    /** Reads the request; what is malformed is the client's fault, whatever the parsers throw. */
    private static Call read(Protocol protocol, WireRequest in, Service service) throws IOException {
        try {
            return protocol.read(in, service);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException | XMLStreamException malformed) {
            throw new Refusal(400, protocol.malformed(), "The request is malformed: " + malformed.getMessage());
        } catch (JacksonException malformed) {
            throw new Refusal(400, protocol.malformed(), "The request is malformed: " + malformed.getOriginalMessage());
        }
    }

    private void invoke(
            Protocol protocol, Call call, Service service, Signatures.Verified verified, Reply reply, String requestId)
            throws Throwable {
        Operation operation = call.operation();
        Object[] arguments = new Object[1 + (operation.streamsIn() ? 1 : 0) + (operation.streamsOut() ? 1 : 0)];
        arguments[0] = call.request();
        if (operation.streamsIn()) {
            arguments[1] = body(verified.request());
        }
        if (operation.streamsOut()) {
            arguments[arguments.length - 1] = (ResponseTransformer<SdkPojo, Boolean>) (response, body) -> {
                reply.stream(RestProtocol.head(response), body);
                return true;
            };
        }
        Object result = as(verified.caller(), operation, service, arguments);
        if (!operation.streamsOut()) {
            reply.send(protocol.write(call, (SdkPojo) result, requestId));
        }
    }

    private Object as(Caller caller, Operation operation, Service service, Object[] arguments) throws Throwable {
        Caller.Turn turn = caller.begin();
        try {
            guard.admit(caller, (SdkPojo) arguments[0]);
            return operation.call(service.implementation(), arguments);
        } finally {
            turn.end();
        }
    }

    private static RequestBody body(WireRequest in) {
        return in.length()
                .map(length -> RequestBody.fromInputStream(in.stream(), length))
                .orElseGet(() -> RequestBody.fromContentProvider(in::stream, "application/octet-stream"));
    }

    private static Fault fault(Throwable thrown, Protocol protocol, String what) {
        if (thrown instanceof AwsServiceException modelled) {
            return Fault.of(modelled);
        }
        if (thrown instanceof Refusal refusal) {
            return refusal.fault();
        }
        if (thrown instanceof AuthFailure.Thrown denied) {
            return denied.in(protocol.dialect()).fault();
        }
        if (thrown instanceof BodyMismatchException mismatch) {
            return new Fault(400, "BadDigest", String.valueOf(mismatch.getMessage()), Optional.empty());
        }
        if (thrown instanceof UnsupportedOperationException unsupported) {
            String message = unsupported.getMessage() == null
                    ? what + " is not implemented by the local cloud"
                    : unsupported.getMessage();
            return new Fault(501, "NotImplemented", message, Optional.empty());
        }
        LOG.error("{} failed unexpectedly", what, thrown);
        return new Fault(500, "InternalFailure", what + " failed unexpectedly: " + thrown, Optional.empty());
    }
}
