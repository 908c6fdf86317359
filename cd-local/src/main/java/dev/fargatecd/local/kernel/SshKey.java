package dev.fargatecd.local.kernel;

/**
 * A public key by which git over SSH knows a user.
 *
 * @param id {@code APKA…}, the user's name over SSH
 * @param encoded as OpenSSH writes it, without comment: {@code ssh-rsa AAAA…}
 */
public record SshKey(String id, String encoded, Principal principal) {}
