package dev.fargatecd.cli;

import dev.fargatecd.model.Delivery;
import dev.fargatecd.templates.Drift;
import dev.fargatecd.templates.Rendering;
import dev.fargatecd.templates.definition.Definition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder with a definition, and what it renders.
 *
 * @param directory where its fargate-cd.yml is
 * @param delivery what is put in place
 * @param rendering what that renders
 * @param committed what the definition renders, which is in cf/; another one where the local cloud stands in for something
 */
record Workspace(Path directory, Delivery delivery, Rendering rendering, Rendering committed) {
    /** One whose delivery is as the definition has it. */
    Workspace(Path directory, Delivery delivery, Rendering rendering) {
        this(directory, delivery, rendering, rendering);
    }

    /** The same folder with another delivery in the definition's place. */
    Workspace putting(Delivery other) {
        return new Workspace(directory, other, Rendering.of(other), committed);
    }

    /** The workspace that a folder is in: the nearest fargate-cd.yml there or above. */
    static Workspace around(Path folder) {
        return in(folderWithDefinition(folder));
    }

    /** The workspace of exactly that folder. */
    static Workspace in(Path folder) {
        Definition definition = Definition.read(folder.resolve(Definition.FILE_NAME));
        if (definition.delivery().isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    String.join(
                            "\n  ",
                            definition.findings().stream().map(Object::toString).toList()),
                    "mend the definition; docs/definition.md describes it");
        }
        Delivery delivery = definition.delivery().get();
        return new Workspace(folder, delivery, Rendering.of(delivery));
    }

    /** The nearest folder with a definition, from this one upwards. */
    static Path folderWithDefinition(Path folder) {
        return nearest(folder)
                .orElseThrow(() -> new CommandException(
                        ExitCode.MISSING,
                        "there is no " + Definition.FILE_NAME + " in "
                                + folder.toAbsolutePath().normalize() + " or above",
                        "fargate-cd init writes one; or name its folder with -C"));
    }

    /** The nearest folder with a definition, from this one upwards; empty where there is none. */
    static Optional<Path> nearest(Path folder) {
        for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(Definition.FILE_NAME))) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /** The git checkout that the definition is in, from which commits are pushed. */
    GitCheckout checkout() {
        GitCheckout checkout = GitCheckout.around(directory)
                .orElseThrow(() -> new CommandException(
                        ExitCode.MISSING,
                        "nothing can be pushed: " + directory + " is in no git repository",
                        "git init && git add . && git commit"));
        checkout.unusable().ifPresent(why -> {
            throw new CommandException(ExitCode.FAILED, "nothing can be pushed: " + why, "");
        });
        return checkout;
    }

    /** Where cf/ is not what the definition renders. */
    List<Drift> drift() {
        return Drift.between(committed, directory);
    }

    /** Stops where cf/ is not what the definition renders: what is committed would not be what is deployed. */
    void refuseDrift() {
        List<Drift> drift = drift();
        if (!drift.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "cf/ is not what " + Definition.FILE_NAME + " renders: "
                            + String.join(
                                    "; ", drift.stream().map(Drift::toString).toList()),
                    "fargate-cd render, then commit cf/");
        }
    }
}
