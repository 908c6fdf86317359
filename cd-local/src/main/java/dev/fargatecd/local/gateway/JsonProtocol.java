package dev.fargatecd.local.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/**
 * awsJson 1.0 and 1.1, told apart by their content type alone, and rpc-v2-cbor, which differs in format and in where the
 * operation's name is.
 *
 * @param format JSON or CBOR
 * @param contentType of the answer
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">awsJson1_1</a>
 * @see <a href="https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html">rpcv2Cbor</a>
 */
record JsonProtocol(JsonFactory format, String contentType) implements Protocol {
    static final JsonFactory JSON_FORMAT = new JsonFactory();
    static final JsonProtocol CBOR = new JsonProtocol(new CBORFactory(), "application/cbor");

    private static final String JSON_1_0 = "application/x-amz-json-1.0";
    private static final String JSON_1_1 = "application/x-amz-json-1.1";

    static JsonProtocol json(WireRequest in) {
        boolean older = in.header("Content-Type").orElse("").startsWith(JSON_1_0);
        return new JsonProtocol(JSON_FORMAT, older ? JSON_1_0 : JSON_1_1);
    }

    @Override
    public Call read(WireRequest in, Service service) throws IOException {
        Operation operation = operation(in, service)
                .orElseThrow(() -> new Refusal(
                        isCbor() ? 404 : 400,
                        "UnknownOperationException",
                        service.signingName() + " has no operation "
                                + in.header("X-Amz-Target").orElse(in.path())));
        SdkPojo request = operation.newRequest();
        JsonReader.read(format, in.body(), request);
        return new Call(operation, (SdkPojo) Fields.build(request));
    }

    private Optional<Operation> operation(WireRequest in, Service service) {
        if (isCbor()) {
            String[] parts = in.path().split("/");
            return parts.length == 5 && parts[1].equals("service") && parts[3].equals("operation")
                    ? service.operation(parts[4])
                    : Optional.empty();
        }
        String target = in.header("X-Amz-Target").orElse("");
        return service.operation(target.substring(target.lastIndexOf('.') + 1))
                .filter(found -> found.target().equals(target));
    }

    @Override
    public Answer write(Call call, SdkPojo response, String requestId) {
        return new Answer(200, headers(), JsonWriter.object(format, Map.of(), response));
    }

    @Override
    public Answer write(Fault fault, String requestId) {
        return new Answer(fault.status(), headers(), error(format, fault));
    }

    static byte[] error(JsonFactory format, Fault fault) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("__type", fault.code());
        texts.put("message", fault.message());
        return JsonWriter.object(format, texts, fault.detail().orElse(null));
    }

    private boolean isCbor() {
        return format instanceof CBORFactory;
    }

    private Map<String, String> headers() {
        return isCbor()
                ? Map.of("Content-Type", contentType, "smithy-protocol", "rpc-v2-cbor")
                : Map.of("Content-Type", contentType);
    }

    @Override
    public String malformed() {
        return "SerializationException";
    }

    @Override
    public Dialect dialect() {
        return Dialect.JSON;
    }
}
