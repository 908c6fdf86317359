package dev.fargatecd.local.gateway;

import java.io.IOException;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.core.SdkPojo;

/** One of AWS's wire protocols. It is chosen per request, by what the request looks like, for clients of different age differ. */
sealed interface Protocol permits QueryProtocol, JsonProtocol, RestProtocol {

    static Protocol of(WireRequest in, Optional<Service> service) {
        if (in.header("smithy-protocol").equals(Optional.of("rpc-v2-cbor"))) {
            return JsonProtocol.CBOR;
        }
        if (in.header("X-Amz-Target").isPresent()) {
            return JsonProtocol.json(in);
        }
        Optional<RouteTable> routes = service.flatMap(Service::routes);
        if (routes.isPresent()) {
            return routes.get().protocol();
        }
        boolean form = in.query().has("Action")
                || in.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded");
        if (service.isEmpty() && !form) {
            return RestProtocol.S3;
        }
        return service.filter(known -> known.signingName().equals("ec2")).isPresent()
                ? QueryProtocol.EC2
                : QueryProtocol.QUERY;
    }

    /**
     * Reads the operation and its request.
     *
     * @throws Refusal where the service has no such operation
     * @throws RuntimeException where a value is malformed; the gateway answers {@link #malformed()}
     */
    Call read(WireRequest in, Service service) throws IOException, XMLStreamException;

    Answer write(Call call, SdkPojo response, String requestId);

    Answer write(Fault fault, String requestId);

    /** The code of the answer to a request that can't be read. */
    String malformed();

    Dialect dialect();
}
