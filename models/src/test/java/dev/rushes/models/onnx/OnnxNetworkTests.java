package dev.rushes.models.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import dev.rushes.models.Problem;
import java.lang.foreign.Arena;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxNetworkTests {

    @Test
    void whatIsNoNetworkIsRefused() {
        Problem problem = assertThrows(Problem.class, () -> OnnxNetwork.load(new byte[] { 1, 2, 3 }, Provider.CPU, 1));
        assertEquals(Problem.Kind.INTERNAL, problem.kind());
    }

    @Test
    void aTensorWhoseBytesDoNotMatchItsShapeIsRefused() {
        try (Arena arena = Arena.ofConfined()) {
            assertThrows(IllegalArgumentException.class, () -> new Tensor("x", arena.allocate(16), 3, 1, 1));
        }
    }

    @Test
    void inputsThatTheNetworkDoesNotHaveAreRefused() throws Exception {
        byte[] onnx;
        try (var file = Problem.class.getResourceAsStream("tiny/tiny-upscale-x2.onnx")) {
            onnx = file.readAllBytes();
        }
        try (Arena arena = Arena.ofConfined(); OnnxNetwork network = OnnxNetwork.load(onnx, Provider.CPU, 1)) {
            Tensor in = new Tensor("nonsense", arena.allocate(3 * 4 * 4 * 4), 3, 4, 4);
            Tensor out = new Tensor("output", arena.allocate(3 * 8 * 8 * 4), 3, 8, 8);
            Problem problem = assertThrows(Problem.class, () -> network.run(List.of(in), out));
            assertEquals(Problem.Kind.INTERNAL, problem.kind());
            assertTrue(problem.getMessage().contains("nonsense"), problem.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "Failed to allocate memory for requested buffer of size 68719476736",
            "Non-zero status code returned while running Conv node. bad allocation", "std::bad_alloc",
            "CUDA failure 2: out of memory ; GPU=0", "CUBLAS_STATUS_ALLOC_FAILED" })
    void wantOfMemoryIsToldFromOtherTrouble(String message) {
        assertEquals(Problem.Kind.EXHAUSTED, OnnxNetwork.translate(new OrtException(message), "run").kind());
        assertEquals(Problem.Kind.INTERNAL, OnnxNetwork.translate(new OrtException("no kernel"), "run").kind());
    }

}
