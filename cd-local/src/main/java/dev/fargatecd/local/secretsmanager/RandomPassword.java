package dev.fargatecd.local.secretsmanager;

import dev.fargatecd.local.kernel.Ids;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.secretsmanager.model.GetRandomPasswordRequest;

/**
 * Makes passwords up.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html">
 *     GetRandomPassword</a>
 */
final class RandomPassword {
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGITS = "0123456789";
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private static final int DEFAULT_LENGTH = 32;
    private static final int LONGEST = 4096;

    private RandomPassword() {}

    static String of(GetRandomPasswordRequest request, Ids ids) {
        long length = request.passwordLength() == null ? DEFAULT_LENGTH : request.passwordLength();
        if (length < 1 || length > LONGEST) {
            throw SecretFaults.invalidParameter("Password length must be between 1 and " + LONGEST + " characters.");
        }
        List<String> types = types(request);
        String all = String.join("", types);
        if (all.isEmpty()) {
            throw SecretFaults.invalidParameter("The password would have no characters: all are excluded.");
        }
        StringBuilder password = new StringBuilder();
        if (!Boolean.FALSE.equals(request.requireEachIncludedType())) {
            if (types.size() > length) {
                throw SecretFaults.invalidParameter("Password length is too short based on the required types.");
            }
            types.forEach(type -> password.append(ids.text(type, 1)));
        }
        password.append(ids.text(all, (int) length - password.length()));
        return shuffled(password, ids);
    }

    private static List<String> types(GetRandomPasswordRequest request) {
        String excluded = request.excludeCharacters() == null ? "" : request.excludeCharacters();
        return Stream.of(
                        Boolean.TRUE.equals(request.excludeLowercase()) ? "" : LOWER,
                        Boolean.TRUE.equals(request.excludeUppercase()) ? "" : UPPER,
                        Boolean.TRUE.equals(request.excludeNumbers()) ? "" : DIGITS,
                        Boolean.TRUE.equals(request.excludePunctuation()) ? "" : PUNCTUATION,
                        Boolean.TRUE.equals(request.includeSpace()) ? " " : "")
                .map(type -> type.chars()
                        .filter(character -> excluded.indexOf(character) < 0)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining()))
                .filter(type -> !type.isEmpty())
                .toList();
    }

    private static String shuffled(StringBuilder text, Ids ids) {
        for (int last = text.length() - 1; last > 0; last--) {
            int other = ids.below(last + 1);
            char kept = text.charAt(last);
            text.setCharAt(last, text.charAt(other));
            text.setCharAt(other, kept);
        }
        return text.toString();
    }
}
