package dev.fargatecd.it.suite;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.services.s3.S3Client;

/** A suite that makes one bucket, says so, and waits to be ended. */
final class BucketMaker {
    private BucketMaker() {}

    /** @param arguments the address of a cloud */
    public static void main(String[] arguments) throws Exception {
        TargetCloud target = TargetCloud.open(arguments[0]);
        S3Client s3 = target.client(S3Client.class);
        String bucket = target.named("bucket");
        target.willMake("bucket", () -> s3.deleteBucket(request -> request.bucket(bucket)));
        s3.createBucket(request -> request.bucket(bucket));
        new PrintStream(System.out, true).println("made");
        new CountDownLatch(1).await();
    }
}
