package dev.fargatecd.local.cloudformation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.fargatecd.cloudformation.template.DynamicReference;
import dev.fargatecd.local.cloudformation.resource.Properties;
import dev.fargatecd.local.cloudformation.resource.ResourceFailure;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Clients;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;

/**
 * Reads what templates refer to in Parameter Store and Secrets Manager.
 *
 * @param caller who carries out the operation, and so reads
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html">Dynamic
 *     references</a>
 */
record StoredValues(Clients clients, Caller caller) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The values of parameters whose types say that they are in Parameter Store, as they are now.
     *
     * @param names in Parameter Store, by the template's parameter
     * @throws software.amazon.awssdk.awscore.exception.AwsServiceException with CloudFormation's text where some are not
     *     there, or are SecureStrings
     */
    Map<String, String> parameters(Map<String, String> names) {
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> missing = new LinkedHashSet<>();
        Set<String> secure = new LinkedHashSet<>();
        names.forEach((parameter, name) -> find(name)
                .ifPresentOrElse(
                        found -> {
                            if (found.type() == ParameterType.SECURE_STRING) {
                                secure.add(name);
                            }
                            values.put(parameter, found.value());
                        },
                        () -> missing.add(name)));
        if (!missing.isEmpty()) {
            throw Refusal.invalid("Unable to fetch parameters [" + String.join(",", missing)
                    + "] from parameter store for this account.");
        }
        requireNone(secure);
        return values;
    }

    private static void requireNone(Set<String> secure) {
        if (!secure.isEmpty()) {
            throw Refusal.invalid("Parameters [" + String.join(",", secure)
                    + "] referenced by template have types not supported by CloudFormation.");
        }
    }

    /**
     * Refuses changes whose references to Parameter Store lead nowhere. Those to Secrets Manager are followed when a
     * resource is made, for the secret may be one of the stack's.
     *
     * @throws software.amazon.awssdk.awscore.exception.AwsServiceException with CloudFormation's text
     */
    void requireReferredTo(List<ResourceChange> changes) {
        List<String> missing = new ArrayList<>();
        Set<String> secure = new LinkedHashSet<>();
        DynamicReference.Visitor<String> look = new DynamicReference.Visitor<>() {
            @Override
            public String parameter(DynamicReference.OfParameter reference) {
                Optional<Parameter> found = find(reference);
                if (found.isEmpty()) {
                    missing.add("ssm:" + named(reference));
                }
                found.filter(there -> there.type() == ParameterType.SECURE_STRING && !reference.isSecure())
                        .ifPresent(there -> secure.add(there.name()));
                return "";
            }

            @Override
            public String secret(DynamicReference.OfSecret reference) {
                return "";
            }
        };
        try {
            changes.forEach(change -> replaced(
                    change.properties().json(),
                    text -> text.contains(Foresight.UNKNOWN)
                            ? text
                            : DynamicReference.replaced(text, reference -> reference.accept(look))));
        } catch (DynamicReference.MalformedReference malformed) {
            throw Refusal.invalid(String.valueOf(malformed.getMessage()));
        }
        if (!missing.isEmpty()) {
            throw Refusal.invalid("Parameters: " + missing + " cannot be found.");
        }
        requireNone(secure);
    }

    /**
     * The properties with the values in the places of the references.
     *
     * @throws ResourceFailure where one leads nowhere
     */
    Properties in(Properties properties) {
        try {
            return Properties.of(replaced(
                    properties.json(),
                    text -> DynamicReference.replaced(text, reference -> reference.accept(new Reading()))));
        } catch (DynamicReference.MalformedReference malformed) {
            throw new ResourceFailure(String.valueOf(malformed.getMessage()), malformed);
        }
    }

    /** The value of an output: there CloudFormation reads parameters, and leaves references to secrets as they are. */
    JsonNode inOutput(JsonNode value) {
        return replaced(
                value,
                text -> DynamicReference.replaced(
                        text,
                        reference -> reference.accept(new Reading() {
                            @Override
                            public String secret(DynamicReference.OfSecret secret) {
                                return secret.text();
                            }
                        })));
    }

    private static JsonNode replaced(JsonNode value, Function<String, String> change) {
        if (value.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(entry -> object.set(entry.getKey(), replaced(entry.getValue(), change)));
            return object;
        }
        if (value.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> list.add(replaced(item, change)));
            return list;
        }
        return value.isTextual() && DynamicReference.isIn(value.textValue())
                ? TextNode.valueOf(change.apply(value.textValue()))
                : value;
    }

    /** What is put in the place of references. */
    private class Reading implements DynamicReference.Visitor<String> {
        @Override
        public String parameter(DynamicReference.OfParameter reference) {
            if (reference.isSecure()) {
                // none of the properties that AWS lists is one of a type that the local cloud makes
                throw new ResourceFailure(
                        "SSM Secure reference is not supported in this property: " + reference.text());
            }
            return find(reference)
                    .orElseThrow(
                            () -> new ResourceFailure("Parameters: [ssm:" + named(reference) + "] cannot be found."))
                    .value();
        }

        @Override
        public String secret(DynamicReference.OfSecret reference) {
            try {
                @Nullable
                String text = clients.as(caller, SecretsManagerClient.class)
                        .getSecretValue(request -> request.secretId(reference.id())
                                .versionStage(reference.stage().orElse(null))
                                .versionId(reference.version().orElse(null)))
                        .secretString();
                if (text == null) {
                    throw new ResourceFailure("The secret " + reference.id() + " is binary: it has no SecretString.");
                }
                return reference.jsonKey().map(key -> member(text, key)).orElse(text);
            } catch (SecretsManagerException refused) {
                throw new ResourceFailure(
                        refused.awsErrorDetails().errorMessage() + " (Service: AWSSecretsManager; Status Code: "
                                + refused.statusCode() + "; Error Code: "
                                + refused.awsErrorDetails().errorCode() + "; Request ID: " + refused.requestId()
                                + "; Proxy: null)",
                        refused);
            }
        }

        /** Both texts are CloudFormation's, which names neither the secret nor the key. */
        private String member(String text, String key) {
            try {
                JsonNode value = JSON.readTree(text).path(key);
                if (value.isMissingNode()) {
                    throw new ResourceFailure("Could not find a value associated with JSONKey in SecretString");
                }
                return value.isContainerNode() ? value.toString() : value.asText();
            } catch (JsonProcessingException none) {
                throw new ResourceFailure("Could not parse SecretString JSON", none);
            }
        }
    }

    private Optional<Parameter> find(DynamicReference.OfParameter reference) {
        return find(named(reference));
    }

    private static String named(DynamicReference.OfParameter reference) {
        return reference.name()
                + reference.version().map(version -> ":" + version).orElse("");
    }

    private Optional<Parameter> find(String name) {
        try {
            return Optional.of(clients.as(caller, SsmClient.class)
                    .getParameter(request -> request.name(name))
                    .parameter());
        } catch (ParameterNotFoundException | ParameterVersionNotFoundException none) {
            return Optional.empty();
        }
    }
}
