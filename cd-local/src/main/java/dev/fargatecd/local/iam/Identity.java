package dev.fargatecd.local.iam;

import java.util.Optional;

/**
 * A role or a user as it is kept, with its policies.
 *
 * @param <T> the one or the other
 */
interface Identity<T extends Identity<T>> {
    String name();

    Attachments attachments();

    T with(Attachments changed);

    /** The ARN of the policy that bounds its permissions. */
    Optional<String> boundary();
}
