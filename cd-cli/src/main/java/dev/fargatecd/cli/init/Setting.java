package dev.fargatecd.cli.init;

import java.util.Optional;

/**
 * What {@code init} has to know: a line of the definition and the option that gives it.
 *
 * @param key what people call it
 * @param value what was given or noticed; empty where neither
 * @param source where the value is from, for people
 * @param usual what is taken where somebody says that all is right as it is; empty where nothing is usual
 */
public record Setting(String key, String option, Optional<String> value, String source, Optional<String> usual) {
    /** One that is given, noticed, or not known. */
    static Setting of(String key, String option, Optional<String> given, Optional<Noticed> noticed) {
        if (given.isPresent()) {
            return new Setting(key, option, given, option, Optional.empty());
        }
        return noticed.map(it -> new Setting(key, option, Optional.of(it.value()), it.source(), Optional.empty()))
                .orElseGet(() -> new Setting(key, option, Optional.empty(), "", Optional.empty()));
    }

    /** The same, with what is usual where nothing is known. */
    Setting usually(String value) {
        return new Setting(key, option, this.value, source, Optional.of(value));
    }

    /** The same with what somebody answered or what was assumed. */
    public Setting with(String value, String source) {
        return new Setting(key, option, Optional.of(value), source, usual);
    }

    /** The value, which must be known by now. */
    String known() {
        return value.orElseThrow(() -> new IllegalStateException(key + " is not known"));
    }

    /**
     * What was noticed.
     *
     * @param source the file, or what else told it
     */
    record Noticed(String value, String source) {}
}
