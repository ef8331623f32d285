package dev.rushes.workers.tags;

import java.io.StringWriter;
import java.util.List;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import dev.rushes.models.Problem;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.timeline.Rational;

/**
 * The shots as an XMP sidecar for NLEs and archives: xmpDM's markers on a track of their
 * own, and the properties to which IPTC's Video Metadata Hub maps keywords, frame rate
 * and duration.
 */
final class XmpSidecar {

    /** By which a later run knows that it may write it anew. */
    static final String MADE_HERE = "<xmp:CreatorTool>Rushes</xmp:CreatorTool>";

    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    private static final String DC = "http://purl.org/dc/elements/1.1/";

    private static final String XMP = "http://ns.adobe.com/xap/1.0/";

    private static final String DM = "http://ns.adobe.com/xmp/1.0/DynamicMedia/";

    private final XMLStreamWriter xml;

    private final ClipTags tags;

    private final Rational rate;

    private XmpSidecar(XMLStreamWriter xml, ClipTags tags) {
        this.xml = xml;
        this.tags = tags;
        this.rate = Rational.parse(tags.clip().info().video().frameRate());
    }

    static String of(ClipTags tags) {
        StringWriter text = new StringWriter();
        try {
            new XmpSidecar(XMLOutputFactory.newFactory().createXMLStreamWriter(text), tags).write();
        }
        catch (XMLStreamException impossible) {
            throw Problem.internal(impossible, "cannot write XMP");
        }
        return text.toString();
    }

    private void write() throws XMLStreamException {
        ClipInfo clip = this.tags.clip().info();
        this.xml.writeProcessingInstruction("xpacket", "begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"");
        this.xml.writeStartElement("x", "xmpmeta", "adobe:ns:meta/");
        this.xml.writeNamespace("x", "adobe:ns:meta/");
        start("rdf", "RDF", RDF);
        this.xml.writeNamespace("rdf", RDF);
        start("rdf", "Description", RDF);
        this.xml.writeNamespace("dc", DC);
        this.xml.writeNamespace("xmp", XMP);
        this.xml.writeNamespace("xmpDM", DM);
        this.xml.writeAttribute("rdf", RDF, "about", "");
        value("xmp", XMP, "CreatorTool", "Rushes");
        value("xmpDM", DM, "videoFrameRate", "%.3f".formatted(this.rate.value()));
        if (clip.reel() != null) {
            value("xmpDM", DM, "tapeName", clean(clip.reel()));
        }
        Shot.Slate slate = this.tags.clip().slate();
        if (slate != null) {
            slated("scene", slate.scene());
            slated("takeNumber", slate.take());
            slated("tapeName", clip.reel() == null ? slate.roll() : null);
            slated("cameraLabel", slate.camera());
            slated("director", slate.director());
            slated("projectName", slate.production());
        }
        start("xmpDM", "duration", DM);
        resource();
        value("xmpDM", DM, "scale", this.rate.den() + "/" + this.rate.num());
        value("xmpDM", DM, "value", String.valueOf(frames(this.tags.shots().getLast().end())));
        this.xml.writeEndElement();
        start("xmpDM", "startTimecode", DM);
        resource();
        value("xmpDM", DM, "timeValue", this.tags.shots().getFirst().start().timecode());
        this.xml.writeEndElement();
        keywords();
        track();
        for (int i = 0; i < 3; i++) {
            this.xml.writeEndElement();
        }
        this.xml.writeProcessingInstruction("xpacket", "end=\"w\"");
        this.xml.writeEndDocument();
    }

    private void slated(String name, String text) throws XMLStreamException {
        // xmpDM counts takes
        if (text != null && (!name.equals("takeNumber") || text.matches("\\d+"))) {
            value("xmpDM", DM, name, clean(text));
        }
    }

    private void keywords() throws XMLStreamException {
        List<String> words = this.tags.shots().stream().flatMap((shot) -> shot.words().stream()).distinct().toList();
        if (!words.isEmpty()) {
            start("dc", "subject", DC);
            start("rdf", "Bag", RDF);
            for (String word : words) {
                value("rdf", RDF, "li", clean(word));
            }
            this.xml.writeEndElement();
            this.xml.writeEndElement();
        }
    }

    private void track() throws XMLStreamException {
        start("xmpDM", "Tracks", DM);
        start("rdf", "Bag", RDF);
        start("rdf", "li", RDF);
        resource();
        value("xmpDM", DM, "trackName", "Shots");
        value("xmpDM", DM, "trackType", "Comment");
        value("xmpDM", DM, "frameRate", frameRate());
        start("xmpDM", "markers", DM);
        start("rdf", "Seq", RDF);
        for (Shot shot : this.tags.shots()) {
            start("rdf", "li", RDF);
            resource();
            value("xmpDM", DM, "startTime", String.valueOf(frames(shot.start())));
            value("xmpDM", DM, "duration", String.valueOf(frames(shot.end()) - frames(shot.start())));
            value("xmpDM", DM, "name", "Shot " + (shot.index() + 1));
            value("xmpDM", DM, "comment", clean(String.join(", ", shot.words())));
            this.xml.writeEndElement();
        }
        for (int i = 0; i < 5; i++) {
            this.xml.writeEndElement();
        }
    }

    /** On the grid of the nominal rate, which is what NLEs count. */
    private long frames(Mark mark) {
        return Rational.parse(mark.seconds()).times(this.rate).round();
    }

    /** As xmpDM has it: "f25", or "f30000s1001". */
    private String frameRate() {
        return "f" + this.rate.num() + (this.rate.den() == 1 ? "" : "s" + this.rate.den());
    }

    private void start(String prefix, String name, String namespace) throws XMLStreamException {
        this.xml.writeStartElement(prefix, name, namespace);
    }

    private void resource() throws XMLStreamException {
        this.xml.writeAttribute("rdf", RDF, "parseType", "Resource");
    }

    private void value(String prefix, String namespace, String name, String text) throws XMLStreamException {
        this.xml.writeStartElement(prefix, name, namespace);
        this.xml.writeCharacters(text);
        this.xml.writeEndElement();
    }

    /** Without what XML has no way to write. */
    private static String clean(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "�");
    }

}
