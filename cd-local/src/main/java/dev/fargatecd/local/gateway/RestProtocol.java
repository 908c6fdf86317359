package dev.fargatecd.local.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;

/**
 * restXml and restJson: the operation is told by method, path and query; members are there, in headers and in the body.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html">restXml</a>
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html">restJson1</a>
 */
enum RestProtocol implements Protocol {
    S3,
    XML,
    JSON;

    private static final String S3_NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
    /** {@code bucket.localhost}, {@code bucket.s3.localhost}, {@code bucket.s3.eu-west-1.localhost}, any port. */
    private static final Pattern VIRTUAL_HOST =
            Pattern.compile("(?!s3[.-])(.+?)(?:\\.s3(?:[.-][a-z0-9-]+)?)?\\.localhost(?::\\d+)?");

    @Override
    public Call read(WireRequest in, Service service) throws IOException, XMLStreamException {
        String path = path(in);
        RouteTable.Match match = service.routes()
                .flatMap(routes -> routes.match(in, path))
                .orElseThrow(() -> noOperation(service, in.method() + " " + path));
        String name = match.route().operation();
        Operation operation = service.operation(name).orElseThrow(() -> noOperation(service, name));
        SdkPojo request = operation.newRequest();
        RestMembers.read(in, match.labels(), request);
        if (!operation.streamsIn()) {
            readBody(in.body(), request);
        }
        return new Call(operation, (SdkPojo) Fields.build(request));
    }

    private static Refusal noOperation(Service service, String what) {
        return new Refusal(501, "NotImplemented", service.signingName() + " has no operation " + what);
    }

    /** The path with the bucket in front, where the host names it. */
    private static String path(WireRequest in) {
        Matcher host = VIRTUAL_HOST.matcher(in.header("Host").orElse(""));
        return host.matches() && !host.group(1).equals("s3") ? "/" + host.group(1) + in.path() : in.path();
    }

    private void readBody(byte[] body, SdkPojo request) throws IOException, XMLStreamException {
        if (body.length == 0) {
            return;
        }
        Optional<SdkField<?>> payload = Fields.payload(request);
        if (payload.isPresent()) {
            SdkField<?> field = payload.get();
            field.set(request, payload(body, field));
        } else if (this != JSON) {
            XmlReader.read(XmlElement.parse(body), request);
        } else {
            JsonReader.read(JsonProtocol.JSON_FORMAT, body, request);
        }
    }

    private @Nullable Object payload(byte[] body, SdkField<?> field) throws IOException, XMLStreamException {
        if (field.marshallingType() == MarshallingType.SDK_BYTES) {
            return SdkBytes.fromByteArrayUnsafe(body);
        }
        if (field.marshallingType() == MarshallingType.STRING) {
            return new String(body, StandardCharsets.UTF_8);
        }
        if (this == JSON) {
            return JsonReader.value(JsonProtocol.JSON_FORMAT, body, field);
        }
        SdkPojo builder = field.constructor().get();
        XmlReader.read(XmlElement.parse(body), builder);
        return Fields.build(builder);
    }

    @Override
    public Answer write(Call call, SdkPojo response, String requestId) {
        Answer head = head(response);
        byte[] body = body(call.operation().name() + "Result", response);
        Map<String, String> headers = new HashMap<>(head.headers());
        if (body.length > 0) {
            headers.putIfAbsent("Content-Type", this != JSON ? "application/xml" : "application/json");
        }
        return new Answer(head.status(), headers, body);
    }

    /** Status and headers of an answer; its body is empty, or streamed after it. */
    static Answer head(SdkPojo response) {
        Map<String, String> headers = RestMembers.headers(response);
        int status = response.sdkFields().stream()
                .filter(field -> field.location() == MarshallLocation.STATUS_CODE)
                .map(field -> Optional.ofNullable((Integer) Fields.value(field, response)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(headers.containsKey("Content-Range") ? 206 : 200);
        return new Answer(status, headers, new byte[0]);
    }

    private byte[] body(String root, SdkPojo response) {
        Optional<SdkField<?>> payload = Fields.payload(response);
        if (root.equals("GetBucketLocationResult")) {
            // S3's one answer whose root is the member itself, there also when it is empty.
            SdkField<?> location = payload.orElseGet(() -> response.sdkFields().get(0));
            Object region = Fields.value(location, response);
            return new XmlWriter()
                    .open("LocationConstraint", S3_NAMESPACE)
                    .text(region == null ? "" : region.toString())
                    .close("LocationConstraint")
                    .bytes();
        }
        if (payload.isPresent()) {
            Object value = Fields.value(payload.get(), response);
            return value == null ? new byte[0] : payload(payload.get(), value);
        }
        if (this == JSON) {
            return JsonWriter.object(JsonProtocol.JSON_FORMAT, Map.of(), response);
        }
        boolean document =
                response.sdkFields().stream().anyMatch(field -> field.location() == MarshallLocation.PAYLOAD);
        return document
                ? new XmlWriter()
                        .declaration()
                        .open(root, S3_NAMESPACE)
                        .members(response)
                        .close(root)
                        .bytes()
                : new byte[0];
    }

    private byte[] payload(SdkField<?> field, Object value) {
        if (value instanceof SdkBytes bytes) {
            return bytes.asByteArrayUnsafe();
        }
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        return this == JSON
                ? JsonWriter.value(JsonProtocol.JSON_FORMAT, field, value)
                : new XmlWriter()
                        .declaration()
                        .value(field.unmarshallLocationName(), field, value)
                        .bytes();
    }

    @Override
    public Answer write(Fault fault, String requestId) {
        if (fault.status() == 304) {
            return new Answer(304, Map.of(), new byte[0]);
        }
        if (this == JSON) {
            Map<String, String> headers = Map.of("Content-Type", "application/json", "x-amzn-ErrorType", fault.code());
            return new Answer(fault.status(), headers, JsonProtocol.error(JsonProtocol.JSON_FORMAT, fault));
        }
        XmlWriter xml = new XmlWriter().declaration().open("Error");
        xml.element("Code", fault.code()).element("Message", fault.message());
        fault.detail().ifPresent(xml::members);
        xml.element("RequestId", requestId).close("Error");
        return this == XML
                ? QueryProtocol.QUERY.write(fault, requestId)
                : new Answer(fault.status(), Map.of("Content-Type", "application/xml"), xml.bytes());
    }

    @Override
    public String malformed() {
        return this != JSON ? "MalformedXML" : "SerializationException";
    }

    @Override
    public Dialect dialect() {
        return this == JSON ? Dialect.JSON : this == S3 ? Dialect.S3 : Dialect.QUERY;
    }
}
