package dev.rushes.workers.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;

import dev.rushes.models.Problem;

/** Reads one small YAML or JSON document into nodes. */
final class NodeReader {

    /** Far deeper than any recipe, far shallower than the stack. */
    private static final int DEEPEST = 16;

    private static final JsonFactory JSON = JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .build();

    private static final YAMLFactory YAML = YAMLFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .build();

    private final JsonParser parser;

    private final String name;

    private NodeReader(JsonParser parser, String name) {
        this.parser = parser;
        this.name = name;
    }

    /**
     * Reads a document.
     * @param name the file's, for sentences; one that ends in ".json" is JSON, all else
     * is YAML
     * @throws Problem INVALID with file and line
     */
    static Node read(String text, String name) {
        return read(text, name, name.endsWith(".json"));
    }

    /**
     * Reads what was a field of a JSON document.
     * @param field its name, with which all paths begin
     * @throws Problem INVALID with the field
     */
    static Node field(String json, String field) {
        return read(json, field, true);
    }

    private static Node read(String text, String name, boolean json) {
        try (JsonParser parser = (json ? JSON : YAML).createParser(text)) {
            NodeReader reader = new NodeReader(parser, name);
            if (parser.nextToken() == null) {
                throw Problem.invalid("%s is empty", name);
            }
            Node root = reader.node(1, name);
            if (parser.nextToken() != null) {
                throw reader.refuse("there is a second document; a recipe is one");
            }
            return root;
        }
        catch (JsonProcessingException wrong) {
            int line = (wrong.getLocation() != null) ? wrong.getLocation().getLineNr() : 1;
            throw Problem.invalid("%s line %d: not %s: %s", name, line, json ? "JSON" : "YAML",
                    json ? JsonFault.of(wrong) : Json.sentence(wrong.getOriginalMessage()));
        }
        catch (IOException impossible) {
            throw new IllegalStateException("reading a string", impossible);
        }
    }

    private Node node(int depth, String path) throws IOException {
        int line = line();
        if (depth > DEEPEST) {
            throw refuse("nested too deep");
        }
        if (this.parser instanceof YAMLParser yaml && (yaml.isCurrentAlias() || yaml.getObjectId() != null)) {
            // an alias can stand for a billion nodes
            throw refuse("anchors (&) and aliases (*) are not allowed");
        }
        return switch (this.parser.currentToken()) {
            case START_OBJECT -> new Node(fields(depth, path), line, path);
            case START_ARRAY -> new Node(items(depth, path), line, path);
            case VALUE_NUMBER_INT -> new Node(this.parser.getNumberValue(), line, path);
            case VALUE_NUMBER_FLOAT -> new Node(this.parser.getDoubleValue(), line, path);
            case VALUE_TRUE -> new Node(true, line, path);
            case VALUE_FALSE -> new Node(false, line, path);
            case VALUE_NULL -> new Node(null, line, path);
            default -> new Node(this.parser.getText(), line, path);
        };
    }

    private Map<String, Node> fields(int depth, String path) throws IOException {
        Map<String, Node> fields = new LinkedHashMap<>();
        while (this.parser.nextToken() != JsonToken.END_OBJECT) {
            String field = this.parser.currentName();
            this.parser.nextToken();
            fields.put(field, node(depth + 1, path + "." + field));
        }
        return fields;
    }

    private List<Node> items(int depth, String path) throws IOException {
        List<Node> items = new ArrayList<>();
        while (this.parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(depth + 1, "%s[%d]".formatted(path, items.size())));
        }
        return items;
    }

    private int line() {
        return this.parser.currentTokenLocation().getLineNr();
    }

    private Problem refuse(String why) {
        return Problem.invalid("%s line %d: %s", this.name, line(), why);
    }

}
