package dev.fargatecd.local.codecommit;

import dev.fargatecd.local.kernel.SshKey;
import dev.fargatecd.local.kernel.SshKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.util.Optional;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;

/** Lets in whoever has the private part of the active SSH key that they name as user, and tells all others why not. */
final class SshEntry implements PublickeyAuthenticator {
    private static final AttributeKey<Boolean> TOLD = new AttributeKey<>();

    private final SshKeys keys;

    SshEntry(SshKeys keys) {
        this.keys = keys;
    }

    @Override
    public boolean authenticate(String user, PublicKey offered, ServerSession session) {
        Optional<SshKey> key = keys.find(user);
        if (key.isEmpty()) {
            tell(
                    session,
                    "CodeCommit knows no active SSH key " + user + ". The user is the key's id, APKA…, as in "
                            + "aws iam list-ssh-public-keys --user-name NAME");
            return false;
        }
        boolean matches = key.get().encoded().equals(PublicKeyEntry.toString(offered));
        if (!matches) {
            tell(
                    session,
                    "The key offered (" + KeyUtils.getFingerPrint(offered) + ") is not " + user
                            + " of IAM; name the right one: ssh -o IdentitiesOnly=yes -i FILE");
        }
        return matches;
    }

    /** A client shows it before it gives up; only once, for it may offer several keys. */
    private static void tell(ServerSession session, String message) {
        if (session.setAttribute(TOLD, true) != null) {
            return;
        }
        try {
            Buffer banner = session.createBuffer(SshConstants.SSH_MSG_USERAUTH_BANNER);
            banner.putString(message + "\n");
            banner.putString("en");
            session.writePacket(banner);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
