package dev.rushes.models.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Writes ONNX files node by node: opset 17 unless told otherwise. */
public final class OnnxWriter {

    // its numbers of types
    public static final int FLOAT = 1;

    public static final int UINT8 = 2;

    public static final int INT64 = 7;

    public static final int FLOAT16 = 10;

    private final List<ByteString> nodes = new ArrayList<>();

    private final List<ByteString> initializers = new ArrayList<>();

    private final List<ByteString> inputs = new ArrayList<>();

    private final List<ByteString> outputs = new ArrayList<>();

    private long irVersion = 8;

    private long opset = 17;

    /** A message that is written field by field. */
    public interface Fields {

        void write(CodedOutputStream out) throws IOException;

    }

    /** A protocol buffer message. */
    public static ByteString message(Fields fields) {
        ByteString.Output bytes = ByteString.newOutput();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.write(out);
            out.flush();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return bytes.toByteString();
    }

    /** Says which versions of format and operators it has. */
    public OnnxWriter versions(long ir, long set) {
        this.irVersion = ir;
        this.opset = set;
        return this;
    }

    /**
     * An input of the graph.
     * @param dims numbers, or names for free ones
     */
    public OnnxWriter input(String name, int type, Object... dims) {
        this.inputs.add(value(name, type, dims));
        return this;
    }

    /**
     * An output of the graph.
     * @param dims numbers, or names for free ones
     */
    public OnnxWriter output(String name, int type, Object... dims) {
        this.outputs.add(value(name, type, dims));
        return this;
    }

    /** An output of any shape. */
    public OnnxWriter output(String name, int type) {
        this.outputs.add(value(name, type, (Object[]) null));
        return this;
    }

    private static ByteString value(String name, int type, Object... dims) {
        ByteString tensor = message((out) -> {
            out.writeEnum(1, type);
            if (dims != null) {
                out.writeBytes(2, shape(dims));
            }
        });
        return message((out) -> {
            out.writeString(1, name);
            out.writeBytes(2, message((inner) -> inner.writeBytes(1, tensor)));
        });
    }

    private static ByteString shape(Object... dims) {
        return message((out) -> {
            for (Object dim : dims) {
                out.writeBytes(1, message((one) -> {
                    if (dim instanceof Integer length) {
                        one.writeInt64(1, length);
                    }
                    else {
                        one.writeString(2, (String) dim);
                    }
                }));
            }
        });
    }

    /**
     * A node, in the order in which they run.
     * @param names inputs with spaces between them, and the output behind "->"
     */
    public OnnxWriter node(String kind, String names, ByteString... attributes) {
        String[] sides = names.split("->");
        this.nodes.add(message((out) -> {
            for (String input : sides[0].strip().split(" +")) {
                if (!input.isEmpty()) {
                    out.writeString(1, input);
                }
            }
            for (String output : sides[1].strip().split(" +")) {
                out.writeString(2, output);
            }
            out.writeString(4, kind);
            for (ByteString attribute : attributes) {
                out.writeBytes(5, attribute);
            }
        }));
        return this;
    }

    /** An attribute: an integer, longs, a text or a graph. */
    public static ByteString attribute(String name, Object value) {
        return message((out) -> {
            out.writeString(1, name);
            switch (value) {
                case Integer number -> {
                    out.writeInt64(3, number);
                    out.writeEnum(20, 2);
                }
                case String text -> {
                    out.writeString(4, text);
                    out.writeEnum(20, 3);
                }
                case ByteString graph -> {
                    out.writeBytes(6, graph);
                    out.writeEnum(20, 5);
                }
                case long[] numbers -> {
                    for (long number : numbers) {
                        out.writeInt64(8, number);
                    }
                    out.writeEnum(20, 7);
                }
                default -> throw new IllegalArgumentException(String.valueOf(value));
            }
        });
    }

    /** Weights of 32-bit floats. */
    public OnnxWriter floats(String name, long[] dims, float... numbers) {
        ByteBuffer raw = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(numbers);
        return initializer(name, FLOAT, dims, ByteString.copyFrom(raw));
    }

    /** A list of 64-bit integers. */
    public OnnxWriter longs(String name, long... numbers) {
        ByteBuffer raw = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(numbers);
        return initializer(name, INT64, new long[] { numbers.length }, ByteString.copyFrom(raw));
    }

    /** A tensor of any type, little-endian. */
    public OnnxWriter initializer(String name, int type, long[] dims, ByteString raw) {
        this.initializers.add(message((out) -> {
            head(out, name, type, dims);
            out.writeBytes(9, raw);
        }));
        return this;
    }

    /** How a tensor's message begins: dimensions, type and name. */
    public static void head(CodedOutputStream out, String name, int type, long[] dims) throws IOException {
        for (long dim : LongStream.of(dims).toArray()) {
            out.writeInt64(1, dim);
        }
        out.writeEnum(2, type);
        out.writeString(8, name);
    }

    /** A node that is written already. */
    public OnnxWriter node(ByteString node) {
        this.nodes.add(node);
        return this;
    }

    /** A tensor that is written already. */
    public OnnxWriter initializer(ByteString tensor) {
        this.initializers.add(tensor);
        return this;
    }

    /** The graph alone, as attributes of nodes hold it. */
    public ByteString graph() {
        return message((out) -> {
            for (ByteString node : this.nodes) {
                out.writeBytes(1, node);
            }
            out.writeString(2, "graph");
            for (ByteString initializer : this.initializers) {
                out.writeBytes(5, initializer);
            }
            for (ByteString input : this.inputs) {
                out.writeBytes(11, input);
            }
            for (ByteString output : this.outputs) {
                out.writeBytes(12, output);
            }
        });
    }

    /** The file. */
    public byte[] bytes() {
        return message((out) -> {
            out.writeInt64(1, this.irVersion);
            out.writeBytes(7, graph());
            out.writeBytes(8, message((set) -> {
                set.writeString(1, "");
                set.writeInt64(2, this.opset);
            }));
        }).toByteArray();
    }

}
