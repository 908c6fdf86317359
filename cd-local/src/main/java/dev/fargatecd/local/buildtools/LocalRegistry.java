package dev.fargatecd.local.buildtools;

import dev.fargatecd.local.images.ImageName;
import dev.fargatecd.local.images.Registry;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The cloud's image registry by all the hosts it is called, and who has logged in to which of them. */
final class LocalRegistry {
    private static final Pattern ECR = Pattern.compile("\\d{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com");

    private final HttpClient http;
    private final URI endpoint;
    private final Map<String, Registry.Credential> logins = new ConcurrentHashMap<>();

    LocalRegistry(HttpClient http, URI endpoint) {
        this.http = http;
        this.endpoint = endpoint;
    }

    /** Whether a host leads to it: the cloud's own address, or ECR's on AWS. */
    boolean is(String host) {
        return host.equals(endpoint.getAuthority())
                || host.equals("localhost:" + endpoint.getPort())
                || ECR.matcher(host).matches();
    }

    boolean holds(ImageName image) {
        return image.registry().filter(this::is).isPresent();
    }

    /** As somebody, before that login is kept. */
    Registry as(Registry.Credential credential) {
        return new Registry(http, endpoint, Optional.of(credential));
    }

    void login(String host, Registry.Credential credential) {
        logins.put(host, credential);
    }

    void logout(String host) {
        logins.remove(host);
    }

    /** As whoever has logged in to the image's registry; as nobody before that. */
    Registry of(ImageName image) {
        return new Registry(http, endpoint, image.registry().flatMap(host -> Optional.ofNullable(logins.get(host))));
    }

    Registry asNobody() {
        return new Registry(http, endpoint, Optional.empty());
    }

    /** The host to name in messages. */
    String host() {
        return endpoint.getAuthority();
    }
}
