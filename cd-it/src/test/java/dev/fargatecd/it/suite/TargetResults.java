package dev.fargatecd.it.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a target made of all contracts that ran, in the order of services and sentences.
 *
 * @param target the target's name: embedded, localstack, moto
 * @param version what answered, in the target's words
 */
record TargetResults(String target, String version, List<ContractResult> results) {
    TargetResults {
        results = results.stream()
                .sorted(Comparator.comparing(ContractResult::service).thenComparing(ContractResult::sentence))
                .toList();
    }

    /** Reads what {@link #write} wrote. */
    static TargetResults read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            String[] head = lines.get(0).split("\t", -1);
            return new TargetResults(
                    head[0],
                    head[1],
                    lines.stream().skip(1).map(ContractResult::ofLine).toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Writes a file of lines: the target and its version, then a line for each contract. */
    void write(Path file) {
        List<String> lines = new ArrayList<>(List.of(target + "\t" + version));
        results.forEach(result -> lines.add(result.line()));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, lines);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    long count(Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }
}
