package dev.rushes.models.examination;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.rushes.models.Problem;
import java.io.IOException;

/**
 * Puts numbers that lie in other files into the ONNX file itself, so that a model is one
 * file with one checksum and nothing that is run later names other files.
 */
final class Folding {

    private final ExternalData data;

    Folding(ExternalData data) {
        this.data = data;
    }

    /** The same file with all numbers inside. */
    ByteString fold(ByteString file) {
        try {
            return fold(Part.MODEL, file);
        }
        catch (IOException ex) {
            throw Problem.media("it cannot be read: %s", ex.getMessage());
        }
    }

    private ByteString fold(Part part, ByteString message) throws IOException {
        if (part == Part.TENSOR) {
            TensorHead head = TensorHead.read(message);
            return head.external() ? within(message, this.data.of(head)) : message;
        }
        CodedInputStream in = message.newCodedInput();
        in.enableAliasing(true);
        ByteString folded = ByteString.EMPTY;
        int start = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            Part inner = part.of(WireFormat.getTagFieldNumber(tag));
            if (inner != null && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                folded = folded.concat(field(tag, fold(inner, in.readBytes())));
            }
            else {
                in.skipField(tag);
                folded = folded.concat(message.substring(start, in.getTotalBytesRead()));
            }
            start = in.getTotalBytesRead();
        }
        return folded;
    }

    /**
     * A tensor with its numbers as raw_data, which is little-endian as data files are.
     */
    private static ByteString within(ByteString tensor, ByteString numbers) throws IOException {
        CodedInputStream in = tensor.newCodedInput();
        ByteString folded = ByteString.EMPTY;
        int start = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            in.skipField(tag);
            int field = WireFormat.getTagFieldNumber(tag);
            if (field != TensorHead.EXTERNAL_DATA && field != TensorHead.DATA_LOCATION
                    && field != TensorHead.RAW_DATA) {
                folded = folded.concat(tensor.substring(start, in.getTotalBytesRead()));
            }
            start = in.getTotalBytesRead();
        }
        int tag = (TensorHead.RAW_DATA << 3) | WireFormat.WIRETYPE_LENGTH_DELIMITED;
        return folded.concat(field(tag, numbers));
    }

    private static ByteString field(int tag, ByteString content) throws IOException {
        ByteString.Output head = ByteString.newOutput();
        CodedOutputStream out = CodedOutputStream.newInstance(head);
        out.writeUInt32NoTag(tag);
        out.writeUInt32NoTag(content.size());
        out.flush();
        return head.toByteString().concat(content);
    }

}
