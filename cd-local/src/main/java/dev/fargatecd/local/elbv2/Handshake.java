package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.tls.Identity;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** How connections to a listener over HTTPS begin: its certificates and its security policy. */
final class Handshake {
    private static final String HTTP = HttpVersion.HTTP_1_1.asString();

    private final List<Identity> identities;
    private final String policy;
    private final DetectorConnectionFactory connections;

    /**
     * Makes one ready.
     *
     * @param identities the default one first
     * @param policy one that {@link SecurityPolicy} knows
     */
    Handshake(List<Identity> identities, String policy) {
        this.identities = List.copyOf(identities);
        this.policy = policy;
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setSslContext(context(identities));
        context.setIncludeProtocols(SecurityPolicy.protocols(policy).toArray(String[]::new));
        connections = new Detector(new SslConnectionFactory(context, HTTP));
        LifeCycle.start(connections);
    }

    private static SSLContext context(List<Identity> identities) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new Certificates(identities)}, null, null);
            return context;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no TLS", missing);
        }
    }

    /** A connection that is TLS if its first bytes say so, and plain HTTP if not. */
    Connection begin(Connector connector, EndPoint client) {
        return connections.newConnection(connector, client);
    }

    /** Whether it would begin connections in the same way. */
    boolean isOf(List<Identity> others, String otherPolicy) {
        return identities.equals(others) && policy.equals(otherPolicy);
    }

    /** Looks at the first bytes: what is not TLS is taken for HTTP. */
    private static final class Detector extends DetectorConnectionFactory {
        Detector(SslConnectionFactory tls) {
            super(tls);
        }

        @Override
        protected void nextProtocol(Connector connector, EndPoint client, ByteBuffer first) {
            upgradeToConnectionFactory(connector.getConnectionFactory(HTTP), connector, client);
        }
    }
}
