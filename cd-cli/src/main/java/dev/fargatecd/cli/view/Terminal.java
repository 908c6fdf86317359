package dev.fargatecd.cli.view;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where the command speaks: data on {@code out}, all else on {@code err}.
 *
 * @param interactive whether somebody sees {@code err} on a terminal, so that lines may be rewritten
 * @param width columns
 */
public record Terminal(PrintStream out, PrintStream err, boolean interactive, int width, Theme theme) {
    /**
     * The process's own streams, as its environment describes them. Whether stderr is a terminal is said by the launcher
     * in {@code FARGATE_CD_TTY}: Java can only tell of stdin and stdout, and newer versions not even that.
     */
    public static Terminal system(Map<String, String> environment) {
        boolean interactive = "1".equals(environment.get("FARGATE_CD_TTY")) && !"dumb".equals(environment.get("TERM"));
        Charset charset = Charset.forName(
                System.getProperty("stderr.encoding", Charset.defaultCharset().name()));
        boolean utf8 = charset.equals(StandardCharsets.UTF_8) || isUtf8(environment);
        boolean color = interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(
                        new java.io.FileOutputStream(java.io.FileDescriptor.err),
                        true,
                        utf8 ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII),
                interactive,
                columns(environment),
                new Theme(utf8, color));
    }

    /** As the C library decides it: the first of LC_ALL, LC_CTYPE, LANG that is set. */
    private static boolean isUtf8(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value.toUpperCase(java.util.Locale.ROOT).replace("-", "").contains("UTF8");
            }
        }
        return false;
    }

    private static int columns(Map<String, String> environment) {
        try {
            return Math.max(40, Integer.parseInt(environment.getOrDefault("COLUMNS", "100")));
        } catch (NumberFormatException notANumber) {
            return 100;
        }
    }

    /** A line of talk. */
    public void say(String line) {
        err.println(line);
    }

    /** A line of data. */
    public void print(String line) {
        out.println(line);
    }
}
