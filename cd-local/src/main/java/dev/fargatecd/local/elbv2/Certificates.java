package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.tls.Identity;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Chooses with which of a listener's certificates a client is served: the first that has the name it asks for, the
 * default where none has, or where it asks for none.
 *
 * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html">SSL
 *     certificates for your Application Load Balancer</a>
 */
final class Certificates extends X509ExtendedKeyManager {
    private static final int DNS_NAME = 2;

    private record Choice(List<X509Certificate> chain, PrivateKey key, List<String> names) {}

    private final List<Choice> choices;

    /** The default comes first. */
    Certificates(List<Identity> identities) {
        choices = identities.stream()
                .map(one -> new Choice(one.presented(), one.key(), names(one.x509())))
                .toList();
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        Optional<String> asked = engine.getHandshakeSession() instanceof ExtendedSSLSession session
                ? session.getRequestedServerNames().stream()
                        .filter(SNIHostName.class::isInstance)
                        .map(name -> ((SNIHostName) name).getAsciiName().toLowerCase(Locale.ROOT))
                        .findFirst()
                : Optional.empty();
        int chosen = asked.map(this::named).orElse(0);
        return fits(choices.get(chosen), keyType) ? String.valueOf(chosen) : null;
    }

    private int named(String host) {
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i).names().stream().anyMatch(name -> covers(name, host))) {
                return i;
            }
        }
        return 0;
    }

    /** {@code *.example.com} stands for one label before the dot. */
    private static boolean covers(String name, String host) {
        if (!name.startsWith("*.")) {
            return name.equals(host);
        }
        int dot = host.indexOf('.');
        return dot > 0 && host.substring(dot).equals(name.substring(1));
    }

    /** {@code RSASSA-PSS} is signed with RSA keys as well. */
    private static boolean fits(Choice choice, String keyType) {
        return keyType.startsWith(choice.key().getAlgorithm());
    }

    private static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = Optional.ofNullable(certificate.getSubjectAlternativeNames())
                    .orElse(List.of());
            alternatives.stream()
                    .filter(entry -> Integer.valueOf(DNS_NAME).equals(entry.get(0)))
                    .forEach(entry -> names.add(String.valueOf(entry.get(1)).toLowerCase(Locale.ROOT)));
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
        return names;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return choices.get(Integer.parseInt(alias)).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return choices.get(Integer.parseInt(alias)).key();
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
