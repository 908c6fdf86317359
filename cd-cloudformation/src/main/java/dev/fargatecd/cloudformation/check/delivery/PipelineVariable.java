package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.Check;
import dev.fargatecd.cloudformation.check.CheckedBuildspec;
import dev.fargatecd.cloudformation.check.CheckedFiles;
import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import dev.fargatecd.cloudformation.tree.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds variables of a pipeline that no action before sets. */
public final class PipelineVariable implements Check {
    private static final Pattern USE = Pattern.compile("#\\{([A-Za-z0-9@_-]+)\\.([A-Za-z0-9@_.-]+)}");
    private static final Set<String> OF_PIPELINES = Set.of("codepipeline", "variables");
    private static final Map<String, Set<String>> SET_BY = Map.of(
            "CodeCommit",
            Set.of("AuthorDate", "BranchName", "CommitId", "CommitMessage", "CommitterDate", "RepositoryName"),
            "CodeStarSourceConnection",
            Set.of(
                    "AuthorDate",
                    "AuthorDisplayName",
                    "AuthorEmail",
                    "AuthorId",
                    "BranchName",
                    "CommitId",
                    "CommitMessage",
                    "ConnectionArn",
                    "FullRepositoryName",
                    "ProviderType"),
            "ECR",
            Set.of("ImageDigest", "ImageTag", "ImageURI", "RegistryId", "RepositoryName"),
            "S3",
            Set.of("BucketName", "ETag", "ObjectKey", "VersionId"));

    @Override
    public Rule rule() {
        return new Rule(
                "pipeline-variable",
                Severity.ERROR,
                "A variable that an action takes is one that an action before it sets",
                "https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html");
    }

    @Override
    public void check(CheckedFiles files, Findings findings) {
        for (CheckedTemplate template : files.templates()) {
            for (Resource pipeline : template.resources(PipelineAction.PIPELINE)) {
                new Look(pipeline, PipelineAction.of(template, pipeline), files, findings).all();
            }
        }
    }

    private record Look(Resource pipeline, List<PipelineAction> actions, CheckedFiles files, Findings findings) {
        void all() {
            for (PipelineAction action : actions) {
                for (Node.Entry entry : action.configuration().entries()) {
                    Value value = Value.of(entry.value());
                    value.text()
                            .ifPresent(text -> USE.matcher(text).results().forEach(use -> look(action, value, use)));
                }
            }
        }

        private void look(PipelineAction user, Value value, MatchResult use) {
            String namespace = use.group(1);
            if (OF_PIPELINES.contains(namespace)) {
                declared(value, use);
                return;
            }
            Optional<PipelineAction> setter = actions.stream()
                    .filter(action ->
                            namespace(action).filter(namespace::equals).isPresent())
                    .findFirst();
            if (setter.isEmpty()) {
                Set<String> known = actions.stream()
                        .flatMap(action -> namespace(action).stream())
                        .collect(Collectors.toCollection(TreeSet::new));
                findings.add(
                        value.position(),
                        "no action has the namespace " + namespace + ", so " + use.group() + " is nothing",
                        Nearest.of(namespace, known)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("write Namespace: " + namespace + " at the action that sets it"));
            } else if (!isBefore(setter.get(), user)) {
                findings.add(
                        value.position(),
                        use.group() + " is set by " + setter.get().name() + ", which runs later",
                        "take it in an action after that");
            } else {
                set(setter.get(), value, use);
            }
        }

        private void declared(Value value, MatchResult use) {
            Set<String> names = use.group(1).equals("codepipeline")
                    ? Set.of("PipelineExecutionId")
                    : Value.of(pipeline).at("Variables.*.Name").stream()
                            .flatMap(name -> name.literal().stream())
                            .collect(Collectors.toSet());
            require(names, value, use, "the pipeline");
        }

        private void set(PipelineAction setter, Value value, MatchResult use) {
            String provider = setter.provider().orElse("");
            if (SET_BY.containsKey(provider)) {
                require(SET_BY.getOrDefault(provider, Set.of()), value, use, provider);
            } else if (provider.equals("CodeBuild") && files.buildspecs().size() == 1) {
                CheckedBuildspec buildspec = files.buildspecs().get(0);
                Set<String> exported = Value.of(buildspec.root()).at("env.exported-variables.*").stream()
                        .flatMap(name -> name.literal().stream())
                        .collect(Collectors.toSet());
                boolean isOfCodeBuild = use.group(2).startsWith("CODEBUILD_");
                if (!isOfCodeBuild) {
                    require(exported, value, use, "the build, by exported-variables,");
                }
            }
        }

        private void require(Set<String> names, Value value, MatchResult use, String who) {
            if (!names.contains(use.group(2))) {
                findings.add(
                        value.position(),
                        who + " sets no variable " + use.group(2),
                        Nearest.hint(use.group(2), new TreeSet<>(names)));
            }
        }

        private static boolean isBefore(PipelineAction one, PipelineAction other) {
            return one.stage() < other.stage() || (one.stage() == other.stage() && one.order() < other.order());
        }

        /** Without one of its own, AWS's console gives none either. */
        private static Optional<String> namespace(PipelineAction action) {
            return action.value().member("Namespace").literal();
        }
    }
}
