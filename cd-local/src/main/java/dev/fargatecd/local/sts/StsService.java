package dev.fargatecd.local.sts;

import dev.fargatecd.local.kernel.AccessKey;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Principal;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoRequest;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenResponse;

/**
 * AWS STS: who somebody is, and how one becomes somebody else.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html">STS API reference</a>
 */
public final class StsService implements StsClient {
    private static final int HOUR = 3600;

    private final CloudContext cloud;
    private final SessionKeys keys;
    private final RoleAssumption roles;

    public StsService(CloudContext cloud) {
        this.cloud = cloud;
        keys = new SessionKeys(cloud);
        roles = new RoleAssumption(cloud, keys);
    }

    @Override
    public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
        Principal caller = Caller.current().principal();
        return GetCallerIdentityResponse.builder()
                .account(caller.account())
                .arn(caller.arn())
                .userId(caller.id())
                .build();
    }

    @Override
    public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
        return roles.assume(request);
    }

    @Override
    public GetSessionTokenResponse getSessionToken(GetSessionTokenRequest request) {
        if (request.serialNumber() != null || request.tokenCode() != null) {
            throw new UnsupportedOperationException(
                    "sts GetSessionToken: SerialNumber and TokenCode are not supported by the local cloud");
        }
        Principal caller = Caller.current().principal();
        int seconds = switch (caller.kind()) {
            case ROOT -> SessionKeys.duration(request.durationSeconds(), HOUR, HOUR);
            case USER -> SessionKeys.duration(request.durationSeconds(), 12 * HOUR, 36 * HOUR);
            case ROLE_SESSION, SERVICE ->
                throw StsFaults.accessDenied("Cannot call GetSessionToken with session credentials");
        };
        return GetSessionTokenResponse.builder()
                .credentials(keys.make(caller, seconds))
                .build();
    }

    @Override
    public GetAccessKeyInfoResponse getAccessKeyInfo(GetAccessKeyInfoRequest request) {
        AccessKey key = cloud.accessKeys()
                .find(String.valueOf(request.accessKeyId()))
                .orElseThrow(() -> StsFaults.validation("Invalid Access Key Id: " + request.accessKeyId()));
        return GetAccessKeyInfoResponse.builder()
                .account(key.principal().account())
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
