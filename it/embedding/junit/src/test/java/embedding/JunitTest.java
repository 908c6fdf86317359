package embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fargatecd.junit.LocalCloudTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;

// snippet: junit
@LocalCloudTest
class JunitTest {
    @Test
    void hasACloudOfItsOwn(EcsClient ecs) {
        ecs.createCluster(request -> request.clusterName("mine"));
        assertEquals(1, ecs.listClusters().clusterArns().size());
    }
}
// end
