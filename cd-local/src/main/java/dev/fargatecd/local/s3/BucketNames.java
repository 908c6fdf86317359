package dev.fargatecd.local.s3;

import java.util.regex.Pattern;

/**
 * Which names a bucket can have.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">Bucket naming rules</a>
 */
final class BucketNames {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    private static final Pattern RESERVED =
            Pattern.compile("(?:xn--|sthree-|amzn-s3-demo-).*|.*(?:-s3alias|--ol-s3|\\.mrap|--x-s3|--table-s3)");

    private BucketNames() {}

    static void require(String name) {
        boolean isName = NAME.matcher(name).matches()
                && !name.contains("..")
                && !ADDRESS.matcher(name).matches()
                && !RESERVED.matcher(name).matches();
        if (!isName) {
            throw S3Faults.of(400, "InvalidBucketName", "The specified bucket is not valid.");
        }
    }
}
