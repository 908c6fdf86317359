package dev.fargatecd.local.ecs;

import dev.fargatecd.local.kernel.Faults;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ClusterContainsServicesException;
import software.amazon.awssdk.services.ecs.model.ClusterContainsTasksException;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;

/** The errors of ECS, with its texts. */
final class EcsFaults {
    private EcsFaults() {}

    static AwsServiceException client(String message) {
        return Faults.of(ClientException.builder(), 400, "ClientException", message);
    }

    static AwsServiceException invalid(String message) {
        return Faults.of(InvalidParameterException.builder(), 400, "InvalidParameterException", message);
    }

    static AwsServiceException clusterNotFound() {
        return Faults.of(ClusterNotFoundException.builder(), 400, "ClusterNotFoundException", "Cluster not found.");
    }

    static AwsServiceException clusterContainsServices() {
        return Faults.of(
                ClusterContainsServicesException.builder(),
                400,
                "ClusterContainsServicesException",
                "The Cluster cannot be deleted while Services are active.");
    }

    static AwsServiceException clusterContainsTasks() {
        return Faults.of(
                ClusterContainsTasksException.builder(),
                400,
                "ClusterContainsTasksException",
                "The Cluster cannot be deleted while Tasks are active.");
    }

    static AwsServiceException serviceNotFound() {
        return Faults.of(ServiceNotFoundException.builder(), 400, "ServiceNotFoundException", "Service not found.");
    }

    static AwsServiceException serviceNotActive() {
        return Faults.of(
                ServiceNotActiveException.builder(), 400, "ServiceNotActiveException", "Service was not ACTIVE.");
    }

    /** The value, or the error that it is missing. */
    static String required(@Nullable String value, String what) {
        if (value == null || value.isBlank()) {
            throw invalid(what + " cannot be empty.");
        }
        return value;
    }
}
