package dev.rushes.models.onnx;

import ai.onnxruntime.OnnxJavaType;
import java.util.Locale;

/** What one number of a tensor is; networks with others are not run. */
public enum ElementType {

    /** 32-bit IEEE 754. */
    FLOAT32(4, OnnxJavaType.FLOAT),
    /** 16-bit IEEE 754: 11 bits of precision, up to 65504. */
    FLOAT16(2, OnnxJavaType.FLOAT16),
    /** 0 to 255. */
    UINT8(1, OnnxJavaType.UINT8);

    private final int bytes;

    private final OnnxJavaType type;

    ElementType(int bytes, OnnxJavaType type) {
        this.bytes = bytes;
        this.type = type;
    }

    /** Size of one number. */
    public int bytes() {
        return this.bytes;
    }

    OnnxJavaType type() {
        return this.type;
    }

    /**
     * The one of this name, as model cards have it.
     * @param name "float32", "float16" or "uint8"
     */
    public static ElementType of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

}
