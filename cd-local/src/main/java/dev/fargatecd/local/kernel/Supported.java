package dev.fargatecd.local.kernel;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Refuses what a request asks for and the local cloud does not do, so that nothing unsupported succeeds silently. */
public final class Supported {
    private Supported() {}

    /**
     * Checks that no other members are set than those.
     *
     * @param operation for the message: the service and the operation, such as {@code ec2 CreateVpc}
     * @param pojo a request, or a structure inside one
     * @param members names as the service's model writes them
     * @throws UnsupportedOperationException naming the first member that is set and not among them
     */
    public static void only(String operation, SdkPojo pojo, String... members) {
        List<String> known = Arrays.asList(members);
        for (SdkField<?> field : pojo.sdkFields()) {
            if (!known.contains(field.memberName()) && isSet(field.getValueOrDefault(pojo))) {
                throw new UnsupportedOperationException(
                        operation + ": " + field.memberName() + " is not supported by the local cloud");
            }
        }
    }

    /** Empty lists and maps are how the SDK says "absent"; a switch that is off asks for nothing. */
    private static boolean isSet(@Nullable Object value) {
        if (value instanceof Collection<?> list) {
            return !list.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        return value != null && !Boolean.FALSE.equals(value);
    }
}
