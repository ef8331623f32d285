package dev.rushes.models.tfjs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.models.Problem;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Nodes and weights of a TensorFlow.js graph model, as its two files hold them. */
final class GraphModel {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Node> nodes = new HashMap<>();

    private final Map<String, Weight> weights = new HashMap<>();

    /**
     * A node.
     *
     * @param inputs names of other nodes
     */
    record Node(String name, String operator, List<String> inputs, JsonNode attributes) {

        String text(String attribute) {
            return decoded(this.attributes.path(attribute).path("s"));
        }

        boolean flag(String attribute) {
            return this.attributes.path(attribute).path("b").asBoolean();
        }

        /** Of the two directions of a picture, rows first. */
        long[] ofPicture(String attribute) {
            JsonNode numbers = this.attributes.path(attribute).path("list").path("i");
            return new long[] { numbers.path(1).asLong(1), numbers.path(2).asLong(1) };
        }

        /** What is done after a convolution, in order. */
        List<String> fused() {
            return StreamSupport.stream(this.attributes.path("fused_ops").path("list").path("s").spliterator(), false)
                .map(Node::decoded)
                .toList();
        }

        private static String decoded(JsonNode text) {
            return new String(Base64.getDecoder().decode(text.asText("")), StandardCharsets.US_ASCII);
        }

    }

    /**
     * Numbers that were trained, or integers that say how.
     *
     * @param shape lengths of the dimensions
     * @param numbers the last dimension running fastest
     */
    record Weight(int[] shape, float[] numbers) {

        long[] integers() {
            return IntStream.range(0, this.numbers.length).mapToLong((i) -> (long) this.numbers[i]).toArray();
        }

    }

    /**
     * Reads one.
     * @param json content of {@code model.json}
     * @param bytes the weights that it names, one file behind the other
     * @throws Problem INVALID if they do not belong together
     */
    static GraphModel read(byte[] json, byte[] bytes) {
        GraphModel model = new GraphModel();
        try {
            JsonNode document = JSON.readTree(json);
            for (JsonNode node : document.path("modelTopology").path("node")) {
                model.nodes.put(node.path("name").asText(), new Node(node.path("name").asText(),
                        node.path("op").asText(),
                        StreamSupport.stream(node.path("input").spliterator(), false).map(JsonNode::asText).toList(),
                        node.path("attr")));
            }
            ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (JsonNode group : document.path("weightsManifest")) {
                for (JsonNode weight : group.path("weights")) {
                    model.weights.put(weight.path("name").asText(), weight(weight, numbers));
                }
            }
            return model;
        }
        catch (IOException | BufferUnderflowException ex) {
            throw Problem.invalid("the TensorFlow.js model is broken, or its weights belong to another");
        }
    }

    private static Weight weight(JsonNode weight, ByteBuffer bytes) {
        int[] shape = StreamSupport.stream(weight.path("shape").spliterator(), false)
            .mapToInt(JsonNode::asInt)
            .toArray();
        float[] numbers = new float[IntStream.of(shape).reduce(1, Math::multiplyExact)];
        String type = weight.path("dtype").asText() + weight.path("quantization").path("dtype").asText("");
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = switch (type) {
                case "float32" -> bytes.getFloat();
                case "float32float16" -> Float.float16ToFloat(bytes.getShort());
                case "int32" -> bytes.getInt();
                default -> throw Problem.unsupported("weights of type %s in a TensorFlow.js model", type);
            };
        }
        return new Weight(shape, numbers);
    }

    /**
     * A node by its name.
     * @throws Problem INVALID if there is none
     */
    Node node(String name) {
        Node node = this.nodes.get(name);
        if (node == null) {
            throw Problem.invalid("the TensorFlow.js model has no node \"%s\"", name);
        }
        return node;
    }

    /** The weights of this name, or null. */
    Weight weight(String name) {
        return this.weights.get(name);
    }

}
