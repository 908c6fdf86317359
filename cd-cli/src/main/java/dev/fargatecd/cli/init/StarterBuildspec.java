package dev.fargatecd.cli.init;

import dev.fargatecd.model.Delivery;
import dev.fargatecd.templates.Rendering;

/** A buildspec that builds sources before their image: the rendered one, with the language's commands in it. */
final class StarterBuildspec {
    private static final String BUILD = "  build:\n    on-failure: ABORT\n    commands:\n";
    private static final String PHASES = "phases:\n";

    private StarterBuildspec() {}

    /** @param delivery one for which a buildspec is rendered */
    static String of(Recipe recipe, Delivery delivery) {
        String rendered =
                Rendering.of(delivery).file(Rendering.BUILDSPEC).orElseThrow().content();
        String body = rendered.substring(rendered.indexOf("version:"));
        StringBuilder commands = new StringBuilder(BUILD);
        recipe.commands()
                .forEach(command -> commands.append("      - ").append(command).append('\n'));
        String withCommands = replaced(body, BUILD, commands.toString());
        String withRuntime = recipe.runtime()
                .map(runtime -> replaced(
                        withCommands, PHASES, PHASES + "  install:\n    runtime-versions:\n      " + runtime + "\n"))
                .orElse(withCommands);
        return """
                # Builds the sources and the image of a commit, and pushes it, tagged with the commit.
                # Written by fargate-cd init; yours from here on. overrides.json is what the pipeline's further stages need of it.
                """ + withRuntime;
    }

    private static String replaced(String text, String old, String with) {
        if (!text.contains(old)) {
            throw new IllegalStateException("the rendered buildspec has no \"" + old.strip() + "\"");
        }
        return text.replace(old, with);
    }
}
