package dev.fargatecd.templates.definition;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import dev.fargatecd.cloudformation.tree.TemplateException;
import dev.fargatecd.cloudformation.yaml.TreeReader;
import dev.fargatecd.model.Delivery;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What was read from a {@code fargate-cd.yml}: the delivery, or everything that is wrong with the text.
 *
 * @param delivery empty when there is a finding
 * @param findings empty when there is a delivery; in the order of the text
 */
public record Definition(Optional<Delivery> delivery, List<Finding> findings) {
    /** The file's usual name, at the root of the repository. */
    public static final String FILE_NAME = "fargate-cd.yml";

    /** The longest definition that is read, in bytes; a real one has a few hundred. */
    public static final int LONGEST = 65_536;

    private static final Pattern OF_TEMPLATES =
            Pattern.compile("^Template (format )?error: | in CloudFormation templates$");

    public Definition {
        findings = List.copyOf(findings);
        if (delivery.isPresent() != findings.isEmpty()) {
            throw new IllegalArgumentException("either a delivery or findings");
        }
    }

    /** Reads a file. One that is missing or can't be read is a finding, too. */
    public static Definition read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                return wrong(file.toString(), "there is no such file");
            }
            if (Files.size(file) > LONGEST) {
                return wrong(file.toString(), tooLong(Files.size(file)));
            }
            return read(file.toString(), Files.readString(file));
        } catch (CharacterCodingException notUtf8) {
            return wrong(file.toString(), "is not UTF-8");
        } catch (IOException unreadable) {
            return wrong(file.toString(), "can not be read: " + unreadable.getMessage());
        }
    }

    /**
     * Reads a text.
     *
     * @param file what findings call it
     */
    public static Definition read(String file, String text) {
        if (text.length() > LONGEST) {
            return wrong(file, tooLong(text.length()));
        }
        if (text.isBlank()) {
            return wrong(file, "is empty; a definition begins with version: 1");
        }
        Findings findings = new Findings();
        Optional<Delivery> delivery =
                tree(file, text, findings).flatMap(root -> new DefinitionReader(findings).delivery(root));
        return findings.isEmpty()
                ? new Definition(delivery, List.of())
                : new Definition(Optional.empty(), findings.inOrder());
    }

    /** The delivery, where there must be one: an IllegalArgumentException with all findings where there is none. */
    public Delivery orElseThrow() {
        return delivery.orElseThrow(() -> new IllegalArgumentException(
                String.join("\n", findings.stream().map(Finding::toString).toList())));
    }

    private static Optional<Node.Mapping> tree(String file, String text, Findings findings) {
        try {
            Node root = TreeReader.read(file, text);
            Optional<Node.Mapping> mapping = root.asMapping();
            if (mapping.isEmpty()) {
                findings.add(root.position(), "a definition is a mapping of keys, beginning with version: 1");
            }
            return mapping;
        } catch (TemplateException malformed) {
            // The reader is one for templates, and says so.
            String message = malformed
                    .detail()
                    .map(detail -> "not well-formed: " + detail.replace("a template", "a definition"))
                    .orElse(OF_TEMPLATES.matcher(malformed.getMessage()).replaceAll(""));
            Position at = malformed.position();
            findings.add(at.equals(Position.NONE) ? new Position(file, 0, 0) : at, message);
            return Optional.empty();
        }
    }

    private static Definition wrong(String file, String message) {
        return new Definition(
                Optional.empty(), List.of(new Finding(new Position(file, 0, 0), message, Optional.empty())));
    }

    private static String tooLong(long size) {
        return "has " + size + " bytes; a definition has at most " + LONGEST;
    }
}
