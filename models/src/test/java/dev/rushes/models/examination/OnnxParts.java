package dev.rushes.models.examination;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.rushes.models.onnx.OnnxWriter;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Parts of ONNX files as nobody but an examination meets them. */
final class OnnxParts {

    private OnnxParts() {
    }

    /**
     * Weights that lie in another file.
     * @param where keys and values by turns
     */
    static ByteString external(String name, long[] dims, String... where) {
        return OnnxWriter.message((out) -> {
            OnnxWriter.head(out, name, OnnxWriter.FLOAT, dims);
            for (int i = 0; i < where.length; i += 2) {
                int at = i;
                out.writeBytes(13, OnnxWriter.message((entry) -> {
                    entry.writeString(1, where[at]);
                    entry.writeString(2, where[at + 1]);
                }));
            }
            out.writeEnum(14, 1);
        });
    }

    /** Nodes and weights of a file, but not what goes in and comes out. */
    static OnnxWriter inside(byte[] file) {
        OnnxWriter writer = new OnnxWriter();
        each(ByteString.copyFrom(file), (field, content) -> {
            if (field == 7) {
                each(content, (part, inner) -> {
                    switch (part) {
                        case 1 -> writer.node(inner);
                        case 5 -> writer.initializer(inner);
                        default -> {
                        }
                    }
                });
            }
        });
        return writer;
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

}
