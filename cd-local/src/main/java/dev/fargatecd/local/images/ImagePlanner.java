package dev.fargatecd.local.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From a Dockerfile, its arguments and its context to what the image will be. */
public final class ImagePlanner implements Instruction.Visitor {
    private static final Pattern PORTS = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?(?:/(tcp|udp))?");
    private static final Pattern NUMERIC_USER = Pattern.compile("\\d+(:\\d+)?");
    /** Set by every base that is not fetched; that they would be empty is not what its author expects. */
    private static final Set<String> FROM_THE_BASE =
            Set.of("PATH", "JAVA_HOME", "LANG", "JAVA_VERSION", "NODE_VERSION", "PYTHON_VERSION");

    private final Dockerfile dockerfile;
    private final BuildContext context;
    private final Map<String, String> buildArgs;

    private final Map<String, String> args = new HashMap<>();
    private final Map<String, String> env = new LinkedHashMap<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final List<ImagePlan.Layer> layers = new ArrayList<>();
    private final Set<String> ports = new LinkedHashSet<>();
    private final Set<String> folders = new LinkedHashSet<>(Set.of("/"));
    private final List<String> warnings = new ArrayList<>();
    private final Set<String> declared = new LinkedHashSet<>();
    private Optional<String> workdir = Optional.empty();
    private Optional<String> user = Optional.empty();
    private Optional<List<String>> entrypoint = Optional.empty();
    private Optional<List<String>> cmd = Optional.empty();
    private boolean baseOmitted;

    private ImagePlanner(Dockerfile dockerfile, Map<String, String> buildArgs, BuildContext context) {
        this.dockerfile = dockerfile;
        this.buildArgs = buildArgs;
        this.context = context;
    }

    /**
     * Plans an image.
     *
     * @param buildArgs by name; one that the Dockerfile does not declare is warned of, as Docker does
     * @param local whether an image is one of this cloud's own registry
     * @throws DockerfileException where the files or values that an instruction names can't be had
     */
    public static ImagePlan plan(
            Dockerfile dockerfile, Map<String, String> buildArgs, BuildContext context, Predicate<ImageName> local)
            throws DockerfileException {
        return new ImagePlanner(dockerfile, buildArgs, context).plan(local);
    }

    private ImagePlan plan(Predicate<ImageName> local) throws DockerfileException {
        Optional<ImageName> base = base(local);
        args.clear();
        for (Instruction instruction : dockerfile.instructions()) {
            try {
                instruction.accept(this);
            } catch (IllegalArgumentException wrong) {
                throw new DockerfileException(
                        dockerfile.name(), instruction.line(), String.valueOf(wrong.getMessage()));
            }
        }
        buildArgs.keySet().stream()
                .filter(name -> !declared.contains(name))
                .sorted()
                .forEach(name -> warnings.add("--build-arg " + name + " is not used: no ARG declares it"));
        return new ImagePlan(base, layers, env, labels, workdir, user, List.copyOf(ports), entrypoint, cmd, warnings);
    }

    private Optional<ImageName> base(Predicate<ImageName> local) throws DockerfileException {
        dockerfile.beforeFrom().forEach(this::declare);
        Instruction.From from = dockerfile.from();
        ImageName image;
        try {
            String name =
                    DockerfileWords.value(from.image(), dockerfile.escape(), arg -> Optional.ofNullable(args.get(arg)));
            if (name.equals("scratch")) {
                return Optional.empty();
            }
            image = ImageName.parse(name);
        } catch (IllegalArgumentException wrong) {
            throw new DockerfileException(dockerfile.name(), from.line(), "FROM: " + wrong.getMessage());
        }
        labels.put(ImageLabels.BASE_NAME, image.toString());
        if (local.test(image)) {
            return Optional.of(image);
        }
        if (KnownBase.of(image).isEmpty()) {
            throw DockerfileException.needsEngine(
                    dockerfile.name(),
                    from.line(),
                    "the base image " + image + " (known without being fetched: " + KnownBase.all()
                            + "; an image of the local cloud's registry is fetched)");
        }
        baseOmitted = true;
        labels.put(ImageLabels.BASE_OMITTED, "true");
        KnownBase.javaOf(image).ifPresent(java -> labels.put(ImageLabels.JAVA, String.valueOf(java)));
        return Optional.empty();
    }

    @Override
    public void arg(Instruction.Arg arg) {
        declare(arg);
    }

    @Override
    public void env(Instruction.Env variables) {
        env.putAll(values(variables.pairs()));
    }

    @Override
    public void label(Instruction.Label label) {
        labels.putAll(values(label.pairs()));
    }

    @Override
    public void entrypoint(Instruction.Entrypoint words) {
        entrypoint = Optional.of(words.command());
        // As with Docker: an ENTRYPOINT forgets the CMD that came before it.
        cmd = Optional.empty();
    }

    @Override
    public void cmd(Instruction.Cmd words) {
        cmd = Optional.of(words.command());
    }

    @Override
    public void expose(Instruction.Expose expose) {
        expose.ports().forEach(port -> expose(value(port)));
    }

    private void declare(Instruction.Arg arg) {
        declared.add(arg.name());
        String given = buildArgs.get(arg.name());
        if (given != null) {
            args.put(arg.name(), given);
        } else {
            arg.defaultValue().ifPresent(value -> args.put(arg.name(), value(value)));
        }
        // An ARG without a default takes over what one before FROM has.
        if (given == null && arg.defaultValue().isEmpty()) {
            dockerfile.beforeFrom().stream()
                    .filter(before -> before.name().equals(arg.name()))
                    .flatMap(before -> before.defaultValue().stream())
                    .reduce((first, last) -> last)
                    .ifPresent(value -> args.put(arg.name(), value(value)));
        }
    }

    private String value(String word) {
        return DockerfileWords.value(word, dockerfile.escape(), this::variable);
    }

    private Optional<String> variable(String name) {
        Optional<String> value = Optional.ofNullable(env.getOrDefault(name, args.get(name)));
        if (value.isEmpty() && baseOmitted && FROM_THE_BASE.contains(name)) {
            throw new IllegalArgumentException("$" + name + " is set by the base image, which is not fetched: "
                    + "the process runtime can't know it; `--runtime docker` builds it");
        }
        return value;
    }

    /** All of one instruction's values see the variables as they were before it. */
    private Map<String, String> values(List<Instruction.Pair> pairs) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Instruction.Pair pair : pairs) {
            values.put(DockerfileWords.value(pair.name(), dockerfile.escape(), this::variable), value(pair.value()));
        }
        return values;
    }

    @Override
    public void workdir(Instruction.Workdir written) {
        String path = value(written.path());
        String folder = inImage(path);
        workdir = Optional.of(folder);
        if (folders.add(folder)) {
            layers.add(new ImagePlan.Layer(
                    "WORKDIR " + path, List.of(new ImagePlan.Entry(context.root(), folder, 0755, "0:0"))));
        }
    }

    private void expose(String port) {
        Matcher matcher = PORTS.matcher(port);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("EXPOSE " + port + " is not a port: 5000, 5000/tcp, 5000-5010");
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        if (first < 1 || last > 65535 || last < first) {
            throw new IllegalArgumentException("EXPOSE " + port + ": ports are 1 to 65535, the lower one first");
        }
        String protocol = matcher.group(3) == null ? "tcp" : matcher.group(3);
        for (int number = first; number <= last; number++) {
            ports.add(number + "/" + protocol);
        }
    }

    @Override
    public void user(Instruction.User written) {
        String name = value(written.user());
        if (!NUMERIC_USER.matcher(name).matches()) {
            throw new IllegalArgumentException("USER " + name + " by name needs the base's list of users, which is not "
                    + "fetched: write its number (USER 10001:10001), or build with `--runtime docker`");
        }
        user = Optional.of(name);
        warnings.add("USER " + name + " is recorded in the image; as a process it runs as the user of this machine");
    }

    @Override
    public void copy(Instruction.Copy copy) {
        List<String> matched = new ArrayList<>();
        for (String source : copy.sources()) {
            matched.addAll(context.match(value(source)));
        }
        String written = value(copy.destination());
        String destination = inImage(written);
        boolean intoFolder = written.endsWith("/") || folders.contains(destination);
        if (matched.size() > 1 && !intoFolder) {
            throw new IllegalArgumentException(
                    "COPY of more than one file needs a folder as its destination: end \"" + written + "\" with a /");
        }
        Map<String, ImagePlan.Entry> entries = new LinkedHashMap<>();
        for (String source : matched) {
            if (context.isFolder(source)) {
                int prefix = source.isEmpty() ? 0 : source.length() + 1;
                folders.add(destination);
                for (String file : context.below(source)) {
                    add(entries, copy, file, join(destination, file.substring(prefix)));
                }
            } else {
                String name = source.substring(source.lastIndexOf('/') + 1);
                if (intoFolder) {
                    folders.add(destination);
                }
                add(entries, copy, source, intoFolder ? join(destination, name) : destination);
            }
        }
        layers.add(new ImagePlan.Layer(
                "COPY " + String.join(" ", copy.sources()) + " " + copy.destination(), List.copyOf(entries.values())));
    }

    private void add(Map<String, ImagePlan.Entry> entries, Instruction.Copy copy, String file, String target) {
        Path source = context.resolve(file);
        if (Files.isDirectory(source)) {
            folders.add(target);
        }
        int mode = copy.chmod().map(octal -> Integer.parseInt(octal, 8)).orElseGet(() -> mode(source));
        String owner = copy.chown().map(ImagePlanner::owner).orElse("0:0");
        entries.put(target, new ImagePlan.Entry(source, target, mode, owner));
    }

    /** A user alone stands for the group of the same number, as Docker has it. */
    private static String owner(String chown) {
        return chown.contains(":") ? chown : chown + ":" + chown;
    }

    private static int mode(Path source) {
        try {
            int mode = 0;
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(source);
            for (PosixFilePermission permission : PosixFilePermission.values()) {
                mode = (mode << 1) | (permissions.contains(permission) ? 1 : 0);
            }
            return mode;
        } catch (IOException failure) {
            throw new IllegalArgumentException(source + " can't be read: " + failure, failure);
        }
    }

    private String inImage(String path) {
        String base = path.startsWith("/") ? "" : workdir.orElse("/");
        return "/" + Glob.normalised(base + "/" + path);
    }

    private static String join(String folder, String name) {
        return folder.equals("/") ? "/" + name : folder + "/" + name;
    }
}
