package dev.rushes.models.examination;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.rushes.models.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an ONNX file says of itself before anything of it is run. */
final class Anatomy {

    /** Graphs lie in attributes of nodes of graphs; nobody's are deeper than a few. */
    static final int DEEPEST = 100;

    private static final int MOST_OPSETS = 1000;

    private long irVersion;

    private final Map<String, Long> opsets = new TreeMap<>();

    private final List<TensorHead> external = new ArrayList<>();

    private long parameters;

    private long nodes;

    private Anatomy() {
    }

    /**
     * Reads all of a file but its numbers.
     * @throws Problem MEDIA if it is no ONNX file
     */
    static Anatomy read(ByteString file) {
        Anatomy anatomy = new Anatomy();
        try {
            anatomy.walk(Part.MODEL, file, 0);
        }
        catch (InvalidProtocolBufferException ex) {
            throw Problem.media("it is truncated, damaged or no ONNX file (%s)", firstLine(ex));
        }
        catch (IOException ex) {
            throw Problem.media("it cannot be read: %s", ex.getMessage());
        }
        if (anatomy.irVersion == 0 || anatomy.nodes == 0) {
            throw Problem.media("it is no ONNX file: it has no %s", (anatomy.irVersion == 0) ? "version" : "graph");
        }
        return anatomy;
    }

    private static String firstLine(IOException ex) {
        return String.valueOf(ex.getMessage()).split("[.:\n]", 2)[0];
    }

    private void walk(Part part, ByteString message, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw Problem.media("its graphs are nested more than %d deep", DEEPEST);
        }
        CodedInputStream in = message.newCodedInput();
        in.enableAliasing(true);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            boolean text = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            Part inner = part.of(field);
            if (inner == Part.TENSOR && text) {
                tensor(TensorHead.read(in.readBytes()));
            }
            else if (inner != null && text) {
                this.nodes += (inner == Part.NODE) ? 1 : 0;
                walk(inner, in.readBytes(), depth + 1);
            }
            else if (part == Part.MODEL && field == 1 && !text) {
                this.irVersion = in.readInt64();
            }
            else if (part == Part.MODEL && field == 8 && text) {
                opset(in.readBytes());
            }
            else {
                in.skipField(tag);
            }
        }
    }

    private void opset(ByteString message) throws IOException {
        CodedInputStream in = message.newCodedInput();
        String domain = "";
        long version = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> domain = in.readString();
                case 2 -> version = in.readInt64();
                default -> in.skipField(tag);
            }
        }
        if (this.opsets.size() < MOST_OPSETS) {
            this.opsets.put(domain.equals("ai.onnx") ? "" : domain, version);
        }
    }

    private void tensor(TensorHead tensor) {
        long sum = this.parameters + tensor.weights();
        this.parameters = (sum < 0) ? Long.MAX_VALUE : sum;
        if (tensor.external()) {
            this.external.add(tensor);
        }
    }

    long irVersion() {
        return this.irVersion;
    }

    /** Version of ONNX's own operators, 0 if it names none. */
    long opset() {
        return this.opsets.getOrDefault("", 0L);
    }

    /** Sets of operators by domain, ONNX's own as "". */
    Map<String, Long> opsets() {
        return this.opsets;
    }

    /** Trained numbers. */
    long parameters() {
        return this.parameters;
    }

    /** Tensors whose numbers lie in other files. */
    List<TensorHead> external() {
        return this.external;
    }

}
