package dev.rushes.models.examination;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Writes ONNX files node by node, and wraps nodes around those of another. */
final class OnnxWriter {

    static final int FLOAT = 1;

    static final int UINT8 = 2;

    static final int INT64 = 7;

    static final int FLOAT16 = 10;

    private final List<ByteString> nodes = new ArrayList<>();

    private final List<ByteString> initializers = new ArrayList<>();

    private final List<ByteString> inputs = new ArrayList<>();

    private final List<ByteString> outputs = new ArrayList<>();

    private long irVersion = 8;

    private long opset = 17;

    /** A message that is written field by field. */
    interface Fields {

        void write(CodedOutputStream out) throws IOException;

    }

    static ByteString message(Fields fields) {
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

    OnnxWriter versions(long ir, long set) {
        this.irVersion = ir;
        this.opset = set;
        return this;
    }

    OnnxWriter input(String name, int type, Object... dims) {
        this.inputs.add(value(name, type, dims));
        return this;
    }

    OnnxWriter output(String name, int type, Object... dims) {
        this.outputs.add(value(name, type, dims));
        return this;
    }

    /**
     * @param dims numbers, or names for free ones
     */
    private static ByteString value(String name, int type, Object... dims) {
        ByteString shape = message((out) -> {
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
        ByteString tensor = message((out) -> {
            out.writeEnum(1, type);
            out.writeBytes(2, shape);
        });
        return message((out) -> {
            out.writeString(1, name);
            out.writeBytes(2, message((inner) -> inner.writeBytes(1, tensor)));
        });
    }

    /**
     * @param names inputs with spaces between them, and the output behind "->"
     */
    OnnxWriter node(String kind, String names, ByteString... attributes) {
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

    /** An attribute: a long, a float, longs, a text or a graph. */
    static ByteString attribute(String name, Object value) {
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

    OnnxWriter floats(String name, long[] dims, float... numbers) {
        ByteBuffer raw = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(numbers);
        return initializer(name, FLOAT, dims, ByteString.copyFrom(raw));
    }

    OnnxWriter longs(String name, long... numbers) {
        ByteBuffer raw = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(numbers);
        return initializer(name, INT64, new long[] { numbers.length }, ByteString.copyFrom(raw));
    }

    OnnxWriter initializer(String name, int type, long[] dims, ByteString raw) {
        this.initializers.add(message((out) -> {
            head(out, name, type, dims);
            out.writeBytes(9, raw);
        }));
        return this;
    }

    /**
     * @param where keys and values by turns
     */
    OnnxWriter external(String name, long[] dims, String... where) {
        this.initializers.add(message((out) -> {
            head(out, name, FLOAT, dims);
            for (int i = 0; i < where.length; i += 2) {
                int at = i;
                out.writeBytes(13, message((entry) -> {
                    entry.writeString(1, where[at]);
                    entry.writeString(2, where[at + 1]);
                }));
            }
            out.writeEnum(14, 1);
        }));
        return this;
    }

    private static void head(CodedOutputStream out, String name, int type, long[] dims) throws IOException {
        for (long dim : LongStream.of(dims).toArray()) {
            out.writeInt64(1, dim);
        }
        out.writeEnum(2, type);
        out.writeString(8, name);
    }

    /** Takes over nodes and weights of a file, but not what goes in and comes out. */
    OnnxWriter inside(byte[] file) {
        each(ByteString.copyFrom(file), (field, content) -> {
            if (field == 7) {
                each(content, (part, inner) -> {
                    switch (part) {
                        case 1 -> this.nodes.add(inner);
                        case 5 -> this.initializers.add(inner);
                        default -> {
                        }
                    }
                });
            }
        });
        return this;
    }

    /** What is done with each field that holds a message. */
    private interface Visitor {

        void visit(int field, ByteString content);

    }

    private static void each(ByteString message, Visitor visitor) {
        try {
            CodedInputStream in = message.newCodedInput();
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                    visitor.visit(WireFormat.getTagFieldNumber(tag), in.readBytes());
                }
                else {
                    in.skipField(tag);
                }
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    ByteString graph() {
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

    byte[] bytes() {
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
