package dev.fargatecd.local.policy;

/** A policy that the grammar does not allow; the message is the one IAM answers, where IAM's is known. */
public final class MalformedPolicyException extends Exception {
    MalformedPolicyException(String message) {
        super(message);
    }
}
