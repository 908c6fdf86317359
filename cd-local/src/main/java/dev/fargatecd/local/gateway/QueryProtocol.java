package dev.fargatecd.local.gateway;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/**
 * awsQuery and ec2Query: a form with Action and Version, XML as answer.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">awsQuery</a>
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html">ec2Query</a>
 */
enum QueryProtocol implements Protocol {
    QUERY,
    EC2;

    private static final Map<String, String> HEADERS = Map.of("Content-Type", "text/xml;charset=UTF-8");

    @Override
    public Call read(WireRequest in, Service service) throws IOException {
        Query form = in.form();
        String action = form.first("Action")
                .orElseThrow(() -> new Refusal(400, "MissingAction", "The request must contain the parameter Action"));
        Optional<String> version = form.first("Version");
        Operation operation = service.operation(action)
                .filter(found -> version.isEmpty() || found.apiVersion().equals(version))
                .orElseThrow(() -> new Refusal(
                        400,
                        "InvalidAction",
                        "Could not find operation " + action + " for version "
                                + version.orElse("NO_VERSION_SPECIFIED")));
        SdkPojo request = operation.newRequest();
        FormReader.read(form, request);
        return new Call(operation, (SdkPojo) Fields.build(request));
    }

    @Override
    public Answer write(Call call, SdkPojo response, String requestId) {
        String name = call.operation().name();
        String version = call.operation().apiVersion().orElse("");
        XmlWriter xml = new XmlWriter();
        switch (this) {
            case QUERY ->
                xml.open(name + "Response", "https://amazonaws.com/doc/" + version + "/")
                        .open(name + "Result")
                        .members(response)
                        .close(name + "Result")
                        .open("ResponseMetadata")
                        .element("RequestId", requestId)
                        .close("ResponseMetadata");
            case EC2 ->
                xml.open(name + "Response", "http://ec2.amazonaws.com/doc/" + version + "/")
                        .element("requestId", requestId)
                        .members(response);
        }
        return new Answer(200, HEADERS, xml.close(name + "Response").bytes());
    }

    @Override
    public Answer write(Fault fault, String requestId) {
        XmlWriter xml = new XmlWriter();
        switch (this) {
            case QUERY -> {
                xml.open("ErrorResponse").open("Error").element("Type", fault.type());
                xml.element("Code", fault.code()).element("Message", fault.message());
                fault.detail().ifPresent(xml::members);
                xml.close("Error").element("RequestId", requestId).close("ErrorResponse");
            }
            case EC2 -> {
                xml.open("Response").open("Errors").open("Error");
                xml.element("Code", fault.code()).element("Message", fault.message());
                xml.close("Error")
                        .close("Errors")
                        .element("RequestID", requestId)
                        .close("Response");
            }
        }
        return new Answer(fault.status(), HEADERS, xml.bytes());
    }

    @Override
    public String malformed() {
        return "MalformedInput";
    }

    @Override
    public Dialect dialect() {
        return this == EC2 ? Dialect.EC2 : Dialect.QUERY;
    }
}
