package dev.fargatecd.cli;

import dev.fargatecd.aws.Deliveries.Kept;
import dev.fargatecd.cli.view.Terminal;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes the delivery away. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = {
            "Takes the delivery away: services, environments, pipeline.",
            "The repository, the images and the pipeline's artifacts stay, unless --also names them, and are told."
        })
final class DownCommand extends DeliveryCommand {
    @Option(
            names = "--also",
            paramLabel = "sources|images|artifacts",
            split = ",",
            description = "What else is removed for good: ${COMPLETION-CANDIDATES}.")
    private List<Kept> also = List.of();

    @Option(
            names = {"-y", "--yes"},
            description = "Don't ask.")
    private boolean yes;

    @Mixin
    private JsonOption json = new JsonOption();

    /** For scripts: what is still there, by its kind in small letters. */
    private record Answer(Map<String, String> kept) {}

    DownCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(Workspace workspace, Session session) throws IOException {
        Terminal terminal = context().terminal();
        Set<Kept> remove = also.isEmpty() ? EnumSet.noneOf(Kept.class) : EnumSet.copyOf(also);
        String what = "Take " + workspace.delivery().application() + " away from "
                + (target().isAws() ? "AWS, region " + session.target().region() : "the local cloud")
                + (remove.isEmpty() ? "" : ", with " + words(remove) + " for good") + "?";
        new Question(context()).orStop(what, yes, "nothing was taken away");
        Map<Kept, String> kept = session.deliveries().down(workspace.delivery(), remove);
        kept.forEach((kind, name) -> terminal.say("Kept " + kind.name().toLowerCase(Locale.ROOT) + ": " + name));
        json.print(terminal, () -> {
            Map<String, String> names = new TreeMap<>();
            kept.forEach((kind, name) -> names.put(kind.name().toLowerCase(Locale.ROOT), name));
            return new Answer(names);
        });
        return ExitCode.OK;
    }

    private static String words(Set<Kept> kinds) {
        return String.join(
                " and ",
                kinds.stream().map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList());
    }
}
