package dev.fargatecd.junit;

import static dev.fargatecd.junit.DeliveryAssertions.assertThat;

import org.junit.jupiter.api.Test;

// README:begin
@LocalCloudTest(project = "greeter") // src/test/resources/greeter: fargate-cd.yml, Dockerfile, sources
class GreeterPipelineTest {
    @Test
    void deploysAndAsksForApproval(LiveDelivery greeter) {
        assertThat(greeter.deliver()).passed("Test").awaitsApprovalOf("Production");
        assertThat(greeter.get("test", "/hello")).hasStatus(200).hasBody("Hello World!");
        assertThat(greeter.environment("production")).hasNoService();

        assertThat(greeter.approve()).succeeded();
        assertThat(greeter.environment("production"))
                .hasCommit(greeter.commit())
                .runs(1);
    }

    @Test
    void rollsBackOnABadImage(LiveDelivery greeter) {
        assertThat(greeter.deliver()).passed("Test");
        greeter.replace("Dockerfile", "/app/Hello.java\"]", "/app/Missing.java\"]");
        assertThat(greeter.deliver()).failedIn("Test").because("Essential container in task exited");
        assertThat(greeter.get("test", "/hello")).hasStatus(200).hasBody("Hello World!");
    }
}
// README:end
