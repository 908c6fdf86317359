package dev.fargatecd.cloudformation.check;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A buildspec that is checked. */
public record CheckedBuildspec(SourceFile file, Node.Mapping root) {
    /**
     * The commands of all phases, in order.
     *
     * @see <a href="https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html">Build specification
     *     reference</a>
     */
    public List<Node.Scalar> commands() {
        List<Node.Scalar> commands = new ArrayList<>();
        for (Value phase : Value.of(root).member("phases").members()) {
            for (String list : List.of("commands", "finally")) {
                phase.member(list).items().forEach(item -> item.scalar().ifPresent(commands::add));
            }
        }
        return List.copyOf(commands);
    }

    /** The place of the first match in any command; empty where there is none. */
    public Optional<Position> firstCommand(Pattern pattern) {
        for (Node.Scalar command : commands()) {
            for (String line : command.text().lines().toList()) {
                Matcher matcher = pattern.matcher(line);
                boolean isComment = line.stripLeading().startsWith("#");
                if (!isComment && matcher.find()) {
                    return Optional.of(place(command.position(), matcher.group()));
                }
            }
        }
        return Optional.empty();
    }

    /** Where the words stand at or after the place: a command over several lines begins a line before its text. */
    private Position place(Position start, String words) {
        for (int number = start.line(); file.line(number).isPresent(); number++) {
            int column =
                    file.line(number).orElseThrow().indexOf(words, number == start.line() ? start.column() - 1 : 0);
            if (column >= 0) {
                return new Position(start.file(), number, column + 1);
            }
        }
        return start;
    }
}
