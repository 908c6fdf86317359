package embedding;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fargatecd.model.Delivery;
import dev.fargatecd.templates.Rendering;
import dev.fargatecd.templates.definition.Definition;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesTest {
    @Test
    void rendersADefinition(@TempDir Path folder) throws Exception {
        // snippet: templates
        Delivery delivery = Definition.read("fargate-cd.yml", """
                version: 1
                application: shop
                source: { codecommit: { repository: shop } }
                service: { port: 8080, path: /shop }
                environments: { test: { network: { create: true } } }
                """).orElseThrow();
        Rendering.of(delivery).writeTo(folder); // cf/environment.yml, pipeline.yml, service.yml, buildspec.yml
        assertTrue(Files.readString(folder.resolve("cf/service.yml")).contains("AWS::ECS::Service"));
        // end
    }
}
