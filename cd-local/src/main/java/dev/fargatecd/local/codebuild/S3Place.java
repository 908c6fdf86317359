package dev.fargatecd.local.codebuild;

/** An object in S3 as CodeBuild writes it: {@code bucket/path/key}, or its ARN. */
record S3Place(String bucket, String key) {
    private static final String ARN = "arn:aws:s3:::";

    /** @throws StageFailure where the text names no object */
    static S3Place parse(String location) throws StageFailure {
        String path = location.startsWith(ARN) ? location.substring(ARN.length()) : location;
        int slash = path.indexOf('/');
        if (slash <= 0 || slash == path.length() - 1) {
            throw new StageFailure("CLIENT_ERROR", "source location \"" + location + "\" is not bucket/key");
        }
        if (path.endsWith("/")) {
            throw new StageFailure(
                    "CLIENT_ERROR",
                    "source location \"" + location + "\": folders are not supported by the local cloud");
        }
        return new S3Place(path.substring(0, slash), path.substring(slash + 1));
    }

    String arn() {
        return ARN + bucket + "/" + key;
    }
}
