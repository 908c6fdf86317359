package dev.fargatecd.welcomer;

import java.util.Map;

/**
 * What the service is told by its environment variables.
 *
 * @param port {@code PORT}; 5000 when it is not set
 * @param basePath {@code BASE_PATH}, without a slash at its end: empty for {@code /}; {@code /welcomer} when not set
 * @param application {@code APPLICATION_NAME}
 * @param version {@code APPLICATION_VERSION}, the commit; {@code unknown} when it is not set
 */
record Settings(int port, String basePath, String application, String version) {
    /** @throws IllegalArgumentException where a variable can't be so, with its name and what is allowed */
    static Settings of(Map<String, String> environment) {
        return new Settings(
                port(environment.getOrDefault("PORT", "5000")),
                basePath(environment.getOrDefault("BASE_PATH", "/welcomer")),
                environment.getOrDefault("APPLICATION_NAME", "welcomer"),
                environment.getOrDefault("APPLICATION_VERSION", "unknown"));
    }

    private static int port(String text) {
        if (text.matches("\\d{1,5}")) {
            int port = Integer.parseInt(text);
            if (port <= 65535) {
                return port; // 0 is any that is free, for tests
            }
        }
        throw new IllegalArgumentException("PORT \"" + text + "\" is not a port: 0–65535");
    }

    private static String basePath(String text) {
        if (!text.startsWith("/") || text.matches(".*[{}<>*].*")) {
            throw new IllegalArgumentException("BASE_PATH \"" + text + "\" is not a path: it begins with /");
        }
        return text.replaceAll("/+$", "");
    }
}
