package dev.fargatecd.local.codebuild;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import software.amazon.awssdk.services.codebuild.model.TestCase;

/** Reads JUnit's XML, as Surefire and many others write it. */
final class JUnitReport {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

    private JUnitReport() {}

    /**
     * The test cases of a file.
     *
     * @param name what the file is called in the report
     * @throws IOException where the file is no XML, or tries to take in other files
     */
    static List<TestCase> read(Path file, String name, String reportArn, Instant expires) throws IOException {
        List<TestCase> cases = new ArrayList<>();
        NodeList elements = parse(file).getElementsByTagName("testcase");
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            TestCase.Builder test = TestCase.builder()
                    .reportArn(reportArn)
                    .testRawDataPath(name)
                    .prefix(element.getAttribute("classname"))
                    .name(element.getAttribute("name"))
                    .durationInNanoSeconds(nanos(element.getAttribute("time")))
                    .expired(expires);
            Optional<Element> failure = child(element, "failure");
            Optional<Element> error = child(element, "error");
            if (failure.isPresent()) {
                test.status("FAILED").message(message(failure.get()));
            } else if (error.isPresent()) {
                test.status("ERROR").message(message(error.get()));
            } else if (child(element, "skipped").isPresent()) {
                test.status("SKIPPED");
            } else {
                test.status("SUCCEEDED");
            }
            cases.add(test.build());
        }
        return cases;
    }

    private static Document parse(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            // Its own handler writes to stderr.
            builder.setErrorHandler(null);
            return builder.parse(in);
        } catch (SAXException | ParserConfigurationException malformed) {
            throw new IOException(file.getFileName() + " is not JUnit's XML: " + malformed.getMessage(), malformed);
        }
    }

    private static Optional<Element> child(Element element, String name) {
        NodeList found = element.getElementsByTagName(name);
        return found.getLength() == 0 ? Optional.empty() : Optional.of((Element) found.item(0));
    }

    private static String message(Element failure) {
        String message = failure.getAttribute("message");
        return message.isEmpty() ? failure.getTextContent().strip() : message;
    }

    private static long nanos(String seconds) {
        try {
            return new BigDecimal(seconds.replace(",", "")).multiply(NANOS).longValue();
        } catch (NumberFormatException none) {
            return 0;
        }
    }
}
