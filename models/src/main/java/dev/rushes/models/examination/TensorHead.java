package dev.rushes.models.examination;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a file says of one tensor.
 *
 * @param count of its numbers, {@link Long#MAX_VALUE} if that is no sensible number
 * @param type as onnx.proto3 counts them, 1 for float32
 * @param external whether its numbers lie in another file
 * @param where entries such as location, offset and length of that file
 */
record TensorHead(long count, int type, boolean external, Map<String, String> where) {

    static final int DIMS = 1;

    static final int DATA_TYPE = 2;

    static final int RAW_DATA = 9;

    static final int EXTERNAL_DATA = 13;

    static final int DATA_LOCATION = 14;

    /** float32, uint8, int8, float16, float64, bfloat16 and the short floats. */
    private static final Set<Integer> OF_WEIGHTS = Set.of(1, 2, 3, 10, 11, 16, 17, 18, 19, 20);

    static TensorHead read(ByteString message) throws IOException {
        CodedInputStream in = message.newCodedInput();
        in.enableAliasing(true);
        long count = 1;
        int type = 0;
        boolean external = false;
        Map<String, String> where = new HashMap<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            boolean text = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            switch (field) {
                case DIMS -> {
                    CodedInputStream packed = text ? in.readBytes().newCodedInput() : in;
                    do {
                        count = times(count, packed.readInt64());
                    }
                    while (text && !packed.isAtEnd());
                }
                case DATA_TYPE -> type = in.readEnum();
                case DATA_LOCATION -> external = in.readEnum() == 1;
                case EXTERNAL_DATA -> {
                    String[] entry = entry(in.readBytes());
                    where.put(entry[0], entry[1]);
                }
                default -> in.skipField(tag);
            }
        }
        return new TensorHead(count, type, external, where);
    }

    /** A StringStringEntryProto. */
    static String[] entry(ByteString message) throws IOException {
        CodedInputStream in = message.newCodedInput();
        String[] entry = { "", "" };
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            if (field == 1 || field == 2) {
                entry[field - 1] = in.readString();
            }
            else {
                in.skipField(tag);
            }
        }
        return entry;
    }

    /** Trained numbers in it: shapes and indices, which are whole, are none. */
    long weights() {
        return OF_WEIGHTS.contains(this.type) ? this.count : 0;
    }

    private static long times(long count, long length) {
        return (length < 0 || (length > 0 && count > Long.MAX_VALUE / length)) ? Long.MAX_VALUE : count * length;
    }

}
