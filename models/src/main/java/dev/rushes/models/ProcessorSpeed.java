package dev.rushes.models;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import java.util.List;

import dev.rushes.models.onnx.OnnxNetwork;
import dev.rushes.models.onnx.Provider;
import dev.rushes.models.onnx.Tensor;

/**
 * What this machine's processor can do at best: the product of two square matrices in
 * 32-bit floats (SGEMM) by the same library that runs the models.
 */
public final class ProcessorSpeed {

    /** y = a · b, as an ONNX file. */
    private static final byte[] PRODUCT = HexFormat.of()
        .parseHex("080812003a610a110a01610a016212017922064d61744d756c1201675a170a016112120a100801120c0a0208010a02"
                + "08010a000a005a170a016212120a100801120c0a0208010a0208010a000a0062170a017912120a100801120c0a0208"
                + "010a0208010a000a0042040a00100d");

    private static final int SIDE = 1024;

    private ProcessorSpeed() {
    }

    /**
     * Measures for a while.
     * @param threads that share the arithmetic
     * @param seconds how long, after a warm-up
     * @return 10^9 floating-point operations a second, a multiply-add counted as two
     */
    public static double gigaflops(int threads, double seconds) {
        try (Arena arena = Arena.ofShared(); OnnxNetwork product = OnnxNetwork.load(PRODUCT, Provider.CPU, threads)) {
            List<Tensor> factors = List.of(matrix("a", arena), matrix("b", arena));
            Tensor result = matrix("y", arena);
            product.run(factors, result);
            long runs = 0;
            long start = System.nanoTime();
            double passed;
            do {
                product.run(factors, result);
                runs++;
                passed = (System.nanoTime() - start) / 1e9;
            }
            while (passed < seconds);
            return 2.0 * SIDE * SIDE * SIDE * runs / passed / 1e9;
        }
    }

    private static Tensor matrix(String name, Arena arena) {
        MemorySegment data = arena.allocate((long) SIDE * SIDE * Float.BYTES, 64);
        for (int i = 0; i < SIDE * SIDE; i++) {
            data.setAtIndex(ValueLayout.JAVA_FLOAT, i, i % 7 / 7f);
        }
        return new Tensor(name, data, 1, SIDE, SIDE);
    }

}
