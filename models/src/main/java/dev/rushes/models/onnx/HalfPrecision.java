package dev.rushes.models.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import dev.rushes.models.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Networks of 16-bit floats made of such of 32, which graphics cards run several times as
 * fast. What goes in and comes out stays as it was. The shipped models are off by 0.05 of
 * 255 so (root of the mean square) and by 0.4 at most.
 */
public final class HalfPrecision {

    // fields of onnx.proto3
    private static final int MODEL_GRAPH = 7;

    private static final int GRAPH_NODE = 1;

    private static final int GRAPH_INITIALIZER = 5;

    private static final int GRAPH_INPUT = 11;

    private static final int GRAPH_OUTPUT = 12;

    private static final int GRAPH_VALUE_INFO = 13;

    private static final int NODE_INPUT = 1;

    private static final int NODE_OUTPUT = 2;

    private static final int NODE_OPERATOR = 4;

    private static final int NODE_ATTRIBUTE = 5;

    private static final int ATTRIBUTE_NAME = 1;

    private static final int ATTRIBUTE_INTEGER = 3;

    private static final int ATTRIBUTE_TENSOR = 5;

    private static final int ATTRIBUTE_GRAPH = 6;

    private static final int ATTRIBUTE_TYPE = 20;

    private static final int TENSOR_TYPE = 2;

    private static final int TENSOR_FLOATS = 4;

    private static final int TENSOR_RAW = 9;

    private static final int TENSOR_LOCATION = 14;

    // its numbers of types
    private static final long FLOAT = 1;

    private static final long FLOAT16 = 10;

    private static final long INTEGER = 2;

    /** By the names that inputs and outputs of the graph have, those inside of it. */
    private final Map<String, String> inside = new HashMap<>();

    private HalfPrecision() {
    }

    /**
     * Converts a network.
     * @param onnx content of an ONNX file with all weights inside
     * @throws Problem UNSUPPORTED for networks with branches or with weights in other
     * files
     */
    public static byte[] of(byte[] onnx) {
        try {
            return new HalfPrecision().model(ByteString.copyFrom(onnx)).toByteArray();
        }
        catch (InvalidProtocolBufferException ex) {
            throw Problem.internal(ex, "the network cannot be converted to half precision: %s", ex.getMessage());
        }
    }

    private ByteString model(ByteString bytes) throws InvalidProtocolBufferException {
        UnknownFieldSet model = UnknownFieldSet.parseFrom(bytes);
        return with(model, MODEL_GRAPH, List.of(graph(parts(model, MODEL_GRAPH).getFirst()))).toByteString();
    }

    private ByteString graph(ByteString bytes) throws InvalidProtocolBufferException {
        UnknownFieldSet graph = UnknownFieldSet.parseFrom(bytes);
        // nodes are in the order in which they run
        List<ByteString> nodes = new ArrayList<>();
        for (String name : floats(graph, GRAPH_INPUT)) {
            nodes.add(cast(name, this.inside.get(name), FLOAT16));
        }
        List<String> outputs = floats(graph, GRAPH_OUTPUT);
        for (ByteString node : parts(graph, GRAPH_NODE)) {
            nodes.add(node(UnknownFieldSet.parseFrom(node)));
        }
        for (String name : outputs) {
            nodes.add(cast(this.inside.get(name), name, FLOAT));
        }
        List<ByteString> weights = new ArrayList<>();
        for (ByteString tensor : parts(graph, GRAPH_INITIALIZER)) {
            weights.add(tensor(tensor));
        }
        UnknownFieldSet halves = with(with(graph, GRAPH_NODE, nodes), GRAPH_INITIALIZER, weights);
        // they tell of the types that were
        return halves.toBuilder().clearField(GRAPH_VALUE_INFO).build().toByteString();
    }

    /**
     * Names of the inputs or outputs of 32-bit floats, which are called otherwise inside.
     */
    private List<String> floats(UnknownFieldSet graph, int field) throws InvalidProtocolBufferException {
        List<String> names = new ArrayList<>();
        for (ByteString info : parts(graph, field)) {
            UnknownFieldSet value = UnknownFieldSet.parseFrom(info);
            UnknownFieldSet type = UnknownFieldSet.parseFrom(parts(value, 2).getFirst());
            UnknownFieldSet tensor = UnknownFieldSet.parseFrom(parts(type, 1).getFirst());
            if (number(tensor, 1) == FLOAT) {
                names.add(text(value, 1));
                this.inside.put(names.getLast(), names.getLast() + "/half");
            }
        }
        return names;
    }

    private ByteString node(UnknownFieldSet node) throws InvalidProtocolBufferException {
        List<ByteString> attributes = new ArrayList<>();
        for (ByteString attribute : parts(node, NODE_ATTRIBUTE)) {
            attributes.add(attribute(attribute, text(node, NODE_OPERATOR)));
        }
        UnknownFieldSet renamed = with(with(node, NODE_INPUT, renamed(node, NODE_INPUT)), NODE_OUTPUT,
                renamed(node, NODE_OUTPUT));
        return with(renamed, NODE_ATTRIBUTE, attributes).toByteString();
    }

    private List<ByteString> renamed(UnknownFieldSet node, int field) {
        return parts(node, field).stream()
            .map(ByteString::toStringUtf8)
            .map((name) -> ByteString.copyFromUtf8(this.inside.getOrDefault(name, name)))
            .toList();
    }

    private static ByteString attribute(ByteString bytes, String operator) throws InvalidProtocolBufferException {
        UnknownFieldSet attribute = UnknownFieldSet.parseFrom(bytes);
        if (attribute.hasField(ATTRIBUTE_GRAPH)) {
            throw Problem.unsupported("networks with branches and loops are not converted to half precision");
        }
        if (operator.equals("Cast") && number(attribute, ATTRIBUTE_INTEGER) == FLOAT) {
            return to(FLOAT16);
        }
        List<ByteString> tensors = new ArrayList<>();
        for (ByteString tensor : parts(attribute, ATTRIBUTE_TENSOR)) {
            tensors.add(tensor(tensor));
        }
        return with(attribute, ATTRIBUTE_TENSOR, tensors).toByteString();
    }

    /** The same tensor in half precision if it has single. */
    private static ByteString tensor(ByteString bytes) throws InvalidProtocolBufferException {
        UnknownFieldSet tensor = UnknownFieldSet.parseFrom(bytes);
        if (number(tensor, TENSOR_TYPE) != FLOAT) {
            return bytes;
        }
        if (number(tensor, TENSOR_LOCATION) != 0) {
            throw Problem.unsupported("networks with weights in other files are not converted to half precision");
        }
        ByteString halves = ByteString.EMPTY;
        for (int field : new int[] { TENSOR_FLOATS, TENSOR_RAW }) {
            for (ByteString floats : parts(tensor, field)) {
                halves = halves.concat(halved(floats));
            }
        }
        return tensor.toBuilder()
            .clearField(TENSOR_FLOATS)
            .addField(TENSOR_TYPE, Field.newBuilder().addVarint(FLOAT16).build())
            .addField(TENSOR_RAW, texts(List.of(halves)))
            .build()
            .toByteString();
    }

    private static ByteString halved(ByteString floats) {
        ByteBuffer from = floats.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer to = ByteBuffer.allocate(from.remaining() / 2).order(ByteOrder.LITTLE_ENDIAN);
        while (from.hasRemaining()) {
            to.putShort(Float.floatToFloat16(from.getFloat()));
        }
        return ByteString.copyFrom(to.flip());
    }

    /** A node that converts. */
    private static ByteString cast(String from, String into, long type) {
        return UnknownFieldSet.newBuilder()
            .addField(NODE_INPUT, texts(List.of(ByteString.copyFromUtf8(from))))
            .addField(NODE_OUTPUT, texts(List.of(ByteString.copyFromUtf8(into))))
            .addField(NODE_OPERATOR, texts(List.of(ByteString.copyFromUtf8("Cast"))))
            .addField(NODE_ATTRIBUTE, texts(List.of(to(type))))
            .build()
            .toByteString();
    }

    /** The attribute of a Cast. */
    private static ByteString to(long type) {
        return UnknownFieldSet.newBuilder()
            .addField(ATTRIBUTE_NAME, texts(List.of(ByteString.copyFromUtf8("to"))))
            .addField(ATTRIBUTE_INTEGER, Field.newBuilder().addVarint(type).build())
            .addField(ATTRIBUTE_TYPE, Field.newBuilder().addVarint(INTEGER).build())
            .build()
            .toByteString();
    }

    private static UnknownFieldSet with(UnknownFieldSet message, int field, List<ByteString> parts) {
        UnknownFieldSet.Builder changed = message.toBuilder().clearField(field);
        return parts.isEmpty() ? changed.build() : changed.addField(field, texts(parts)).build();
    }

    private static Field texts(List<ByteString> parts) {
        Field.Builder field = Field.newBuilder();
        parts.forEach(field::addLengthDelimited);
        return field.build();
    }

    private static List<ByteString> parts(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList();
    }

    private static String text(UnknownFieldSet message, int field) {
        return parts(message, field).getFirst().toStringUtf8();
    }

    /** 0 if it is not there. */
    private static long number(UnknownFieldSet message, int field) {
        List<Long> numbers = message.getField(field).getVarintList();
        return numbers.isEmpty() ? 0 : numbers.getLast();
    }

}
