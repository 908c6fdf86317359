package dev.fargatecd.cli.init;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** A {@code pom.xml}, whose package is taken to be a jar that runs. */
record MavenProject(Language.Place place) implements Language {
    private static final String USUAL_JAVA = "17";

    @Override
    public String title() {
        return "Maven";
    }

    @Override
    public String file() {
        return place.file();
    }

    @Override
    public Optional<String> name() {
        return at("artifactId");
    }

    @Override
    public Optional<Recipe> recipe() {
        String java = at("properties", "maven.compiler.release")
                .or(() -> at("properties", "java.version"))
                .filter(version -> version.matches("\\d+"))
                .orElse(USUAL_JAVA);
        String maven = place.has("mvnw") ? "sh ./mvnw" : "mvn";
        return Optional.of(new Recipe(
                List.of(maven + " -B -ntp verify"),
                Optional.of("java: corretto" + java),
                OFFICIAL + "eclipse-temurin:" + java + "-jre",
                List.of(
                        "WORKDIR /app",
                        "COPY target/" + jar() + ".jar /app/app.jar",
                        "ENTRYPOINT [\"java\", \"-XX:MaxRAMPercentage=75\", \"-jar\", \"/app/app.jar\"]")));
    }

    /** The jar's name without its ending; a pattern where the pom computes it. */
    private String jar() {
        Optional<String> finalName = at("build", "finalName");
        String name = finalName.orElseGet(() -> name().orElse("*") + "-"
                + at("version").or(() -> at("parent", "version")).orElse("*"));
        return name.replace("${project.artifactId}", name().orElse("*"))
                .replace("${artifactId}", name().orElse("*"))
                .replaceAll("\\$\\{[^}]*}", "*");
    }

    /** The text of an element below the root; empty where there is none. */
    private Optional<String> at(String... names) {
        Optional<Node> node = root().map(root -> root);
        for (String name : names) {
            node = node.flatMap(parent -> child(parent, name));
        }
        return node.map(found -> found.getTextContent().strip()).filter(text -> !text.isEmpty());
    }

    private static Optional<Node> child(Node parent, String name) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element && child.getNodeName().equals(name)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    private Optional<Element> root() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            // a pom of somebody else's: it may name no other file
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            byte[] text = place.text(place.file()).getBytes(StandardCharsets.UTF_8);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return Optional.of(builder.parse(new ByteArrayInputStream(text)).getDocumentElement());
        } catch (SAXException | IOException | ParserConfigurationException unreadable) {
            return Optional.empty();
        }
    }
}
