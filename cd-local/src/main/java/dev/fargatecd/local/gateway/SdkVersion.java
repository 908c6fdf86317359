package dev.fargatecd.local.gateway;

import java.util.List;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.VersionInfo;
import software.amazon.awssdk.protocols.core.OperationInfo;
import software.amazon.awssdk.utils.internal.CodegenNamingUtils;

/**
 * The members of the SDK that the gateway rests on and that the SDK does not promise to keep ({@code SdkProtectedApi},
 * {@code SdkInternalApi}).
 */
final class SdkVersion {
    private static final String SUPPORTED = "2.40.2 to 2.57.8";

    private record Member(Class<?> owner, String name, List<Class<?>> parameters) {
        Member(Class<?> owner, String name, Class<?>... parameters) {
            this(owner, name, List.of(parameters));
        }
    }

    private static final List<Member> MEMBERS = List.of(
            new Member(SdkPojo.class, "sdkFields"),
            new Member(SdkPojo.class, "sdkFieldNameToField"),
            new Member(SdkField.class, "location"),
            new Member(SdkField.class, "locationName"),
            new Member(SdkField.class, "unmarshallLocationName"),
            new Member(SdkField.class, "marshallingType"),
            new Member(SdkField.class, "constructor"),
            new Member(SdkField.class, "getTrait", Class.class),
            new Member(SdkField.class, "getValueOrDefault", Object.class),
            new Member(SdkField.class, "set", Object.class, Object.class),
            new Member(OperationInfo.class, "operationIdentifier"),
            new Member(OperationInfo.class, "apiVersion"),
            new Member(CodegenNamingUtils.class, "pascalCase", String.class));

    private SdkVersion() {}

    /**
     * Checks at start what would else fail at some request.
     *
     * @param request any request class of the SDK
     * @throws IllegalStateException naming the member, the version found and those supported
     */
    static void check(Class<?> request) {
        try {
            for (Member member : MEMBERS) {
                member.owner().getMethod(member.name(), member.parameters().toArray(new Class<?>[0]));
            }
            Operation.binding(request);
        } catch (ReflectiveOperationException | RuntimeException missing) {
            throw new IllegalStateException(
                    "the gateway does not find " + missing.getMessage() + " in the AWS SDK; " + message(), missing);
        }
    }

    static String message() {
        return "found AWS SDK " + VersionInfo.SDK_VERSION + ", supported are " + SUPPORTED;
    }
}
