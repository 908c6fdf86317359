package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.Work;
import dev.fargatecd.local.network.AddressTable;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;

/** Asks a target's health check path, as the load balancer does: one GET on a connection of its own, without waiting. */
final class HealthChecker {
    private final AddressTable addresses;
    private final Work work;
    private final Supplier<HttpClient> client;

    /** Makes a checker; the client is asked for with each check. */
    HealthChecker(AddressTable addresses, Work work, Supplier<HttpClient> client) {
        this.addresses = addresses;
        this.work = work;
        this.client = client;
    }

    /** Checks once, and tells what it found, on a thread that must not be held. */
    void check(TargetId target, HealthCheck check, Consumer<ProbeOutcome> found) {
        int port = check.portOf(target.port());
        Optional<InetSocketAddress> socket = addresses.find(target.address(), port);
        if (socket.isEmpty()) {
            found.accept(ProbeOutcome.FAILED);
            return;
        }
        client.get()
                .newRequest(socket.get().getHostString(), socket.get().getPort())
                .path(check.path())
                .timeout(check.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .headers(headers -> headers.put(HttpHeader.HOST, target.address() + ":" + port)
                        .put(HttpHeader.USER_AGENT, "ELB-HealthChecker/2.0")
                        .put(HttpHeader.CONNECTION, "close"))
                .send(result -> found.accept(judged(result, check)));
    }

    /** Runs the task once the pause is over; empty where the cloud is closing. */
    Optional<Future<?>> later(Duration pause, Runnable task) {
        try {
            return Optional.of(work.after(pause, task));
        } catch (RejectedExecutionException closing) {
            return Optional.empty();
        }
    }

    private static ProbeOutcome judged(Result result, HealthCheck check) {
        if (result.isFailed()) {
            return result.getFailure() instanceof TimeoutException ? ProbeOutcome.TIMED_OUT : ProbeOutcome.FAILED;
        }
        int status = result.getResponse().getStatus();
        return check.matcher().matches(status) ? ProbeOutcome.PASSED : ProbeOutcome.mismatch(status);
    }
}
