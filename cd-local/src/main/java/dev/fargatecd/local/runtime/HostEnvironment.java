package dev.fargatecd.local.runtime;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The part of this machine's environment that builds and tasks may see.
 *
 * <p>An allow-list: the shell that started the cloud may hold credentials of a real account.
 */
public final class HostEnvironment {
    private static final Set<String> NAMES = Set.of("PATH", "HOME", "JAVA_HOME", "LANG", "TMPDIR");
    private static final Set<String> PROXIES = Set.of(
            "http_proxy", "https_proxy", "no_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY");

    private HostEnvironment() {}

    /** What may be passed on of this process's environment, sorted by name. */
    public static Map<String, String> allowed() {
        return allowed(System.getenv());
    }

    /** What may be passed on of an environment, sorted by name. */
    static Map<String, String> allowed(Map<String, String> environment) {
        Map<String, String> allowed = new TreeMap<>(environment);
        allowed.keySet().removeIf(name -> !isAllowed(name));
        return allowed;
    }

    private static boolean isAllowed(String name) {
        return NAMES.contains(name) || PROXIES.contains(name) || name.startsWith("LC_") || name.startsWith("MAVEN_");
    }
}
