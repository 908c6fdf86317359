package dev.fargatecd.local.cloudformation.resource;

import dev.fargatecd.local.cloudformation.resource.ResourceType.Tagging;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.codeconnections.CodeConnectionsClient;
import software.amazon.awssdk.services.codeconnections.model.Connection;
import software.amazon.awssdk.services.codeconnections.model.CreateConnectionRequest;
import software.amazon.awssdk.services.codeconnections.model.Tag;
import software.amazon.awssdk.services.codestarnotifications.CodestarNotificationsClient;
import software.amazon.awssdk.services.codestarnotifications.model.CreateNotificationRuleRequest;
import software.amazon.awssdk.services.codestarnotifications.model.UpdateNotificationRuleRequest;

/** The types of CodeConnections and CodeStar Notifications. */
final class ConnectionTypes {
    private static final String[] RULE = {"DetailType", "EventTypeIds", "Name", "Status", "Targets"};

    private ConnectionTypes() {}

    static List<ResourceType<?>> all() {
        return List.of(connection(), rule());
    }

    private static ResourceType<CodeConnectionsClient> connection() {
        return ResourceType.of("AWS::CodeConnections::Connection", CodeConnectionsClient.class)
                .create(
                        CreateConnectionRequest::builder,
                        CodeConnectionsClient::createConnection,
                        made -> made.connectionArn())
                .tags(new Tagging<>() {
                    @Override
                    public void tag(
                            CodeConnectionsClient connections, PhysicalResource connection, Map<String, String> tags) {
                        connections.tagResource(request -> request.resourceArn(connection.id())
                                .tags(tags.entrySet().stream()
                                        .map(tag -> Tag.builder()
                                                .key(tag.getKey())
                                                .value(tag.getValue())
                                                .build())
                                        .toList()));
                    }

                    @Override
                    public void untag(
                            CodeConnectionsClient connections, PhysicalResource connection, List<String> keys) {
                        connections.untagResource(
                                request -> request.resourceArn(connection.id()).tagKeys(keys));
                    }
                })
                .attributes((connections, connection) -> {
                    Connection seen = connections
                            .getConnection(request -> request.connectionArn(connection.id()))
                            .connection();
                    return Map.of(
                            "ConnectionArn", connection.id(),
                            "ConnectionStatus", seen.connectionStatusAsString(),
                            "OwnerAccountId", seen.ownerAccountId());
                })
                .deletedBy((connections, connection) ->
                        connections.deleteConnection(request -> request.connectionArn(connection.id())));
    }

    private static ResourceType<CodestarNotificationsClient> rule() {
        return ResourceType.of("AWS::CodeStarNotifications::NotificationRule", CodestarNotificationsClient.class)
                .create(
                        CreateNotificationRuleRequest::builder,
                        CodestarNotificationsClient::createNotificationRule,
                        made -> made.arn())
                .update(
                        ResourceType.names(RULE),
                        (notifications, rule) -> notifications.updateNotificationRule(ResourceType.request(
                                UpdateNotificationRuleRequest::builder,
                                rule.properties().only(RULE).with("Arn", rule.id()))))
                .defaulting("Status", "ENABLED")
                .tags(new Tagging<>() {
                    @Override
                    public void tag(
                            CodestarNotificationsClient notifications,
                            PhysicalResource rule,
                            Map<String, String> tags) {
                        notifications.tagResource(
                                request -> request.arn(rule.id()).tags(tags));
                    }

                    @Override
                    public void untag(
                            CodestarNotificationsClient notifications, PhysicalResource rule, List<String> keys) {
                        notifications.untagResource(
                                request -> request.arn(rule.id()).tagKeys(keys));
                    }
                })
                .attributes((notifications, rule) -> Map.of("Arn", rule.id()))
                .deletedBy((notifications, rule) ->
                        notifications.deleteNotificationRule(request -> request.arn(rule.id())));
    }
}
