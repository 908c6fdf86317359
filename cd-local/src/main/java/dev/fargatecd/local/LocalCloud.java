package dev.fargatecd.local;

import dev.fargatecd.local.acm.AcmService;
import dev.fargatecd.local.autoscaling.AutoScalingService;
import dev.fargatecd.local.cloudformation.CloudFormationService;
import dev.fargatecd.local.cloudwatch.CloudWatchService;
import dev.fargatecd.local.codebuild.CodeBuildService;
import dev.fargatecd.local.codecommit.CodeCommitService;
import dev.fargatecd.local.codepipeline.CodePipelineService;
import dev.fargatecd.local.connections.ConnectionsService;
import dev.fargatecd.local.door.Door;
import dev.fargatecd.local.door.Mount;
import dev.fargatecd.local.ec2.Ec2Service;
import dev.fargatecd.local.ecr.EcrService;
import dev.fargatecd.local.ecs.EcsService;
import dev.fargatecd.local.elbv2.ElbV2Service;
import dev.fargatecd.local.events.EventsService;
import dev.fargatecd.local.gateway.Gateway;
import dev.fargatecd.local.iam.IamService;
import dev.fargatecd.local.kernel.AccessKey;
import dev.fargatecd.local.kernel.AccessKeys;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Ids;
import dev.fargatecd.local.kernel.Journal;
import dev.fargatecd.local.kernel.MemoryStore;
import dev.fargatecd.local.kernel.Principal;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Store;
import dev.fargatecd.local.kernel.Work;
import dev.fargatecd.local.kms.KmsService;
import dev.fargatecd.local.logs.LogsService;
import dev.fargatecd.local.network.AddressTable;
import dev.fargatecd.local.notifications.NotificationsService;
import dev.fargatecd.local.route53.Route53Service;
import dev.fargatecd.local.runtime.ContainerRuntime;
import dev.fargatecd.local.runtime.ProcessRuntime;
import dev.fargatecd.local.s3.S3Service;
import dev.fargatecd.local.secretsmanager.SecretsManagerService;
import dev.fargatecd.local.sns.SnsService;
import dev.fargatecd.local.ssm.SsmService;
import dev.fargatecd.local.sts.StsService;
import dev.fargatecd.local.tls.KeyRing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codeconnections.CodeConnectionsClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codestarnotifications.CodestarNotificationsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;

/** A small AWS in this JVM: started, reached by the SDK's clients in-process or over HTTP, and closed without a trace. */
public final class LocalCloud implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalCloud.class);

    private final Scope scope;
    private final AccessKey rootKey;
    private final Journal journal;
    private final Work work;
    private final ServiceRegistry services;
    private final Door door;
    private final CodeCommitService codeCommit;
    private final OwnedFolder folder;
    private final ContainerRuntime runtime;
    private final AddressTable addresses = new AddressTable();

    private LocalCloud(
            LocalCloudOptions options, OwnedFolder folder, Function<CloudContext, ContainerRuntime> runtime) {
        this.folder = folder;
        scope = new Scope(options.account(), options.region());
        Clock clock = Clock.systemUTC();
        Ids ids = new Ids(new SecureRandom());
        Store store = new MemoryStore();
        AccessKeys accessKeys = new AccessKeys(store);
        journal = new Journal(clock, ids);
        work = new Work();
        services = new ServiceRegistry(accessKeys, clock);
        rootKey = new AccessKey(
                options.rootKey().map(LocalCloudOptions.RootKey::accessKeyId).orElseGet(() -> ids.iam("AKIA")),
                options.rootKey()
                        .map(LocalCloudOptions.RootKey::secretAccessKey)
                        .orElseGet(ids::secret),
                Optional.empty(),
                Principal.root(options.account()),
                Optional.empty());
        accessKeys.add(rootKey);
        CloudContext context = new CloudContext(
                services, store, journal, accessKeys, work, ids, clock, folder.path(), () -> endpoint());
        this.runtime = made(runtime, context);
        codeCommit = new CodeCommitService(context);
        List<Mount> mounts = addServices(context, this.runtime, codeCommit);
        door = new Door(
                options.port(),
                mounts,
                new Gateway(services.services(), services.guard(), accessKeys, clock, GetCallerIdentityRequest.class));
    }

    /** Where tasks run; what was made before it is closed where there is no such place. */
    private ContainerRuntime made(Function<CloudContext, ContainerRuntime> runtime, CloudContext context) {
        try {
            return runtime.apply(context);
        } catch (RuntimeException failure) {
            closing("the workers", work);
            closing("the journal", journal);
            closing("the folder " + folder.path(), folder);
            throw failure;
        }
    }

    /** Adds the services, those that others rest on first (closing goes the other way), and answers their mounts. */
    private List<Mount> addServices(CloudContext context, ContainerRuntime runtime, CodeCommitService codeCommit) {
        List<Mount> mounts = new ArrayList<>();
        services.add(IamClient.class, new IamService(context));
        services.add(StsClient.class, new StsService(context));
        services.add(S3Client.class, new S3Service(context));
        services.add(CloudWatchLogsClient.class, new LogsService(context));
        services.add(SsmClient.class, new SsmService(context));
        services.add(SecretsManagerClient.class, new SecretsManagerService(context));
        services.add(KmsClient.class, new KmsService(context));
        SnsService sns = new SnsService(context);
        services.add(SnsClient.class, sns);
        mounts.add(sns.confirmations());
        services.add(Ec2Client.class, new Ec2Service(context));
        KeyRing keys = new KeyRing(context.store());
        services.add(AcmClient.class, new AcmService(context, keys));
        services.add(ElasticLoadBalancingV2Client.class, new ElbV2Service(context, addresses, keys));
        EcrService ecr = new EcrService(context);
        services.add(EcrClient.class, ecr);
        mounts.add(ecr.registry());
        services.add(EcsClient.class, new EcsService(context, addresses, runtime));
        services.add(Route53Client.class, new Route53Service(context));
        services.add(CloudWatchClient.class, new CloudWatchService(context));
        services.add(ApplicationAutoScalingClient.class, new AutoScalingService(context));
        CloudFormationService cloudFormation = new CloudFormationService(context);
        services.add(CloudFormationClient.class, cloudFormation);
        mounts.add(cloudFormation.signals());
        services.add(CodeCommitClient.class, codeCommit);
        mounts.add(codeCommit.git());
        services.add(CodeConnectionsClient.class, new ConnectionsService(context));
        services.add(CodestarNotificationsClient.class, new NotificationsService(context));
        CodeBuildService codeBuild = new CodeBuildService(context, runtime.engine());
        services.add(CodeBuildClient.class, codeBuild);
        mounts.add(codeBuild.tools());
        services.add(CodePipelineClient.class, new CodePipelineService(context));
        services.add(EventBridgeClient.class, new EventsService(context));
        return mounts;
    }

    /**
     * Starts a cloud; it answers when this returns.
     *
     * @throws IOException where the port is taken or the folder can't be written
     */
    public static LocalCloud start(LocalCloudOptions options) throws IOException {
        return start(
                options,
                context -> new ProcessRuntime(context.folder().resolve("ecs").resolve("images"), context.work()));
    }

    /**
     * Starts a cloud whose tasks run elsewhere than as processes.
     *
     * @param runtime makes where they run; the cloud closes it. It may fail with an UncheckedIOException
     * @throws IOException as {@link #start(LocalCloudOptions)}, and where the runtime can't be made
     */
    public static LocalCloud start(LocalCloudOptions options, Function<CloudContext, ContainerRuntime> runtime)
            throws IOException {
        Path parent = options.folder().orElseGet(OwnedFolder::temporaryFiles);
        OwnedFolder folder = OwnedFolder.in(parent);
        LocalCloud cloud;
        try {
            cloud = new LocalCloud(options, folder, runtime);
        } catch (UncheckedIOException noRuntime) {
            throw noRuntime.getCause();
        }
        try {
            cloud.door.open();
            cloud.runtime.onGateway(cloud.door::openAlso);
            cloud.work.execute(() -> OwnedFolder.removeAbandoned(parent));
            return cloud;
        } catch (Exception failure) {
            cloud.close();
            throw failure instanceof IOException io ? io : new IOException(failure);
        }
    }

    /** Where AWS's APIs are reached: the endpoint URL for any SDK or the AWS CLI. */
    public URI endpoint() {
        return door.endpoint();
    }

    /**
     * Where CodeCommit's repositories are reached by git over SSH, {@code ssh://127.0.0.1:port}. It is opened by the first
     * who asks, here or for a repository's address once somebody has an SSH key in IAM.
     */
    public URI sshEndpoint() {
        return codeCommit.sshEndpoint();
    }

    /** The account's own access key. */
    public AccessKey rootKey() {
        return rootKey;
    }

    /** The account and region of whoever says nothing else. */
    public Scope scope() {
        return scope;
    }

    /** All that happened in this cloud. */
    public Journal journal() {
        return journal;
    }

    /** Where private addresses lead; whoever puts a program of their own behind a load balancer adds it. */
    public AddressTable addresses() {
        return addresses;
    }

    /** A client that calls this cloud in-process, as the account itself. */
    public <C extends SdkClient> C client(Class<C> api) {
        return services.as(new Caller(Principal.root(scope.account()), scope), api);
    }

    /** Stops all that runs, frees the ports and removes the files. */
    @Override
    public void close() {
        closing("the door", door);
        closing("the services", services);
        closing("the workers", work);
        closing("the journal", journal);
        closing("the folder " + folder.path(), folder);
    }

    private static void closing(String what, AutoCloseable part) {
        try {
            part.close();
        } catch (Exception failure) {
            LOG.warn("Closing {} failed", what, failure);
        }
    }
}
