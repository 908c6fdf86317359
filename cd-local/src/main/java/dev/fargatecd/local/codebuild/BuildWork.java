package dev.fargatecd.local.codebuild;

import dev.fargatecd.local.buildtools.BuildTools;
import dev.fargatecd.local.codebuild.buildspec.Buildspec;
import dev.fargatecd.local.codebuild.buildspec.Buildspec.Command;
import dev.fargatecd.local.codebuild.buildspec.Buildspec.OnFailure;
import dev.fargatecd.local.codebuild.buildspec.Buildspec.Phase;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.RoleSession;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.runtime.HostEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.BuildArtifacts;
import software.amazon.awssdk.services.codebuild.model.CacheType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariableType;
import software.amazon.awssdk.services.codebuild.model.ExportedEnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.PhaseContext;
import software.amazon.awssdk.services.s3.S3Client;

/** What a build does in each of its phases, as its role. One thread works; {@link #stop} may come from another. */
final class BuildWork {
    private static final Logger LOG = LoggerFactory.getLogger(BuildWork.class);

    private final BuildSite site;
    private final CloudContext cloud;
    private final Scope scope;
    private final StoredBuild stored;
    private final Build build;
    private final BuildFolder folder;
    private final AtomicReference<String> place = new AtomicReference<>("before the buildspec");
    private Optional<RoleSession> role = Optional.empty();
    private Optional<BuildLog> log = Optional.empty();
    private Optional<Buildspec> buildspec = Optional.empty();
    private Optional<BuildTools.Session> tools = Optional.empty();
    private boolean succeeding = true;
    /** Guarded by this: the one thing that another thread reaches for. */
    private Optional<BuildShell> shell = Optional.empty();

    private boolean stopped;

    BuildWork(BuildSite site, Scope scope, StoredBuild stored) {
        this.site = site;
        this.cloud = site.cloud();
        this.scope = scope;
        this.stored = stored;
        this.build = stored.build();
        String id = build.id();
        this.folder = new BuildFolder(cloud.folder().resolve("codebuild").resolve(id.substring(id.indexOf(':') + 1)));
    }

    /**
     * Does a phase.
     *
     * @return what there is to say of it though it succeeded
     * @throws StageFailure where the phase fails
     */
    List<PhaseContext> perform(BuildStage stage) throws StageFailure, IOException, InterruptedException {
        switch (stage) {
            case SUBMITTED -> submit();
            case QUEUED, COMPLETED -> {
                // There is always room, and nothing to do at the end.
            }
            case PROVISIONING -> provision();
            case DOWNLOAD_SOURCE -> download();
            case INSTALL, PRE_BUILD, BUILD, POST_BUILD -> runCommands(stage);
            case UPLOAD_ARTIFACTS -> {
                return upload();
            }
            case FINALIZING -> export();
        }
        return List.of();
    }

    private void submit() throws StageFailure {
        try {
            RoleSession session = cloud.clients()
                    .assumeRole(
                            "codebuild.amazonaws.com",
                            scope,
                            build.serviceRole(),
                            "AWSCodeBuild-" + cloud.ids().uuid(),
                            Optional.of(scope.arn("codebuild", "project/" + build.projectName())));
            role = Optional.of(session);
            if (build.logs() != null && build.logs().groupName() != null) {
                BuildLog opened = new BuildLog(
                        cloud,
                        as(CloudWatchLogsClient.class),
                        build.logs().groupName(),
                        build.logs().streamName());
                opened.hide(session.accessKey().secret());
                session.accessKey().sessionToken().ifPresent(opened::hide);
                opened.open();
                log = Optional.of(opened);
            }
        } catch (SdkException refused) {
            throw StageFailure.of(
                    "ACCESS_DENIED",
                    "service role " + build.serviceRole() + " can't start build " + build.id(),
                    refused);
        }
    }

    private void provision() throws IOException {
        BuildFolder created = BuildFolder.create(folder.root());
        say("Building on this machine as a process; " + build.environment().image() + " ("
                + build.environment().typeAsString() + ", "
                + build.environment().computeTypeAsString()
                + ") is a label here");
        if (build.cache() != null
                && build.cache().type() != null
                && build.cache().type() != CacheType.NO_CACHE) {
            say("The project's cache is not needed: this machine's own folders stay from build to build");
        }
        tools = Optional.of(site.tools()
                .open(
                        role(),
                        created.tools(),
                        HostEnvironment.allowed(),
                        place::get,
                        secret -> log.ifPresent(one -> one.hide(secret))));
        tools.ifPresent(session -> log.ifPresent(one -> one.hide(session.secret())));
    }

    private void download() throws IOException, StageFailure {
        BuildFolder real = new BuildFolder(folder.root().toRealPath());
        if (build.source().location() != null) {
            say("Fetching the source from " + build.source().location());
        }
        BuildSource.fetch(build, real, as(S3Client.class));
        Buildspec read = BuildSource.buildspec(build, real);
        buildspec = Optional.of(read);
        if (!read.cache().isEmpty()) {
            say("The cache's paths (" + String.join(", ", read.cache()) + ") stay where they are on this machine");
        }
        Map<String, String> environment = environment(read, real);
        BuildShell made = new BuildShell(
                site.programs(),
                read.shell(),
                real.shell(),
                cloud.ids().secret(),
                environment,
                real.source(),
                this::line);
        synchronized (this) {
            shell = Optional.of(made);
            if (stopped) {
                made.stop();
            }
        }
    }

    private Map<String, String> environment(Buildspec read, BuildFolder real) throws StageFailure {
        List<EnvironmentVariable> given = build.environment().environmentVariables();
        Map<String, String> secret = new LinkedHashMap<>();
        Map<String, String> secretOfProject = new LinkedHashMap<>();
        SecretVariables store = new SecretVariables(cloud.clients(), role().caller());
        secret.putAll(store.parameters(read.parameters()));
        secret.putAll(store.secrets(read.secrets()));
        secretOfProject.putAll(
                store.parameters(SecretVariables.ofType(EnvironmentVariableType.PARAMETER_STORE, given)));
        secretOfProject.putAll(store.secrets(SecretVariables.ofType(EnvironmentVariableType.SECRETS_MANAGER, given)));
        log.ifPresent(opened -> {
            secret.values().forEach(opened::hide);
            secretOfProject.values().forEach(opened::hide);
        });
        return new BuildEnvironment(HostEnvironment.allowed())
                .variables(read.variables())
                .variables(secret)
                .codeBuild(build, real.source())
                .aws(scope, cloud.endpoint().get(), role().accessKey(), real.root())
                .variables(SecretVariables.ofType(EnvironmentVariableType.PLAINTEXT, given))
                .variables(secretOfProject)
                .tools(tools.orElseThrow())
                .variables();
    }

    private void runCommands(BuildStage stage) throws StageFailure, IOException, InterruptedException {
        Buildspec read = buildspec.orElseThrow();
        Phase phase = read.phases().get(stage.commands().orElseThrow());
        if (phase == null) {
            return;
        }
        say("Entering phase " + stage);
        Runtimes runtimes = new Runtimes(site.programs(), HostEnvironment.allowed(), folder.root());
        for (Buildspec.RuntimeVersion wanted : phase.runtimes()) {
            say("Asked for " + wanted.runtime() + " " + wanted.version() + ", running "
                    + runtimes.check(read.file(), wanted));
        }
        if (!succeeding) {
            shell().run("export CODEBUILD_BUILD_SUCCEEDING=0");
        }
        Optional<StageFailure> failure = runAll(read, phase.commands());
        Optional<StageFailure> last = runAll(read, phase.last());
        Optional<StageFailure> first = failure.or(() -> last);
        if (first.isPresent()) {
            throw first.get();
        }
    }

    /** Runs commands up to the first that fails. */
    private Optional<StageFailure> runAll(Buildspec read, List<Command> commands)
            throws IOException, InterruptedException {
        for (Command command : commands) {
            place.set(read.file() + ":" + command.line());
            say("Running command " + command.text().strip());
            int code = shell().run(command.text());
            if (code != 0) {
                return Optional.of(new StageFailure(
                        "COMMAND_EXECUTION_ERROR",
                        "Error while executing command: " + command.text().strip() + ". Reason: exit status " + code
                                + " (" + place.get() + ")"));
            }
        }
        return Optional.empty();
    }

    private List<PhaseContext> upload() throws StageFailure, IOException {
        Buildspec read = buildspec.orElseThrow();
        BuildFolder real = new BuildFolder(folder.root().toRealPath());
        List<PhaseContext> contexts =
                new ReportUpload(site, scope, role(), build).upload(read.reports(), real.source(), this::say);
        if (stored.artifacts().type() == ArtifactsType.S3) {
            Buildspec.Artifacts wanted = read.artifacts()
                    .orElseThrow(() -> new StageFailure(
                            "CLIENT_ERROR",
                            "the project wants an artifact and " + read.file() + " has no artifacts section"));
            S3Place target = ArtifactUpload.place(stored.artifacts(), build.id(), wanted.name());
            BuildArtifacts uploaded =
                    new ArtifactUpload(stored.artifacts(), real, as(S3Client.class)).upload(wanted, target);
            site.builds().change(scope, build.id(), one -> one.with(builder -> builder.artifacts(uploaded)));
            say("Uploaded the artifact to " + target.arn());
        }
        return contexts;
    }

    /** Reads what the commands have left in exported variables; what they have not exported is not seen. */
    private void export() throws IOException, InterruptedException {
        List<String> names = buildspec.map(Buildspec::exported).orElse(List.of());
        if (names.isEmpty()) {
            return;
        }
        BuildFolder real = new BuildFolder(folder.root().toRealPath());
        List<ExportedEnvironmentVariable> values = new ArrayList<>();
        for (String name : names) {
            Path file = real.values().resolve(name);
            shell().run("sh -c 'printf %s \"${" + name + "-}\"' >'"
                    + file.toString().replace("'", "'\\''") + "'");
            values.add(ExportedEnvironmentVariable.builder()
                    .name(name)
                    .value(Files.readString(file))
                    .build());
        }
        site.builds()
                .change(scope, build.id(), one -> one.with(builder -> builder.exportedEnvironmentVariables(values)));
    }

    /** What the buildspec says should come after a failure in this phase. */
    OnFailure onFailure(BuildStage stage) {
        return stage.commands()
                .flatMap(name -> buildspec.map(read -> read.phases().get(name)))
                .map(Phase::onFailure)
                .orElse(OnFailure.DEFAULT);
    }

    /** Tells the commands that come from now on that the build has failed. */
    void failed() {
        succeeding = false;
    }

    /** Writes a phase's end into the log. */
    void said(BuildStage stage, BuildStatus status, List<PhaseContext> contexts) {
        say("Phase complete: " + stage + " State: " + status);
        for (PhaseContext context : contexts) {
            say("Phase context status code: " + context.statusCode() + " Message: " + context.message());
        }
    }

    String masked(String text) {
        return log.map(one -> one.masked(text)).orElse(text);
    }

    /** Ends the command that runs; the phases after it do nothing. */
    synchronized void stop() {
        stopped = true;
        shell.ifPresent(BuildShell::stop);
    }

    /** Ends what is left running, removes the folder and writes the rest of the log. */
    void close() {
        Optional<BuildShell> last;
        synchronized (this) {
            last = shell;
        }
        last.ifPresent(one -> closing("the shell", one));
        tools.ifPresent(one -> closing("the tools", one));
        closing("the folder", folder::remove);
        log.ifPresent(one -> closing("the log", one));
    }

    private void closing(String what, AutoCloseable part) {
        try {
            part.close();
        } catch (Exception failure) {
            LOG.warn("Closing {} of build {} failed", what, build.id(), failure);
        }
    }

    private synchronized BuildShell shell() {
        return shell.orElseThrow();
    }

    private RoleSession role() {
        return role.orElseThrow();
    }

    private <C extends software.amazon.awssdk.core.SdkClient> C as(Class<C> api) {
        return cloud.clients().as(role().caller(), api);
    }

    private void say(String text) {
        log.ifPresent(one -> one.say(text));
    }

    private void line(String text) {
        log.ifPresent(one -> one.line(text));
    }
}
