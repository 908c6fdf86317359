package dev.fargatecd.cli.init;

import dev.fargatecd.cli.init.Setting.Noticed;
import dev.fargatecd.model.ApplicationName;
import dev.fargatecd.model.Approval;
import dev.fargatecd.model.BranchName;
import dev.fargatecd.model.Build;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.DesiredCount;
import dev.fargatecd.model.Endpoint;
import dev.fargatecd.model.Environment;
import dev.fargatecd.model.EnvironmentName;
import dev.fargatecd.model.FargateSize;
import dev.fargatecd.model.HealthCheck;
import dev.fargatecd.model.Network;
import dev.fargatecd.model.Pipeline;
import dev.fargatecd.model.Port;
import dev.fargatecd.model.RepositoryFile;
import dev.fargatecd.model.RepositoryName;
import dev.fargatecd.model.Service;
import dev.fargatecd.model.Source;
import dev.fargatecd.model.UrlPath;
import dev.fargatecd.model.Variables;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** All that {@code init} has to know to write a definition. */
public record Settings(Setting name, Setting port, Setting path, Setting healthPath, Setting branch) {
    private static final int PORT_OF_OURS = 8080;

    /**
     * What the command line gives; empty where it is silent.
     *
     * @param writesDockerfile whether a Dockerfile is to be written where there is none
     */
    public record Given(
            Optional<String> name,
            Optional<Integer> port,
            Optional<String> path,
            Optional<String> healthPath,
            Optional<String> branch,
            boolean writesDockerfile) {
        /** Whether nothing of the definition is given. */
        public boolean isSilent() {
            return Stream.of(name, port, path, healthPath, branch).allMatch(Optional::isEmpty);
        }

        /** The delivery with what is given in place of what it had. */
        Delivery over(Delivery delivery) {
            return new Delivery(
                    name.map(ApplicationName::new).orElse(delivery.application()),
                    delivery.pipeline().map(this::over),
                    delivery.environments());
        }

        private Pipeline over(Pipeline pipeline) {
            Service service = pipeline.service();
            Endpoint endpoint = service.endpoint();
            HealthCheck check = endpoint.healthCheck();
            Source source = pipeline.source()
                    .accept(it -> new Source.CodeCommit(
                            it.repository(), branch.map(BranchName::new).orElse(it.branch())));
            return new Pipeline(
                    source,
                    pipeline.build(),
                    new Service(
                            new Endpoint(
                                    port.map(Port::new).orElse(endpoint.port()),
                                    path.map(UrlPath::new).orElse(endpoint.path()),
                                    new HealthCheck(
                                            healthPath.map(UrlPath::new).orElse(check.path()), check.gracePeriod()),
                                    endpoint.priority()),
                            service.size(),
                            service.variables()));
        }
    }

    /** What the command line and the folder tell; what they don't is for somebody to be asked. */
    public static Settings of(Given given, Surroundings around) {
        Setting path = Setting.of("path", "--path", given.path(), Optional.of(new Noticed("/", "usual")));
        return new Settings(
                Setting.of("name", "--name", given.name(), name(around)),
                Setting.of("port", "--port", given.port().map(String::valueOf), port(given, around)),
                path,
                Setting.of("health path", "--health-path", given.healthPath(), Optional.empty())
                        .usually(path.known()),
                Setting.of(
                        "branch",
                        "--branch",
                        given.branch(),
                        Optional.of(around.branch()
                                .map(name -> new Noticed(name, "git"))
                                .orElse(new Noticed("main", "usual")))));
    }

    private static Optional<Noticed> name(Surroundings around) {
        Optional<Noticed> own =
                around.language().flatMap(language -> language.name().map(name -> new Noticed(name, language.file())));
        Noticed folder = new Noticed(String.valueOf(around.folder().getFileName()), "the folder");
        return Stream.concat(own.stream(), Stream.of(folder))
                .map(noticed -> new Noticed(asApplication(noticed.value()), noticed.source()))
                .filter(noticed -> isApplication(noticed.value()))
                .findFirst();
    }

    private static String asApplication(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[-0-9]+|-$", "");
    }

    private static boolean isApplication(String name) {
        try {
            return new ApplicationName(name).value().equals(name);
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private static Optional<Noticed> port(Given given, Surroundings around) {
        if (around.dockerfile().isPresent()) {
            List<DockerfileFacts.Exposed> exposed = around.dockerfile().get().exposed();
            long different = exposed.stream()
                    .map(DockerfileFacts.Exposed::port)
                    .distinct()
                    .count();
            return different == 1
                    ? Optional.of(new Noticed(
                            String.valueOf(exposed.get(0).port()),
                            DockerfileFacts.FILE + ":" + exposed.get(0).line()))
                    : Optional.empty();
        }
        return given.writesDockerfile()
                ? Optional.of(new Noticed(String.valueOf(PORT_OF_OURS), "the new Dockerfile"))
                : Optional.empty();
    }

    /** All of them, in the order in which they are asked. */
    public List<Setting> all() {
        return List.of(name, port, path, healthPath, branch);
    }

    /** Those whose value nobody gave and nothing told. */
    public List<Setting> open() {
        return all().stream().filter(setting -> setting.value().isEmpty()).toList();
    }

    /** The same with each open one answered. */
    public Settings answered(UnaryOperator<Setting> answer) {
        UnaryOperator<Setting> open = setting -> setting.value().isEmpty() ? answer.apply(setting) : setting;
        return new Settings(
                open.apply(name), open.apply(port), open.apply(path), open.apply(healthPath), open.apply(branch));
    }

    /**
     * The delivery to Test and then to Production, each with a network of its own.
     *
     * @throws IllegalArgumentException where a value is none; the message names it, and what is allowed
     */
    Delivery delivery(Optional<RepositoryFile> buildspec) {
        ApplicationName application = new ApplicationName(name.known());
        return Delivery.of(
                application,
                new Pipeline(
                        new Source.CodeCommit(new RepositoryName(application.value()), new BranchName(branch.known())),
                        new Build(buildspec),
                        new Service(
                                new Endpoint(
                                        portNumber(),
                                        new UrlPath(path.known()),
                                        new HealthCheck(new UrlPath(healthPath.known())),
                                        Optional.empty()),
                                FargateSize.SMALLEST,
                                Variables.NONE)),
                List.of(environment("test"), environment("production")));
    }

    /** The port that the service listens on. */
    Port portNumber() {
        try {
            return new Port(Integer.parseInt(port.known()));
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException("port " + port.known() + " is no number", noNumber);
        }
    }

    private static Environment environment(String name) {
        return new Environment(new EnvironmentName(name), new Network.Created(), DesiredCount.ONE, Approval.NONE);
    }
}
