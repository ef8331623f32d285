package dev.rushes.models.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An input or output of a network as its file declares it.
 *
 * @param name of it
 * @param element type of its numbers, or null if it is none that can be run
 * @param type in words: "float32", "float16", "uint8", or another that pictures do not
 * come in, such as "int64"; "sequence" or "map" for what is no tensor
 * @param shape lengths of its dimensions, {@link #FREE} for one that is free; empty for
 * what is no tensor
 */
public record Port(String name, ElementType element, String type, List<Long> shape) {

    /** Length of a dimension that is free. */
    public static final long FREE = -1;

    static Port of(NodeInfo info) {
        if (info.getInfo() instanceof TensorInfo tensor) {
            ElementType element = Arrays.stream(ElementType.values())
                .filter((known) -> known.type() == tensor.type)
                .findFirst()
                .orElse(null);
            return new Port(info.getName(), element, word(tensor.type),
                    Arrays.stream(tensor.getShape()).map((length) -> Math.max(FREE, length)).boxed().toList());
        }
        String kind = info.getInfo().getClass().getSimpleName().replace("Info", "");
        return new Port(info.getName(), null, kind.toLowerCase(Locale.ROOT), List.of());
    }

    private static String word(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> "float32";
            case DOUBLE -> "float64";
            default -> type.name().toLowerCase(Locale.ROOT);
        };
    }

    /** Number of dimensions. */
    public int rank() {
        return this.shape.size();
    }

    /** Such as {@code "input" (float32 [1, 3, ?, ?])}; names are cut to 60 characters. */
    public String describe() {
        return "\"%.60s\" (%s%s)".formatted(this.name, this.type,
                this.shape.stream()
                    .limit(8)
                    .map((length) -> (length == FREE) ? "?" : String.valueOf(length))
                    .collect(Collectors.joining(", ", " [", "]")));
    }

}
