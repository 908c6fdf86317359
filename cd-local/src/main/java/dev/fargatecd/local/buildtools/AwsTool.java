package dev.fargatecd.local.buildtools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecr.EcrClient;

/** Of the AWS CLI what every image build needs: ECR's password. All else is the real one's. */
final class AwsTool implements Tool {
    /** What the AWS CLI exits with when a service refuses. */
    private static final int SERVICE_ERROR = 254;

    private static final Set<String> WITH_VALUE = Set.of("--region", "--output", "--profile", "--endpoint-url");
    private static final Set<String> ALONE = Set.of("--no-cli-pager", "--no-paginate", "--no-include-email");

    private final Supplier<EcrClient> ecr;
    private final Consumer<String> secrets;

    /**
     * @param ecr a client that calls as the build's role
     * @param secrets is told each password
     */
    AwsTool(Supplier<EcrClient> ecr, Consumer<String> secrets) {
        this.ecr = ecr;
        this.secrets = secrets;
    }

    @Override
    public OptionalInt run(ToolCall call, Output output) throws IOException {
        List<String> words = withoutOptions(call.words());
        if (words.equals(List.of("--version"))) {
            output.out("aws-cli/2 fargate-cd (ecr get-login-password; other calls go to the real aws on the PATH)");
            return OptionalInt.of(0);
        }
        if (!words.equals(List.of("ecr", "get-login-password"))) {
            return OptionalInt.empty();
        }
        try {
            String token = ecr.get()
                    .getAuthorizationToken(request -> {})
                    .authorizationData()
                    .get(0)
                    .authorizationToken();
            String userAndPassword = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            String password = userAndPassword.substring(userAndPassword.indexOf(':') + 1);
            secrets.accept(password);
            output.out(password);
            return OptionalInt.of(0);
        } catch (AwsServiceException refused) {
            output.err("An error occurred (" + refused.awsErrorDetails().errorCode()
                    + ") when calling the GetAuthorizationToken operation: "
                    + refused.awsErrorDetails().errorMessage());
            return OptionalInt.of(SERVICE_ERROR);
        }
    }

    /** The words without the options that change nothing here: one registry, one output. */
    private static List<String> withoutOptions(List<String> words) {
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (WITH_VALUE.contains(word)) {
                i++;
            } else if (!ALONE.contains(word)
                    && WITH_VALUE.stream().noneMatch(option -> word.startsWith(option + "="))) {
                rest.add(word);
            }
        }
        return rest;
    }
}
