package dev.fargatecd.local.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import dev.fargatecd.local.kernel.Event;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sns.model.Tag;
import software.amazon.awssdk.services.sns.model.Topic;

/** SNS over HTTP with the SDK's client, its messages to a program that listens, and what others publish. */
final class SnsServiceTest {
    private static LocalCloud cloud;
    private static SnsClient sns;
    private static CloudFormationClient stacks;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        stacks = cloud.client(CloudFormationClient.class);
        sns = SnsClient.builder()
                .endpointOverride(cloud.endpoint())
                .region(Region.of(cloud.scope().region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        cloud.rootKey().id(), cloud.rootKey().secret())))
                .build();
    }

    @AfterAll
    static void close() {
        sns.close();
        cloud.close();
    }

    private static String topic(String name) {
        return sns.createTopic(request -> request.name(name)).topicArn();
    }

    /** Subscribes the program and confirms as a subscriber does: by the URL that it got. */
    private static String subscribed(String topic, Subscriber program, Map<String, String> attributes)
            throws Exception {
        String arn = sns.subscribe(request -> request.topicArn(topic)
                        .protocol("http")
                        .endpoint(program.url())
                        .attributes(attributes)
                        .returnSubscriptionArn(true))
                .subscriptionArn();
        Subscriber.Received asked = program.next();
        assertThat(asked.type()).isEqualTo("SubscriptionConfirmation");
        HttpResponse<String> confirmed = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        asked.json().path("SubscribeURL").asText()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(confirmed.statusCode()).isEqualTo(200);
        assertThat(confirmed.body()).contains(arn);
        return arn;
    }

    private static Event event(String type, String topic) throws Exception {
        return cloud.journal()
                .until(
                        type + " of " + topic,
                        Duration.ofSeconds(30),
                        () -> cloud.journal().since(0).stream()
                                .filter(event -> event.type().equals(type)
                                        && event.resources().contains(topic))
                                .findFirst())
                .get(40, TimeUnit.SECONDS);
    }

    @Test
    void deliversToAProgramOnceItHasConfirmed() throws Exception {
        String topic = topic("delivered");
        try (Subscriber program = new Subscriber()) {
            String arn = subscribed(topic, program, Map.of());

            String id = sns.publish(request -> request.topicArn(topic)
                            .subject("News")
                            .message("It works.")
                            .messageAttributes(Map.of(
                                    "kind",
                                    MessageAttributeValue.builder()
                                            .dataType("String")
                                            .stringValue("good")
                                            .build())))
                    .messageId();

            Subscriber.Received message = program.next();
            assertThat(message.type()).isEqualTo("Notification");
            assertThat(message.json().path("MessageId").asText()).isEqualTo(id);
            assertThat(message.json().path("TopicArn").asText()).isEqualTo(topic);
            assertThat(message.json().path("Subject").asText()).isEqualTo("News");
            assertThat(message.json().path("Message").asText()).isEqualTo("It works.");
            assertThat(message.json().at("/MessageAttributes/kind/Value").asText())
                    .isEqualTo("good");
            assertThat(event("SNS Message Delivered", topic).text("subscriptionArn"))
                    .isEqualTo(arn);
        }
    }

    @Test
    void deliversTheTextAloneWhereTheSubscriptionIsRawAndTriesAgainAfterAnError() throws Exception {
        String topic = topic("raw");
        try (Subscriber program = new Subscriber()) {
            subscribed(topic, program, Map.of("RawMessageDelivery", "true"));
            program.refuse(1);

            sns.publish(request -> request.topicArn(topic)
                    .messageStructure("json")
                    .message("{\"default\":\"for all\",\"http\":\"for programs\"}"));

            assertThat(program.next().body()).isEqualTo("for programs");
        }
    }

    @Test
    void holdsMailsUntilSomebodyConfirmsAndThenInTheJournal() throws Exception {
        String topic = topic("mail");
        assertThat(sns.subscribe(request ->
                                request.topicArn(topic).protocol("email").endpoint("a@example.org"))
                        .subscriptionArn())
                .isEqualTo("pending confirmation");
        assertThat(sns.listSubscriptionsByTopic(request -> request.topicArn(topic))
                        .subscriptions())
                .extracting(Subscription::subscriptionArn)
                .containsExactly("PendingConfirmation");
        assertThat(event("SNS Confirmation Held", topic).text("endpoint")).isEqualTo("a@example.org");
        assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() -> sns.confirmSubscription(
                        request -> request.topicArn(topic).token("guessed")))
                .withMessageContaining("Invalid parameter: Token");

        sns.publish(request -> request.topicArn(topic).message("to nobody"));
        assertThat(event("SNS Message Published", topic).text("message")).isEqualTo("to nobody");
        assertThat(sns.getTopicAttributes(request -> request.topicArn(topic)).attributes())
                .containsEntry("SubscriptionsPending", "1")
                .containsEntry("SubscriptionsConfirmed", "0");
    }

    @Test
    void answersTheSameTopicForTheSameRequestAndKeepsWhatIsSaidOfIt() {
        String topic = sns.createTopic(request -> request.name("kept")
                        .attributes(Map.of("DisplayName", "Kept"))
                        .tags(Tag.builder().key("team").value("a").build()))
                .topicArn();
        assertThat(topic("kept")).isEqualTo(topic);
        assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() ->
                        sns.createTopic(request -> request.name("kept").attributes(Map.of("DisplayName", "Other"))))
                .withMessageContaining("Topic already exists with different attributes");
        sns.setTopicAttributes(
                request -> request.topicArn(topic).attributeName("DisplayName").attributeValue("New"));
        sns.tagResource(request -> request.resourceArn(topic)
                .tags(Tag.builder().key("stage").value("b").build()));
        sns.untagResource(request -> request.resourceArn(topic).tagKeys("team"));

        assertThat(sns.getTopicAttributes(request -> request.topicArn(topic)).attributes())
                .containsEntry("DisplayName", "New")
                .containsEntry("TopicArn", topic)
                .hasEntrySatisfying("Policy", policy -> assertThat(policy).contains("SNS:Publish"));
        assertThat(sns.listTagsForResource(request -> request.resourceArn(topic))
                        .tags())
                .extracting(Tag::key)
                .containsExactly("stage");
        assertThat(sns.listTopicsPaginator().topics())
                .extracting(Topic::topicArn)
                .contains(topic);
        sns.deleteTopic(request -> request.topicArn(topic));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> sns.publish(request -> request.topicArn(topic).message("x")))
                .withMessageContaining("Topic does not exist");
    }

    @Test
    void answersForEachEntryOfABatch() {
        String topic = topic("batch");

        var answer = sns.publishBatch(request -> request.topicArn(topic)
                .publishBatchRequestEntries(
                        PublishBatchRequestEntry.builder()
                                .id("a")
                                .message("one")
                                .build(),
                        PublishBatchRequestEntry.builder()
                                .id("b")
                                .message("two")
                                .subject("two\nlines")
                                .build()));

        assertThat(answer.successful())
                .singleElement()
                .satisfies(one -> assertThat(one.id()).isEqualTo("a"));
        assertThat(answer.failed())
                .singleElement()
                .satisfies(one -> assertThat(one.message()).isEqualTo("Invalid parameter: Subject"));
    }

    @Test
    void refusesWhatSnsRefusesAndWhatTheLocalCloudDoesNotDo() {
        String topic = topic("strict");
        assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() -> topic("not a name"))
                .withMessageContaining("Invalid parameter: Topic Name");
        assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() -> sns.publish(request -> request.topicArn(topic).message("")))
                .withMessageContaining("Empty message");
        assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() -> sns.subscribe(
                        request -> request.topicArn(topic).protocol("pigeon").endpoint("x")))
                .withMessageContaining("does not support this protocol string: pigeon");
        for (String protocol : new String[] {"sqs", "lambda", "sms"}) {
            assertThatThrownBy(() -> sns.subscribe(request ->
                            request.topicArn(topic).protocol(protocol).endpoint("x")))
                    .hasMessageContaining("the protocol " + protocol + " is not supported by the local cloud");
        }
        assertThatThrownBy(() -> sns.subscribe(
                        request -> request.topicArn(topic).protocol("http").endpoint("http://192.0.2.1/")))
                .hasMessageContaining("sends to loopback addresses alone");
        assertThatThrownBy(() -> sns.subscribe(request -> request.topicArn(topic)
                        .protocol("email")
                        .endpoint("a@example.org")
                        .attributes(Map.of("FilterPolicy", "{}"))))
                .hasMessageContaining("FilterPolicy is not supported");
        assertThatThrownBy(() -> topic("queue.fifo")).hasMessageContaining("FIFO topics are not supported");
    }

    @Test
    void isTheTargetOfRules() throws Exception {
        String topic = topic("events");
        EventBridgeClient events = cloud.client(EventBridgeClient.class);
        events.putRule(request -> request.name("shop").eventPattern("{\"source\":[\"shop\"]}"));
        events.putTargets(request ->
                request.rule("shop").targets(Target.builder().id("t").arn(topic).build()));

        events.putEvents(request -> request.entries(PutEventsRequestEntry.builder()
                .source("shop")
                .detailType("Sold")
                .detail("{\"what\":\"a hat\"}")
                .build()));

        assertThat(event("SNS Message Published", topic).text("message"))
                .contains("\"detail-type\":\"Sold\"")
                .contains("\"what\":\"a hat\"");
    }

    @Test
    void isMadeChangedAndDeletedByStacks() {
        stacks.createStack(request -> request.stackName("topics").templateBody(template("First", "a@example.org")));
        stacks.waiter().waitUntilStackCreateComplete(request -> request.stackName("topics"));
        String topic = output("Topic");
        assertThat(topic).endsWith(":" + output("Name"));
        assertThat(sns.getTopicAttributes(request -> request.topicArn(topic)).attributes())
                .containsEntry("DisplayName", "First")
                .hasEntrySatisfying("Policy", policy -> assertThat(policy).contains("events.amazonaws.com"));
        assertThat(sns.listSubscriptionsByTopic(request -> request.topicArn(topic))
                        .subscriptions())
                .extracting(Subscription::endpoint)
                .containsExactlyInAnyOrder("a@example.org", "always@example.org");

        stacks.updateStack(request -> request.stackName("topics").templateBody(template("Second", "b@example.org")));
        stacks.waiter().waitUntilStackUpdateComplete(request -> request.stackName("topics"));
        assertThat(sns.getTopicAttributes(request -> request.topicArn(topic)).attributes())
                .containsEntry("DisplayName", "Second");
        assertThat(sns.listSubscriptionsByTopic(request -> request.topicArn(topic))
                        .subscriptions())
                .extracting(Subscription::endpoint)
                .contains("b@example.org", "always@example.org");

        stacks.deleteStack(request -> request.stackName("topics"));
        stacks.waiter().waitUntilStackDeleteComplete(request -> request.stackName("topics"));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> sns.getTopicAttributes(request -> request.topicArn(topic)));
    }

    private static String output(String key) {
        return stacks.describeStacks(request -> request.stackName("topics")).stacks().get(0).outputs().stream()
                .filter(output -> output.outputKey().equals(key))
                .findFirst()
                .orElseThrow()
                .outputValue();
    }

    private static String template(String name, String mail) {
        return """
                Resources:
                  Topic:
                    Type: AWS::SNS::Topic
                    Properties:
                      DisplayName: %s
                      Subscription: [{Protocol: email, Endpoint: %s}]
                  Always:
                    Type: AWS::SNS::Subscription
                    Properties: {TopicArn: !Ref Topic, Protocol: email, Endpoint: always@example.org}
                  Policy:
                    Type: AWS::SNS::TopicPolicy
                    Properties:
                      Topics: [!Ref Topic]
                      PolicyDocument:
                        Version: '2012-10-17'
                        Statement:
                          - Effect: Allow
                            Principal: {Service: events.amazonaws.com}
                            Action: sns:Publish
                            Resource: !Ref Topic
                Outputs:
                  Topic: {Value: !Ref Topic}
                  Name: {Value: !GetAtt Topic.TopicName}
                """.formatted(name, mail);
    }

    @Test
    void isToldOfTheEventsOfAStack() throws Exception {
        String topic = topic("stacks");
        String id = stacks.createStack(request ->
                        request.stackName("told").notificationARNs(topic).templateBody("""
                                Resources:
                                  Key: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: v}}
                                Outputs: {Told: {Value: !Join [' ', !Ref AWS::NotificationARNs]}}
                                """))
                .stackId();
        Event last = cloud.journal()
                .until(
                        "the end of the stack to be told",
                        Duration.ofSeconds(30),
                        () -> cloud.journal().since(0).stream()
                                .filter(event -> event.type().equals("SNS Message Published")
                                        && event.resources().contains(topic)
                                        && event.text("message").contains("ResourceType='AWS::CloudFormation::Stack'")
                                        && event.text("message").contains("ResourceStatus='CREATE_COMPLETE'"))
                                .findFirst())
                .get(40, TimeUnit.SECONDS);

        assertThat(last.text("subject")).isEqualTo("AWS CloudFormation Notification");
        assertThat(last.text("message"))
                .startsWith("StackId='" + id + "'\nTimestamp='")
                .contains("\nLogicalResourceId='told'\nNamespace='"
                        + cloud.scope().account() + "'\n")
                .endsWith("\nStackName='told'\nClientRequestToken='null'\n");
        assertThat(cloud.journal().since(0))
                .filteredOn(event -> event.type().equals("SNS Message Published")
                        && event.resources().contains(topic))
                .extracting(event -> event.text("message"))
                .anyMatch(message -> message.contains("LogicalResourceId='Key'")
                        && message.contains("ResourceStatusReason='Resource creation Initiated'"));
        var stack = stacks.describeStacks(request -> request.stackName("told"))
                .stacks()
                .get(0);
        assertThat(stack.notificationARNs()).containsExactly(topic);
        assertThat(stack.outputs().get(0).outputValue()).isEqualTo(topic);
    }
}
