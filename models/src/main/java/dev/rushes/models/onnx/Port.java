package dev.rushes.models.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An input or output as a network declares it.
 *
 * @param name in the network
 * @param element type of its numbers, or null if it is none that can be run
 * @param type in words, such as "float16" or "int64"
 * @param shape length of each dimension, -1 for one that is free; null if it is no tensor
 */
public record Port(String name, ElementType element, String type, List<Long> shape) {

    /** Length of a dimension that is free. */
    public static final long FREE = -1;

    static Port of(NodeInfo node) {
        if (!(node.getInfo() instanceof TensorInfo tensor)) {
            return new Port(node.getName(), null, "no tensor", null);
        }
        ElementType element = Arrays.stream(ElementType.values())
            .filter((known) -> known.type() == tensor.type)
            .findFirst()
            .orElse(null);
        String type = (element != null) ? element.name() : tensor.type.name();
        return new Port(node.getName(), element, type.toLowerCase(Locale.ROOT),
                Arrays.stream(tensor.getShape()).boxed().toList());
    }

}
