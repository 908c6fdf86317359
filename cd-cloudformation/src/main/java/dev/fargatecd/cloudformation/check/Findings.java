package dev.fargatecd.cloudformation.check;

import dev.fargatecd.cloudformation.tree.Position;
import java.util.ArrayList;
import java.util.List;

/** What one rule finds, while it looks. */
public final class Findings {
    private final Rule rule;
    private final List<Finding> found = new ArrayList<>();

    Findings(Rule rule) {
        this.rule = rule;
    }

    /** Something wrong, with what to do about it; an empty hint says nothing. */
    public void add(Position position, String message, String hint) {
        add(position, message, hint, List.of());
    }

    /** Something wrong, and the other places that it is about. */
    public void add(Position position, String message, String hint, List<Position> related) {
        found.add(new Finding(rule.id(), rule.severity(), position, message, hint, rule.source(), related));
    }

    List<Finding> found() {
        return List.copyOf(found);
    }
}
