package dev.fargatecd.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codeconnections.CodeConnectionsClient;
import software.amazon.awssdk.services.codeconnections.model.CodeConnectionsException;
import software.amazon.awssdk.services.codeconnections.model.Connection;
import software.amazon.awssdk.services.codeconnections.model.InvalidInputException;
import software.amazon.awssdk.services.codeconnections.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codeconnections.model.Tag;
import software.amazon.awssdk.services.codestarnotifications.CodestarNotificationsClient;
import software.amazon.awssdk.services.codestarnotifications.model.DescribeNotificationRuleResponse;
import software.amazon.awssdk.services.codestarnotifications.model.DetailType;
import software.amazon.awssdk.services.codestarnotifications.model.NotificationRuleStatus;
import software.amazon.awssdk.services.codestarnotifications.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.codestarnotifications.model.Target;
import software.amazon.awssdk.services.codestarnotifications.model.ValidationException;

/** Connections and notification rules, by stacks and over HTTP with the SDK's clients. */
final class ConnectionsStackTest {
    private static final Target ALERTS = Target.builder()
            .targetType("SNS")
            .targetAddress("arn:aws:sns:us-east-1:000000000000:alerts")
            .build();

    private static LocalCloud cloud;
    private static StackDriver stacks;
    private static CodeConnectionsClient connections;
    private static CodestarNotificationsClient notifications;

    @BeforeAll
    static void start() throws Exception {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        stacks = new StackDriver(cloud);
        AwsCredentialsProvider root = StaticCredentialsProvider.create(
                AwsBasicCredentials.create(cloud.rootKey().id(), cloud.rootKey().secret()));
        Region region = Region.of(cloud.scope().region());
        connections = CodeConnectionsClient.builder()
                .endpointOverride(cloud.endpoint())
                .region(region)
                .credentialsProvider(root)
                .build();
        notifications = CodestarNotificationsClient.builder()
                .endpointOverride(cloud.endpoint())
                .region(region)
                .credentialsProvider(root)
                .build();
    }

    @AfterAll
    static void stop() {
        connections.close();
        notifications.close();
        cloud.close();
    }

    private static DescribeNotificationRuleResponse rule(String arn) {
        return notifications.describeNotificationRule(request -> request.arn(arn));
    }

    @Test
    void makesChangesAndDeletesThem() {
        stacks.create("connections", Fixture.text("connections.yml"));
        assertThat(stacks.statusOf("connections"))
                .as(String.join("\n", stacks.story("connections")))
                .isEqualTo("CREATE_COMPLETE");
        assertThat(stacks.outputOf("connections", "Status")).isEqualTo("PENDING");
        String connection = stacks.outputOf("connections", "Connection");
        assertThat(connections
                        .listConnections(request -> request.providerTypeFilter("GitHub"))
                        .connections())
                .extracting(Connection::connectionArn)
                .contains(connection);
        String rule = stacks.outputOf("connections", "Rule");
        assertThat(rule(rule).detailType()).isEqualTo(DetailType.BASIC);
        assertThat(rule(rule).status()).isEqualTo(NotificationRuleStatus.ENABLED);
        assertThat(rule(rule).eventTypes())
                .singleElement()
                .satisfies(event -> assertThat(event.serviceName()).isEqualTo("CodePipeline"));

        stacks.update("connections", Fixture.text("connections.yml"), "Level", "FULL");
        assertThat(stacks.statusOf("connections"))
                .as(String.join("\n", stacks.story("connections")))
                .isEqualTo("UPDATE_COMPLETE");
        assertThat(rule(rule).detailType()).isEqualTo(DetailType.FULL);
        assertThat(rule(rule).tags()).containsEntry("level", "FULL");
        assertThat(connections
                        .listTagsForResource(request -> request.resourceArn(connection))
                        .tags())
                .contains(Tag.builder().key("level").value("FULL").build());

        stacks.delete("connections");
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> connections.getConnection(request -> request.connectionArn(connection)));
        assertThat(notifications.listNotificationRules(request -> {}).notificationRules())
                .isEmpty();
    }

    @Test
    void refusesWhatTheServicesRefuse() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> connections.createConnection(request -> request.connectionName("a")));
        assertThatExceptionOfType(CodeConnectionsException.class)
                .isThrownBy(() -> connections.createConnection(
                        request -> request.connectionName("a".repeat(33)).providerType("GitHub")))
                .withMessageContaining("connectionName");
        assertThatExceptionOfType(ValidationException.class)
                .isThrownBy(() -> notifications.createNotificationRule(request -> request.name("a")
                        .resource("arn:aws:codecommit:us-east-1:000000000000:welcomer")
                        .eventTypeIds("codepipeline-pipeline-pipeline-execution-failed")
                        .targets(ALERTS)
                        .detailType(DetailType.BASIC)))
                .withMessageContaining("Invalid event type");
        String arn = notifications
                .createNotificationRule(request -> request.name("once")
                        .resource("arn:aws:codecommit:us-east-1:000000000000:welcomer")
                        .eventTypeIds("codecommit-repository-branches-and-tags-updated")
                        .targets(ALERTS)
                        .detailType(DetailType.BASIC))
                .arn();
        assertThatExceptionOfType(ResourceAlreadyExistsException.class)
                .isThrownBy(() -> notifications.createNotificationRule(request -> request.name("once")
                        .resource("arn:aws:codecommit:us-east-1:000000000000:welcomer")
                        .eventTypeIds("codecommit-repository-branches-and-tags-updated")
                        .targets(ALERTS)
                        .detailType(DetailType.BASIC)));
        notifications.deleteNotificationRule(request -> request.arn(arn));
    }
}
