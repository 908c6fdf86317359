package dev.fargatecd.it.suite;

import java.util.List;

/**
 * What one target made of one contract.
 *
 * @param service the service that the contract is about
 * @param sentence what the contract says, in words
 * @param needs the operations it needs, and what has really to run
 * @param reason why it did not pass, in one line; empty where it did
 */
record ContractResult(String service, String sentence, String needs, Outcome outcome, String reason) {
    ContractResult {
        reason = oneLine(reason);
    }

    /** One line of a file of results: its parts between tabs. */
    String line() {
        return String.join("\t", service, sentence, needs, outcome.words(), reason);
    }

    /** @throws IllegalArgumentException where the line has not five parts, or no outcome that there is */
    static ContractResult ofLine(String line) {
        List<String> parts = List.of(line.split("\t", -1));
        if (parts.size() != 5) {
            throw new IllegalArgumentException("a result has 5 parts: " + line);
        }
        return new ContractResult(parts.get(0), parts.get(1), parts.get(2), Outcome.of(parts.get(3)), parts.get(4));
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= 300 ? line : line.substring(0, 297) + "...";
    }
}
