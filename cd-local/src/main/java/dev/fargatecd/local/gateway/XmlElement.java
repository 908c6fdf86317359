package dev.fargatecd.local.gateway;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * An element of a request's XML.
 *
 * @param attributes by name, with the prefix where there is one ({@code xsi:type})
 */
record XmlElement(String name, Map<String, String> attributes, List<XmlElement> children, StringBuilder text) {
    private static final int MAX_DEPTH = 100;
    private static final XMLInputFactory READERS = readers();

    private static XMLInputFactory readers() {
        XMLInputFactory readers = XMLInputFactory.newDefaultFactory();
        readers.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        readers.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return readers;
    }

    static XmlElement parse(byte[] xml) throws XMLStreamException {
        XMLStreamReader in = READERS.createXMLStreamReader(new ByteArrayInputStream(xml));
        Deque<XmlElement> open = new ArrayDeque<>();
        XmlElement root = null;
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamReader.START_ELEMENT -> {
                    XmlElement element = start(in, open.peek());
                    root = root == null ? element : root;
                    open.push(element);
                    if (open.size() > MAX_DEPTH) {
                        throw new XMLStreamException("nested deeper than " + MAX_DEPTH);
                    }
                }
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA -> {
                    if (!open.isEmpty()) {
                        open.peek().text().append(in.getText());
                    }
                }
                case XMLStreamReader.END_ELEMENT -> open.pop();
                default -> {
                    // comments and the like say nothing
                }
            }
        }
        if (root == null) {
            throw new XMLStreamException("no element");
        }
        return root;
    }

    private static XmlElement start(XMLStreamReader in, @Nullable XmlElement parent) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < in.getAttributeCount(); i++) {
            String prefix = in.getAttributePrefix(i);
            String name = in.getAttributeLocalName(i);
            attributes.put(prefix == null || prefix.isEmpty() ? name : prefix + ":" + name, in.getAttributeValue(i));
        }
        XmlElement element = new XmlElement(in.getLocalName(), attributes, new ArrayList<>(), new StringBuilder());
        if (parent != null) {
            parent.children().add(element);
        }
        return element;
    }

    List<XmlElement> named(String wanted) {
        return children.stream().filter(child -> child.name().equals(wanted)).toList();
    }

    XmlElement only(String wanted) {
        return named(wanted).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has no " + wanted));
    }
}
