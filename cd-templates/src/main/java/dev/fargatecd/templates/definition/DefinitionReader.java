package dev.fargatecd.templates.definition;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.model.ApplicationName;
import dev.fargatecd.model.BranchName;
import dev.fargatecd.model.Build;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.Environment;
import dev.fargatecd.model.Pipeline;
import dev.fargatecd.model.RepositoryFile;
import dev.fargatecd.model.RepositoryName;
import dev.fargatecd.model.Service;
import dev.fargatecd.model.Source;
import java.util.List;
import java.util.Optional;

/** Reads a delivery from a tree, on past every error to the last. */
final class DefinitionReader {
    /** The only version of the format there is. */
    static final int VERSION = 1;

    private static final String USUAL_BRANCH = "main";

    private final Findings findings;

    DefinitionReader(Findings findings) {
        this.findings = findings;
    }

    /** The delivery; empty when something was found. */
    Optional<Delivery> delivery(Node.Mapping root) {
        Section definition = new Section("", root, findings)
                .checkKeys(
                        DefinitionKey.DEFINITION,
                        List.of(DefinitionKey.VERSION, DefinitionKey.APPLICATION, DefinitionKey.ENVIRONMENTS));
        checkVersion(definition);
        Optional<ApplicationName> application = definition.text(DefinitionKey.APPLICATION, ApplicationName::new);
        Optional<Pipeline> pipeline = pipeline(definition);
        boolean hasService = definition.has(DefinitionKey.SERVICE);
        List<Environment> environments = definition
                .section(DefinitionKey.ENVIRONMENTS)
                .map(section -> new EnvironmentsReader(findings, hasService).environments(section))
                .orElse(List.of());
        if (application.isEmpty() || !findings.isEmpty()) {
            return Optional.empty();
        }
        return findings.attempt(
                definition.at(DefinitionKey.ENVIRONMENTS),
                DefinitionKey.ENVIRONMENTS,
                () -> new Delivery(application.get(), pipeline, environments));
    }

    private void checkVersion(Section definition) {
        definition
                .number(DefinitionKey.VERSION)
                .filter(it -> it != VERSION)
                .ifPresent(version -> findings.add(
                        definition.at(DefinitionKey.VERSION),
                        "version " + version + " is not known; allowed: " + VERSION));
    }

    private Optional<Pipeline> pipeline(Section definition) {
        requireTogether(definition, DefinitionKey.SERVICE, DefinitionKey.SOURCE);
        requireTogether(definition, DefinitionKey.SOURCE, DefinitionKey.SERVICE);
        requireTogether(definition, DefinitionKey.BUILD, DefinitionKey.SERVICE);
        Optional<Source> source = definition.section(DefinitionKey.SOURCE).flatMap(this::source);
        Optional<Build> build = definition.has(DefinitionKey.BUILD)
                ? definition.section(DefinitionKey.BUILD).flatMap(this::build)
                : Optional.of(new Build(Optional.empty()));
        Optional<Service> service =
                definition.section(DefinitionKey.SERVICE).flatMap(it -> new ServiceReader(findings).service(it));
        if (source.isEmpty() || build.isEmpty() || service.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Pipeline(source.get(), build.get(), service.get()));
    }

    private void requireTogether(Section definition, String key, String other) {
        if (definition.has(key) && !definition.has(other)) {
            findings.add(definition.at(key), key + " is there, but " + other + " is missing");
        }
    }

    private Optional<Source> source(Section section) {
        if (section.entries().isEmpty()) {
            findings.add(section.position(), "source is empty; it takes codecommit");
        }
        for (Node.Entry entry : section.entries()) {
            if (!entry.key().equals(DefinitionKey.CODECOMMIT)) {
                findings.add(
                        entry.position(),
                        "source " + entry.key() + " is not supported yet; the only source is codecommit",
                        Spelling.nearest(entry.key(), List.of(DefinitionKey.CODECOMMIT)));
            }
        }
        return section.section(DefinitionKey.CODECOMMIT).flatMap(this::codeCommit);
    }

    private Optional<Source> codeCommit(Section section) {
        section.checkKeys(DefinitionKey.CODECOMMIT_KEYS, List.of(DefinitionKey.REPOSITORY));
        Optional<RepositoryName> repository = section.text(DefinitionKey.REPOSITORY, RepositoryName::new);
        Optional<BranchName> branch = section.has(DefinitionKey.BRANCH)
                ? section.text(DefinitionKey.BRANCH, BranchName::new)
                : Optional.of(new BranchName(USUAL_BRANCH));
        return repository.flatMap(name -> branch.map(it -> new Source.CodeCommit(name, it)));
    }

    private Optional<Build> build(Section section) {
        section.checkKeys(List.of(DefinitionKey.BUILDSPEC), List.of());
        Optional<RepositoryFile> buildspec = section.text(DefinitionKey.BUILDSPEC, RepositoryFile::new);
        return Optional.of(new Build(buildspec));
    }
}
