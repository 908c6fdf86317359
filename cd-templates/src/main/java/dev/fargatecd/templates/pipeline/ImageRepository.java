package dev.fargatecd.templates.pipeline;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.yaml.Fn;
import dev.fargatecd.cloudformation.yaml.MapBuilder;
import dev.fargatecd.cloudformation.yaml.Yaml;

/** The ECR repository of the images. */
final class ImageRepository {
    static final String ID = "Repository";

    private ImageRepository() {}

    static Node arn() {
        return Fn.getAtt(ID, "Arn");
    }

    /** The URI is taken as it is and never put together from account and region, so that it is right in every cloud. */
    static Node uri() {
        return Fn.getAtt(ID, "RepositoryUri");
    }

    static void addTo(MapBuilder resources) {
        resources
                .comment("Kept with its images when the stack goes: what runs may have to be started again.")
                .put(
                        ID,
                        Yaml.map()
                                .put("Type", "AWS::ECR::Repository")
                                .put("DeletionPolicy", "Retain")
                                .put("UpdateReplacePolicy", "Retain")
                                .put(
                                        "Properties",
                                        Yaml.map()
                                                .comment("A tag is a commit, and means the same image for ever.")
                                                .put("ImageTagMutability", "IMMUTABLE")
                                                .put(
                                                        "ImageScanningConfiguration",
                                                        Yaml.map().put("ScanOnPush", true))
                                                .put(
                                                        "LifecyclePolicy",
                                                        Yaml.map().put("LifecyclePolicyText", """
                                                                {
                                                                  "rules": [
                                                                    {
                                                                      "rulePriority": 1,
                                                                      "description": "Untagged images belong to no commit",
                                                                      "selection": {
                                                                        "tagStatus": "untagged",
                                                                        "countType": "sinceImagePushed",
                                                                        "countUnit": "days",
                                                                        "countNumber": 7
                                                                      },
                                                                      "action": { "type": "expire" }
                                                                    }
                                                                  ]
                                                                }
                                                                """))));
    }
}
