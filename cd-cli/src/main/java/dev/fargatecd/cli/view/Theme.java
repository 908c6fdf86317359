package dev.fargatecd.cli.view;

/** The signs and colours of a view. */
public record Theme(boolean utf8, boolean color) {
    /** What a line is about. */
    public enum Mood {
        GOOD,
        BAD,
        BUSY,
        WAITING,
        PLAIN
    }

    /** The sign of a mood: one column wide. */
    public String sign(Mood mood) {
        return switch (mood) {
            case GOOD -> utf8 ? "✓" : "+";
            case BAD -> utf8 ? "✗" : "x";
            case BUSY -> utf8 ? "▸" : ">";
            case WAITING -> utf8 ? "…" : "~";
            case PLAIN -> " ";
        };
    }

    /** The text in the mood's colour, where colours are shown. */
    public String paint(Mood mood, String text) {
        String code = switch (mood) {
            case GOOD -> "32";
            case BAD -> "31";
            case BUSY -> "36";
            case WAITING -> "33";
            case PLAIN -> "";
        };
        return color && !code.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** The text less loud than the rest, where that can be shown. */
    public String dim(String text) {
        return color ? "\u001b[2m" + text + "\u001b[0m" : text;
    }

    public String bold(String text) {
        return color ? "\u001b[1m" + text + "\u001b[0m" : text;
    }
}
