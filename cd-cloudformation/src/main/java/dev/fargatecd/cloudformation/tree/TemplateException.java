package dev.fargatecd.cloudformation.tree;

import java.util.Optional;

/**
 * A template that CloudFormation would refuse, or a part of one that can't be evaluated.
 *
 * <p>The message is AWS's own text where it is known, so that it can be answered to a client as it is; the position and
 * the detail are what AWS leaves out.
 */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String message;
    private final transient Position position;
    private final transient Optional<String> detail;

    /** @param position {@link Position#NONE} where no place is to blame */
    public TemplateException(Position position, String message) {
        this(position, message, Optional.empty());
    }

    /** @param detail what the message does not say: the parser's reason, a cycle's path */
    public TemplateException(Position position, String message, String detail) {
        this(position, message, Optional.of(detail));
    }

    private TemplateException(Position position, String message, Optional<String> detail) {
        super(message);
        this.message = message;
        this.position = position;
        this.detail = detail;
    }

    /** AWS's text where it is known, else our own in its manner. */
    @Override
    public String getMessage() {
        return message;
    }

    /** Where in the text, or {@link Position#NONE}. */
    public Position position() {
        return position;
    }

    public Optional<String> detail() {
        return detail;
    }

    /** All of it in one line for people: {@code service.yml:3:7: message (detail)}. */
    public String describe() {
        String place = position.equals(Position.NONE) ? "" : position + ": ";
        return place + getMessage() + detail.map(text -> " (" + text + ")").orElse("");
    }
}
