package dev.fargatecd.it;

import dev.fargatecd.cloudformation.check.Checker;
import dev.fargatecd.cloudformation.check.SourceFile;
import dev.fargatecd.cloudformation.check.catalogue.Catalogue;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How long this repository's three templates are checked, by us and by cfn-lint in turns. */
final class CheckFigures {
    private static final int COLD = 11;
    private static final int WARM = 101;
    private static final int UNTIL_WARM = 400;

    private final Path launcher;
    private final Optional<Path> cfnLint;
    private final List<Path> templates;

    /** @param cfnLint the peer's command; empty where it is not installed */
    CheckFigures(Path launcher, Optional<Path> cfnLint) {
        this.launcher = launcher;
        this.cfnLint = cfnLint;
        Path folder = launcher.resolveSibling("cf");
        templates = Stream.of("environment.yml", "pipeline.yml", "service.yml")
                .map(folder::resolve)
                .toList();
    }

    void print() throws IOException, InterruptedException {
        double[] ours = new double[COLD];
        double[] theirs = new double[COLD];
        for (int i = 0; i < COLD; i++) {
            ours[i] = run(Stream.of(launcher.toString(), "check"));
            if (cfnLint.isPresent()) {
                theirs[i] = run(Stream.of(cfnLint.get().toString()));
            }
        }
        FigureTable.print("three templates checked, cold JVM: launcher to its end (ms)", ours);
        if (cfnLint.isPresent()) {
            FigureTable.print("the same by cfn-lint, in turns (ms)", theirs);
            FigureTable.printRatio("ratio of the two medians: ours to cfn-lint's", ours, theirs);
        }
        FigureTable.print("three templates checked, warm JVM (ms)", warm());
    }

    private double run(Stream<String> command) throws IOException, InterruptedException {
        List<String> words =
                Stream.concat(command, templates.stream().map(Path::toString)).toList();
        long began = System.nanoTime();
        int code = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start()
                .waitFor();
        double took = FigureTable.millisSince(began);
        if (code != 0) {
            throw new IllegalStateException(words.get(0) + " found something in our templates: exit code " + code);
        }
        return took;
    }

    private double[] warm() throws IOException {
        List<SourceFile> files = new ArrayList<>();
        for (Path template : templates) {
            files.add(new SourceFile(template.toString(), Files.readString(template)));
        }
        Checker checker = new Checker(Catalogue.checks());
        for (int i = 0; i < UNTIL_WARM; i++) {
            checker.check(files);
        }
        double[] times = new double[WARM];
        for (int i = 0; i < WARM; i++) {
            long began = System.nanoTime();
            checker.check(files);
            times[i] = FigureTable.millisSince(began);
        }
        return times;
    }
}
