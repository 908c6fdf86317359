package dev.fargatecd.cloudformation.check;

import java.util.Locale;

/** How bad a finding is. */
public enum Severity {
    /** AWS refuses it, or it can't work. */
    ERROR,
    /** It works today, or in some cases, or for longer than anybody wants. */
    WARNING,
    /** It works, and there is a better way. */
    INFO;

    /** The word that people and programs read: {@code error}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
