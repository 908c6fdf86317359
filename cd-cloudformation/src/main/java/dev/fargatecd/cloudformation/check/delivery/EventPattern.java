package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds rules that wait for events which AWS never sends, or of another repository than the pipeline's. */
public final class EventPattern implements TemplateOnlyCheck {
    private static final Map<String, Set<String>> TYPES = Map.of(
            "aws.codecommit",
                    Set.of(
                            "CodeCommit Repository State Change",
                            "CodeCommit Pull Request State Change",
                            "CodeCommit Comment on Pull Request",
                            "CodeCommit Comment on Commit",
                            "CodeCommit Approval Rule Template Change",
                            "CodeCommit Approval Rule Change"),
            "aws.ecr",
                    Set.of(
                            "ECR Image Action",
                            "ECR Image Scan",
                            "ECR Referrer Action",
                            "ECR Replication Action",
                            "ECR Scan Resource Change",
                            "ECR Pull Through Cache Action"),
            "aws.codebuild", Set.of("CodeBuild Build State Change", "CodeBuild Build Phase Change"),
            "aws.codepipeline",
                    Set.of(
                            "CodePipeline Pipeline Execution State Change",
                            "CodePipeline Stage Execution State Change",
                            "CodePipeline Action Execution State Change"));
    private static final Set<String> REPOSITORY_EVENTS =
            Set.of("referenceCreated", "referenceUpdated", "referenceDeleted", "unreferencedMergeCommitCreated");
    private static final String CALLS = "AWS API Call via CloudTrail";

    @Override
    public Rule rule() {
        return new Rule(
                "event-pattern",
                Severity.ERROR,
                "A rule waits for events that AWS sends, and of the repository that the pipeline takes",
                "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource rule : template.resources("AWS::Events::Rule")) {
            Value pattern = template.embedded(Value.of(rule).member("EventPattern"));
            for (Value source : pattern.at("source.*")) {
                source.literal()
                        .filter(text -> !TYPES.containsKey(text))
                        .flatMap(text -> Nearest.of(text, TYPES.keySet()))
                        .filter(near -> !isService(source.literal().orElse(""), template))
                        .ifPresent(near -> findings.add(
                                source.position(),
                                "no service of AWS sends events as "
                                        + source.literal().orElse(""),
                                "did you mean " + near + "?"));
            }
            types(pattern, findings);
            repository(template, pattern, findings);
        }
    }

    /** Whether it is a service by the name of one of its resource types: any service's calls may come by CloudTrail. */
    private static boolean isService(String source, CheckedTemplate template) {
        return template.types().names().stream()
                .map(name -> name.split("::"))
                .anyMatch(name -> name.length == 3 && source.equals("aws." + name[1].toLowerCase(Locale.ROOT)));
    }

    private static void types(Value pattern, Findings findings) {
        List<Value> sources = pattern.at("source.*");
        Optional<Set<String>> known = sources.size() == 1
                ? sources.get(0).literal().flatMap(text -> Optional.ofNullable(TYPES.get(text)))
                : Optional.empty();
        for (Value type : pattern.at("detail-type.*")) {
            type.literal()
                    .filter(text -> !text.equals(CALLS)
                            && known.isPresent()
                            && !known.get().contains(text))
                    .ifPresent(text -> findings.add(
                            type.position(),
                            sources.get(0).literal().orElse("") + " sends no events of the type " + text,
                            Nearest.hint(text, known.orElse(Set.of()))));
        }
        boolean isOfRepository = pattern.at("detail-type.*").stream()
                .anyMatch(type -> type.literal()
                        .filter("CodeCommit Repository State Change"::equals)
                        .isPresent());
        for (Value event : isOfRepository ? pattern.at("detail.event.*") : List.<Value>of()) {
            event.literal()
                    .filter(text -> !REPOSITORY_EVENTS.contains(text))
                    .ifPresent(text -> findings.add(
                            event.position(),
                            "CodeCommit sends no event " + text,
                            Nearest.hint(text, REPOSITORY_EVENTS)));
        }
    }

    private static void repository(CheckedTemplate template, Value pattern, Findings findings) {
        List<Optional<String>> taken = PipelineAction.of(template).stream()
                .filter(action -> action.hasProvider("CodeCommit"))
                .map(action -> action.configuration().member("RepositoryName").literal())
                .toList();
        boolean isKnown = !taken.isEmpty() && taken.stream().allMatch(Optional::isPresent);
        for (Value resource : pattern.at("resources.*")) {
            resource.text()
                    .filter(text -> isKnown && text.contains(":codecommit:"))
                    .map(text -> text.substring(text.lastIndexOf(':') + 1))
                    .filter(name -> !name.contains("$") && !taken.contains(Optional.of(name)))
                    .ifPresent(name -> findings.add(
                            resource.position(),
                            "a push to the repository " + name + " starts the pipeline, which takes "
                                    + taken.get(0).orElse(""),
                            "name the same repository in both"));
        }
    }
}
