package dev.fargatecd.local.buildtools;

import dev.fargatecd.local.door.Mount;
import dev.fargatecd.local.images.ImageStore;
import dev.fargatecd.local.images.Registry;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.RoleSession;
import dev.fargatecd.local.runtime.Engine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ecr.EcrClient;

/** Hands each build its own docker and aws: scripts on its PATH, and behind the door what they ask for. */
public final class BuildTools {
    private final CloudContext cloud;
    private final Optional<Engine> engine;
    private final HttpClient http = Registry.http();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    /** @param engine what builds make images with; empty where the cloud does it by itself */
    public BuildTools(CloudContext cloud, Optional<Engine> engine) {
        this.cloud = cloud;
        this.engine = engine;
    }

    /** Where the scripts ask. */
    public Mount mount() {
        return new Mount("/_build/", new ToolDoor(token -> Optional.<ToolDoor.Bench>ofNullable(sessions.get(token))));
    }

    /**
     * Makes the tools of a build.
     *
     * @param role as whom they act
     * @param folder an empty one for them alone; whoever gives it removes it
     * @param environment of the build; its PATH says which way the scripts have to ask
     * @param place where in the buildspec the build is, for messages: {@code buildspec.yml:12}
     * @param secrets is told the passwords that the tools hand out
     */
    public Session open(
            RoleSession role,
            Path folder,
            Map<String, String> environment,
            Supplier<String> place,
            Consumer<String> secrets)
            throws IOException {
        String token = cloud.ids().secret();
        Path bin = Files.createDirectories(
                folder.resolve("bin"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        writeDoor(bin, cloud.endpoint().get(), token);
        ToolScript script = ToolScript.fastest(environment.getOrDefault("PATH", ""));
        LocalRegistry registry = new LocalRegistry(http, cloud.endpoint().get());
        Tool aws = new AwsTool(() -> cloud.clients().as(role.caller(), EcrClient.class), secrets);
        Map<String, String> variables = new HashMap<>();
        Map<String, Tool> tools;
        if (engine.isPresent()) {
            tools = Map.of("aws", aws);
            EngineScript.install(bin, engine.get().client(), registry.host());
            variables.putAll(engine.get().environment());
            // The user's own logins are neither used nor changed.
            Path configuration = Files.createDirectories(folder.resolve("docker"));
            variables.put("DOCKER_CONFIG", configuration.toString());
            variables.put(
                    "REGISTRY_AUTH_FILE", configuration.resolve("config.json").toString()); // Podman's name for it
        } else {
            tools = Map.of(
                    "docker",
                    new DockerTool(new ImageStore(folder.resolve("images")), registry, environment),
                    "aws",
                    aws);
        }
        for (String name : tools.keySet()) {
            script.install(bin, name);
        }
        Session session = new Session(token, bin, variables, tools, place);
        sessions.put(token, session);
        return session;
    }

    /** Tells the scripts of a folder where to ask, and by which token. */
    static void writeDoor(Path bin, URI endpoint, String token) throws IOException {
        Files.writeString(bin.resolve("door"), endpoint.getAuthority() + "\n" + token + "\n");
        Files.writeString(bin.resolve("headers"), "X-Build-Token: " + token + "\n");
    }

    /** The tools of one build, until it ends. */
    public final class Session implements ToolDoor.Bench, AutoCloseable {
        private final String token;
        private final Path bin;
        private final Map<String, String> variables;
        private final Map<String, Tool> tools;
        private final Supplier<String> place;

        private Session(
                String token,
                Path bin,
                Map<String, String> variables,
                Map<String, Tool> tools,
                Supplier<String> place) {
            this.token = token;
            this.bin = bin;
            this.variables = Map.copyOf(variables);
            this.tools = tools;
            this.place = place;
        }

        /** The folder that comes first on the build's PATH. */
        public Path bin() {
            return bin;
        }

        /** What leads the tools to where they work. */
        public Map<String, String> variables() {
            return variables;
        }

        /** What must not be seen in the build's log. */
        public String secret() {
            return token;
        }

        @Override
        public Optional<Tool> tool(String name) {
            return Optional.ofNullable(tools.get(name));
        }

        @Override
        public String place() {
            return place.get();
        }

        /** The scripts get no answer any more. */
        @Override
        public void close() {
            sessions.remove(token);
        }
    }
}
