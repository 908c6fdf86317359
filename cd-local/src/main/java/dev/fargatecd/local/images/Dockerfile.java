package dev.fargatecd.local.images;

import java.util.List;

/**
 * A Dockerfile of one stage.
 *
 * @param name how messages call the file
 * @param escape the character that continues lines, a backslash unless the file says otherwise
 * @param beforeFrom the ARGs that FROM may use
 * @param instructions what follows FROM, in order
 */
public record Dockerfile(
        String name,
        char escape,
        List<Instruction.Arg> beforeFrom,
        Instruction.From from,
        List<Instruction> instructions) {
    public Dockerfile {
        beforeFrom = List.copyOf(beforeFrom);
        instructions = List.copyOf(instructions);
    }
}
