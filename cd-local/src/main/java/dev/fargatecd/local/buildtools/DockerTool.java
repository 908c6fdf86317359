package dev.fargatecd.local.buildtools;

import dev.fargatecd.local.images.BuildContext;
import dev.fargatecd.local.images.BuiltImage;
import dev.fargatecd.local.images.Dockerfile;
import dev.fargatecd.local.images.DockerfileException;
import dev.fargatecd.local.images.DockerfileParser;
import dev.fargatecd.local.images.ImageLabels;
import dev.fargatecd.local.images.ImageName;
import dev.fargatecd.local.images.ImagePlan;
import dev.fargatecd.local.images.ImagePlanner;
import dev.fargatecd.local.images.ImageStore;
import dev.fargatecd.local.images.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Of docker what a build of an image needs: build, tag, login, push, manifest inspect. All else is the real one's. */
final class DockerTool implements Tool {
    private static final int USAGE = 125;

    private final ImageStore images;
    private final LocalRegistry registry;
    private final Map<String, String> environment;

    /** @param environment of the build, for {@code --build-arg NAME} */
    DockerTool(ImageStore images, LocalRegistry registry, Map<String, String> environment) {
        this.images = images;
        this.registry = registry;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public OptionalInt run(ToolCall call, Output output) throws IOException, InterruptedException {
        List<String> words = call.words();
        if (words.size() > 1 && words.get(0).equals("image")) {
            // The long form of the same: docker image build, push, tag.
            words = words.subList(1, words.size());
        }
        String command = words.isEmpty() ? "" : words.get(0);
        List<String> rest = words.isEmpty() ? List.of() : words.subList(1, words.size());
        try {
            return switch (command) {
                case "build" -> OptionalInt.of(build(call.folder(), rest, output));
                case "tag" -> OptionalInt.of(tag(rest));
                case "push" -> OptionalInt.of(push(rest, output));
                case "login" -> OptionalInt.of(login(rest, call.input(), output));
                case "logout" -> OptionalInt.of(logout(rest, output));
                case "manifest" ->
                    rest.size() == 2 && rest.get(0).equals("inspect")
                            ? OptionalInt.of(inspect(rest.get(1), output))
                            : OptionalInt.empty();
                case "version", "--version", "-v" -> {
                    output.out("fargate-cd: docker's build, tag, login, push and manifest inspect, without an engine");
                    yield OptionalInt.of(0);
                }
                case "info" -> {
                    output.out("Server: fargate-cd, the process runtime (no engine)");
                    output.out("Registry: " + registry.host());
                    yield OptionalInt.of(0);
                }
                default -> OptionalInt.empty();
            };
        } catch (IllegalArgumentException wrong) {
            output.err(String.valueOf(wrong.getMessage()));
            return OptionalInt.of(USAGE);
        }
    }

    private int build(Path folder, List<String> words, Output output) throws IOException, InterruptedException {
        DockerBuildOptions options = DockerBuildOptions.parse(words, environment);
        Path context = folder.resolve(options.context());
        if (!Files.isDirectory(context)) {
            throw new IllegalArgumentException("the build's context " + options.context() + " is not a folder");
        }
        Path file = options.file().map(folder::resolve).orElse(context.resolve("Dockerfile"));
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no Dockerfile at " + file);
        }
        String name = options.file().orElse("Dockerfile");
        ImagePlan plan;
        try {
            Dockerfile dockerfile = DockerfileParser.parse(name, Files.readString(file));
            plan = ImagePlanner.plan(dockerfile, options.buildArgs(), BuildContext.of(context, file), registry::holds)
                    .withLabels(options.labels());
        } catch (DockerfileException wrong) {
            output.err("ERROR: " + wrong.getMessage());
            return 1;
        }
        if (!options.quiet()) {
            output.err("building " + name + " without an engine, by jib");
            if (plan.labels().containsKey(ImageLabels.BASE_OMITTED)) {
                output.err("leaving out the layers of " + plan.labels().get(ImageLabels.BASE_NAME)
                        + ": a program of this machine takes its place");
            }
            for (String warning : plan.warnings()) {
                output.err("warning: " + warning);
            }
        }
        Registry source = plan.base().map(registry::of).orElseGet(registry::asNobody);
        BuiltImage image = images.build(plan, options.architecture(), source);
        for (ImageName tag : options.tags()) {
            images.name(tag, image);
        }
        if (options.quiet()) {
            output.out(image.id());
        } else {
            output.err("built " + image.id() + ", " + image.layers().size() + " layers");
            for (ImageName tag : options.tags()) {
                output.err("named " + tag);
            }
        }
        return 0;
    }

    private int tag(List<String> words) {
        if (words.size() != 2) {
            throw new IllegalArgumentException("docker tag takes two names: the image, and its new one");
        }
        images.name(ImageName.parse(words.get(1)), built(words.get(0)));
        return 0;
    }

    private BuiltImage built(String name) {
        return images.find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "No such image: " + name + " (this build has built none of that name)"));
    }

    private int push(List<String> words, Output output) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>(words);
        boolean quiet = names.removeAll(List.of("-q", "--quiet"));
        if (names.size() != 1 || names.get(0).startsWith("-")) {
            throw new IllegalArgumentException("docker push takes one image's name (and --quiet): " + words);
        }
        ImageName name = ImageName.parse(names.get(0)).tagged();
        requireLocal(name);
        BuiltImage image = built(names.get(0));
        if (!quiet) {
            output.out("The push refers to repository [" + name.registry().orElse("") + "/" + name.repository() + "]");
        }
        ImageStore.Pushed pushed;
        try {
            pushed = ImageStore.push(image, name, registry.of(name));
        } catch (Registry.RefusedException refused) {
            output.err(refused(refused));
            return 1;
        }
        if (quiet) {
            output.out(name.toString());
            return 0;
        }
        for (Map.Entry<String, Boolean> layer : pushed.layersAlreadyThere().entrySet()) {
            output.out(layer.getKey().substring(7, 19) + ": " + (layer.getValue() ? "Layer already exists" : "Pushed"));
        }
        output.out(name.reference() + ": digest: " + pushed.digest() + " size: " + pushed.manifestSize());
        return 0;
    }

    private void requireLocal(ImageName name) {
        if (!registry.holds(name)) {
            throw new IllegalArgumentException(name + " is not in the local cloud's registry, which is "
                    + registry.host() + " (or ECR's own host name): the process runtime pushes nowhere else");
        }
    }

    private static String refused(Registry.RefusedException refused) {
        return refused.status() == 401
                ? "no basic auth credentials: docker login comes first (" + refused.getMessage() + ")"
                : String.valueOf(refused.getMessage());
    }

    private int login(List<String> words, String input, Output output) throws IOException, InterruptedException {
        String user = "";
        String password = "";
        List<String> servers = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String option = equals < 0 ? word : word.substring(0, equals);
            switch (option) {
                case "-u", "--username", "-p", "--password" -> {
                    if (equals < 0 && ++i == words.size()) {
                        throw new IllegalArgumentException("docker login " + option + " needs a value");
                    }
                    String value = equals < 0 ? words.get(i) : word.substring(equals + 1);
                    if (option.equals("-u") || option.equals("--username")) {
                        user = value;
                    } else {
                        password = value;
                    }
                }
                case "--password-stdin" -> password = input.strip();
                default -> {
                    if (word.startsWith("-")) {
                        throw new IllegalArgumentException("docker login " + option + " is not supported here");
                    }
                    servers.add(word);
                }
            }
        }
        String server = servers.size() == 1 ? host(servers.get(0)) : "";
        if (!registry.is(server)) {
            throw new IllegalArgumentException("docker login takes the local cloud's registry, " + registry.host()
                    + " (or ECR's own host name); given: " + servers);
        }
        if (user.isEmpty() || password.isEmpty()) {
            throw new IllegalArgumentException("docker login needs a user (-u AWS) and a password (--password-stdin)");
        }
        Registry.Credential credential = new Registry.Credential(user, password);
        try {
            registry.as(credential).ping();
        } catch (Registry.RefusedException refused) {
            output.err("Error response from daemon: login attempt to " + server + " failed: " + refused.getMessage());
            return 1;
        }
        registry.login(server, credential);
        output.out("Login Succeeded");
        return 0;
    }

    private int logout(List<String> words, Output output) throws IOException {
        String server = words.size() == 1 ? host(words.get(0)) : "";
        registry.logout(server);
        output.out("Removing login credentials for " + server);
        return 0;
    }

    /** A server may be written as an address, as {@code get-login} of old did, and with a repository behind it. */
    private static String host(String server) {
        return server.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
    }

    private int inspect(String text, Output output) throws IOException, InterruptedException {
        ImageName name = ImageName.parse(text).tagged();
        requireLocal(name);
        try {
            Optional<Registry.Manifest> manifest = registry.of(name).manifest(name);
            if (manifest.isEmpty()) {
                output.err("no such manifest: " + name);
                return 1;
            }
            for (String line : manifest.get().content().lines().toList()) {
                output.out(line);
            }
            return 0;
        } catch (Registry.RefusedException refused) {
            output.err(refused(refused));
            return 1;
        }
    }
}
