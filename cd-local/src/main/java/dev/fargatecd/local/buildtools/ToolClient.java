package dev.fargatecd.local.buildtools;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A build's tool on machines without bash and curl: a program of its own, started by the tool's script.
 *
 * <p>It uses nothing but the JDK and stands alone: its class file is copied beside the script.
 */
final class ToolClient {
    private static final int GONE = 125;
    private static final int PASS_ON = 254;

    private ToolClient() {}

    /** Takes the tools' folder, the tool's name, the working folder, then the tool's own arguments. */
    public static void main(String[] arguments) throws IOException {
        System.exit(run(arguments, System.out, System.err));
    }

    private static int run(String[] arguments, PrintStream out, PrintStream err) throws IOException {
        Path here = Path.of(arguments[0]);
        String tool = arguments[1];
        List<String> words = Arrays.asList(arguments).subList(3, arguments.length);
        List<String> door = Files.readAllLines(here.resolve("door"));
        String[] address = door.get(0).split(":");
        byte[] body = body(arguments[2], words);
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            OutputStream request = socket.getOutputStream();
            request.write(("POST /_build/" + tool + " HTTP/1.0\r\nHost: " + door.get(0) + "\r\nX-Build-Token: "
                            + door.get(1) + "\r\nX-Words: " + words.size() + "\r\nContent-Length: " + body.length
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            request.write(body);
            request.flush();
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String status = answer.readLine();
            if (status == null || !status.contains(" 200 ")) {
                err.println(tool + ": the local cloud answered " + status);
                return GONE;
            }
            for (String header = answer.readLine(); header != null && !header.isEmpty(); header = answer.readLine()) {
                // The answer's headers say nothing that is needed.
            }
            for (String line = answer.readLine(); line != null; line = answer.readLine()) {
                String text = line.substring(1);
                switch (line.charAt(0)) {
                    case '1' -> out.println(text);
                    case '2' -> err.println(text);
                    case '3' -> {
                        out.flush();
                        return Integer.parseInt(text);
                    }
                    default -> {
                        Files.writeString(here.resolve("complaint"), text + "\n");
                        return PASS_ON;
                    }
                }
            }
        }
        err.println(tool + ": the local cloud went away before it was done");
        return GONE;
    }

    private static byte[] body(String folder, List<String> words) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes((folder + "\0").getBytes(StandardCharsets.UTF_8));
        for (String word : words) {
            body.writeBytes((word + "\0").getBytes(StandardCharsets.UTF_8));
        }
        if (words.contains("--password-stdin")) {
            System.in.transferTo(body);
        }
        body.write(0);
        return body.toByteArray();
    }
}
