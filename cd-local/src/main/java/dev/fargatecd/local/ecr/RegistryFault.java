package dev.fargatecd.local.ecr;

import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** An error of the registry's protocol: HTTP status, code and message. */
final class RegistryFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    RegistryFault(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    /** What a client of the registry is told where one of the API would get that exception. */
    static RegistryFault of(AwsServiceException failure) {
        String code = failure.awsErrorDetails().errorCode();
        String message = failure.awsErrorDetails().errorMessage();
        return switch (code) {
            case "RepositoryNotFoundException" -> new RegistryFault(404, "NAME_UNKNOWN", message);
            case "ImageNotFoundException" -> new RegistryFault(404, "MANIFEST_UNKNOWN", message);
            case "ImageTagAlreadyExistsException" -> new RegistryFault(400, "TAG_INVALID", message);
            case "LayersNotFoundException" -> new RegistryFault(400, "MANIFEST_BLOB_UNKNOWN", message);
            case "AccessDeniedException" -> new RegistryFault(403, "DENIED", message);
            default -> new RegistryFault(failure.statusCode(), "MANIFEST_INVALID", message);
        };
    }
}
