package dev.fargatecd.local.iam;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Principal;
import dev.fargatecd.local.kernel.SshKey;
import dev.fargatecd.local.kernel.SshKeys;
import java.security.GeneralSecurityException;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.EncodingType;
import software.amazon.awssdk.services.iam.model.GetSshPublicKeyRequest;
import software.amazon.awssdk.services.iam.model.SSHPublicKey;
import software.amazon.awssdk.services.iam.model.SSHPublicKeyMetadata;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.User;

/**
 * The SSH keys of users, with which they reach CodeCommit.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSSHPublicKey.html">UploadSSHPublicKey</a>
 */
final class SshPublicKeys {
    /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
    private static final int MAX_KEYS = 5;

    private static final int LEAST_BITS = 2048;
    private static final int LONGEST_BODY = 16_384;

    private final IamState state;
    private final Users users;
    private final SshKeys active;
    private final CloudContext cloud;

    SshPublicKeys(IamState state, Users users, CloudContext cloud) {
        this.state = state;
        this.users = users;
        this.cloud = cloud;
        active = new SshKeys(cloud.store());
    }

    SSHPublicKey upload(String userName, String body) {
        User user = users.existing(userName);
        RsaKey key = checked(Inputs.required("sSHPublicKeyBody", body).strip());
        List<SSHPublicKey> others = state.sshKeysOf(user.userName());
        if (others.stream().anyMatch(other -> other.fingerprint().equals(key.fingerprint()))) {
            throw IamFaults.duplicateSshKey(
                    "The SSH public key is already associated with the user " + user.userName() + ".");
        }
        if (others.size() >= MAX_KEYS) {
            throw IamFaults.limitExceeded("Cannot exceed quota for SSHPublicKeysPerUser: " + MAX_KEYS);
        }
        SSHPublicKey stored = SSHPublicKey.builder()
                .userName(user.userName())
                .sshPublicKeyId(cloud.ids().iam("APKA"))
                .fingerprint(key.fingerprint())
                .sshPublicKeyBody(body.strip())
                .status(StatusType.ACTIVE)
                .uploadDate(cloud.clock().instant().truncatedTo(ChronoUnit.SECONDS))
                .build();
        state.sshKeys().put(new Key(IamState.account(), stored.sshPublicKeyId()), stored);
        letIn(stored, user);
        return stored;
    }

    private static RsaKey checked(String body) {
        if (body.length() > LONGEST_BODY) {
            throw IamFaults.validation("1 validation error detected: Value at 'sSHPublicKeyBody' failed to satisfy"
                    + " constraint: Member must have length less than or equal to " + LONGEST_BODY);
        }
        if (!body.startsWith(RsaKey.SSH + " ") && !body.startsWith(RsaKey.PEM)) {
            throw IamFaults.invalidPublicKey(
                    "The public key must be encoded in ssh-rsa format or PEM format; make one: ssh-keygen -t rsa -b 4096");
        }
        try {
            RsaKey key = RsaKey.read(body);
            if (key.bits() >= LEAST_BITS) {
                return key;
            }
            throw IamFaults.invalidPublicKey(
                    "The public key has " + key.bits() + " bits; " + LEAST_BITS + " is the minimum.");
        } catch (GeneralSecurityException damaged) {
            throw IamFaults.invalidPublicKey("The public key is malformed or otherwise invalid.");
        }
    }

    /** The key in the encoding that is asked for; the form of SSH keeps its comment where it was uploaded so. */
    SSHPublicKey get(GetSshPublicKeyRequest request) {
        SSHPublicKey key = of(request.userName(), request.sshPublicKeyId());
        String body = key.sshPublicKeyBody();
        if (request.encoding() == EncodingType.PEM) {
            return key.copy(more -> more.sshPublicKeyBody(read(key).pem()));
        }
        if (request.encoding() == EncodingType.SSH) {
            return body.startsWith(RsaKey.SSH)
                    ? key
                    : key.copy(more -> more.sshPublicKeyBody(read(key).ssh()));
        }
        throw IamFaults.unrecognizedEncoding("The encoding " + request.encodingAsString() + " is not one of SSH, PEM.");
    }

    /** The keys of a user, by id; without a name, of whoever is calling. */
    List<SSHPublicKeyMetadata> list(@Nullable String userName) {
        return state.sshKeysOf(users.existing(userName).userName()).stream()
                .sorted(Comparator.comparing(SSHPublicKey::sshPublicKeyId))
                .map(key -> SSHPublicKeyMetadata.builder()
                        .userName(key.userName())
                        .sshPublicKeyId(key.sshPublicKeyId())
                        .status(key.status())
                        .uploadDate(key.uploadDate())
                        .build())
                .toList();
    }

    void update(@Nullable String userName, String id, @Nullable StatusType status) {
        if (status != StatusType.ACTIVE && status != StatusType.INACTIVE) {
            throw IamFaults.validation("1 validation error detected: Value at 'status' failed to satisfy constraint:"
                    + " Member must satisfy enum value set: [Active, Inactive]");
        }
        SSHPublicKey key = of(userName, id);
        state.sshKeys().update(key(key), stored -> stored.copy(more -> more.status(status)));
        if (status == StatusType.ACTIVE) {
            letIn(key, users.existing(userName));
        } else {
            active.remove(id);
        }
    }

    void delete(@Nullable String userName, String id) {
        SSHPublicKey key = of(userName, id);
        active.remove(id);
        state.sshKeys().remove(key(key));
    }

    private void letIn(SSHPublicKey key, User user) {
        Principal principal = new Principal(
                Principal.Kind.USER, IamState.account().account(), user.arn(), user.userId(), Optional.empty());
        active.add(new SshKey(key.sshPublicKeyId(), read(key).ssh(), principal));
    }

    private SSHPublicKey of(@Nullable String userName, String id) {
        String user = users.existing(userName).userName();
        return state.sshKeys()
                .get(new Key(IamState.account(), Inputs.required("sSHPublicKeyId", id)))
                .filter(key -> key.userName().equals(user))
                .orElseThrow(() -> IamFaults.noSuchEntity("The Public Key with id " + id + " cannot be found."));
    }

    private static Key key(SSHPublicKey key) {
        return new Key(IamState.account(), key.sshPublicKeyId());
    }

    private static RsaKey read(SSHPublicKey key) {
        try {
            return RsaKey.read(key.sshPublicKeyBody());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the key was read when it was uploaded", impossible);
        }
    }
}
