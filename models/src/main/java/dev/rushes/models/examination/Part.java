package dev.rushes.models.examination;

import java.util.Map;

/**
 * The messages of an ONNX file in which tensors may lie, and the numbers of the fields by
 * which they contain each other (onnx.proto3). Whatever is not named here is passed over.
 */
enum Part {

    MODEL, GRAPH, NODE, ATTRIBUTE, TENSOR, SPARSE_TENSOR, FUNCTION, TRAINING;

    /** What a field of this message holds, or null. */
    Part of(int field) {
        return inside().get(field);
    }

    private Map<Integer, Part> inside() {
        return switch (this) {
            case MODEL -> Map.of(7, GRAPH, 20, TRAINING, 25, FUNCTION);
            case GRAPH -> Map.of(1, NODE, 5, TENSOR, 15, SPARSE_TENSOR);
            case NODE -> Map.of(5, ATTRIBUTE);
            case ATTRIBUTE -> Map.of(5, TENSOR, 6, GRAPH, 10, TENSOR, 11, GRAPH, 22, SPARSE_TENSOR, 23, SPARSE_TENSOR);
            case SPARSE_TENSOR -> Map.of(1, TENSOR, 2, TENSOR);
            case FUNCTION -> Map.of(7, NODE, 11, ATTRIBUTE);
            case TRAINING -> Map.of(1, GRAPH, 2, GRAPH);
            case TENSOR -> Map.of();
        };
    }

}
