package dev.fargatecd.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Guard;
import dev.fargatecd.local.kernel.Principal;
import dev.fargatecd.local.kernel.Scope;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;

final class BoundClientsTest {
    private static final Caller ONE = caller("111111111111");
    private static final Caller TWO = caller("222222222222");

    private final BoundClients clients = new BoundClients(Guard.NONE);

    /** Answers who is calling. */
    public static final class Mirror implements StsClient {
        private boolean closed;

        @Override
        public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
            if (request.overrideConfiguration().isPresent()) {
                throw StsException.builder().message("thrown").build();
            }
            return GetCallerIdentityResponse.builder()
                    .account(Caller.current().principal().account())
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void eachClientCallsAsItsOwnCallerAlsoWithinACallOfAnother() throws Exception {
        StsClient one = clients.bind(StsClient.class, new Mirror(), ONE);
        StsClient two = clients.bind(StsClient.class, new Mirror(), TWO);
        assertThat(one.getCallerIdentity(request -> {}).account()).isEqualTo("111111111111");
        TWO.call(() -> {
            assertThat(one.getCallerIdentity().account()).isEqualTo("111111111111");
            assertThat(two.getCallerIdentity().account()).isEqualTo("222222222222");
            assertThat(Caller.current()).isEqualTo(TWO);
            return null;
        });
        assertThatIllegalStateException().isThrownBy(Caller::current);
    }

    @Test
    void exceptionsPassAndEndTheTurn() {
        StsClient client = clients.bind(StsClient.class, new Mirror(), ONE);
        assertThatExceptionOfType(StsException.class)
                .isThrownBy(() -> client.getCallerIdentity(request -> request.overrideConfiguration(o -> {})))
                .withMessage("thrown");
        assertThatIllegalStateException().isThrownBy(Caller::current);
    }

    @Test
    void whatTheServiceDoesNotHaveIsUnsupported() {
        StsClient client = clients.bind(StsClient.class, new Mirror(), ONE);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> client.getSessionToken(request -> {}));
    }

    @Test
    void closingAClientDoesNotCloseTheService() {
        Mirror mirror = new Mirror();
        clients.bind(StsClient.class, mirror, ONE).close();
        assertThat(mirror.closed).isFalse();
    }

    private static Caller caller(String account) {
        return new Caller(Principal.root(account), new Scope(account, "us-east-1"));
    }
}
