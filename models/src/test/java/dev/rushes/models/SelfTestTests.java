package dev.rushes.models;

import dev.rushes.models.onnx.HalfPrecision;
import dev.rushes.models.onnx.Network;
import dev.rushes.models.onnx.OnnxNetwork;
import dev.rushes.models.onnx.Provider;
import dev.rushes.models.onnx.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Devices that are broken in the ways that real ones are. */
class SelfTestTests {

    private static final long TILE = 1 << 20;

    @ParameterizedTest
    @ValueSource(strings = { "upscale-x2-fast", "denoise-fast" })
    void whoComputesLikeTheProcessorIsTrusted(String id) {
        assertDoesNotThrow(() -> check(id, (value) -> value + 0.4 / 255));
    }

    /** As on a card, but by the processor. */
    @ParameterizedTest
    @ValueSource(
            strings = { "upscale-x2-fast", "upscale-x2-camera", "upscale-x4-fast", "denoise-fast", "denoise-temporal" })
    void halfPrecisionIsTrusted(String id) {
        ModelCard card = Models.shipped().card(id);
        byte[] onnx = Shelf.ofClassPath(Models.class, "catalogue").bytes(card.file());
        byte[] halves = HalfPrecision.of(onnx);
        assertTrue(halves.length < 0.6 * onnx.length, halves.length + " bytes");
        try (Model right = Models.shipped().open(card, Device.CPU, 1);
                Restorer half = new Restorer(card, Device.CPU, OnnxNetwork.load(halves, Provider.CPU, 1), TILE)) {
            assertDoesNotThrow(() -> SelfTest.check(half, (Restorer) right));
            Problem exact = assertThrows(Problem.class, () -> SelfTest.check(half, (Restorer) right, 0.001 / 255));
            assertTrue(exact.getMessage().contains("off by 0."), exact.getMessage());
        }
    }

    @Test
    void whatIsNoNetworkIsNotConverted() {
        assertEquals(Problem.Kind.INTERNAL,
                assertThrows(Problem.class, () -> HalfPrecision.of(new byte[] { 1, 2, 3 })).kind());
    }

    @Test
    void blackIsRefused() {
        Problem refused = refused((_) -> 0);
        assertTrue(refused.getMessage().contains("computes the model upscale-x2-fast wrongly"), refused.getMessage());
        assertTrue(refused.getMessage().contains("choose --device cpu"), refused.getMessage());
    }

    @Test
    void whatIsNoNumberIsRefused() {
        Problem refused = refused((value) -> (value > 0.9) ? Double.NaN : value);
        assertTrue(refused.getMessage().contains("what it gives is no number"), refused.getMessage());
        assertTrue(refused((_) -> Double.POSITIVE_INFINITY).getMessage().contains("off by"));
    }

    @Test
    void aLittleWrongIsRefused() {
        Problem refused = refused((value) -> value - 0.6 / 255);
        assertTrue(refused.getMessage().contains("its result is off by 0.6 of 255"), refused.getMessage());
    }

    private static Problem refused(DoubleUnaryOperator fault) {
        Problem refused = assertThrows(Problem.class, () -> check("upscale-x2-fast", fault));
        assertEquals(Problem.Kind.UNSUPPORTED, refused.kind());
        return refused;
    }

    private static void check(String id, DoubleUnaryOperator fault) {
        ModelCard card = Models.shipped().card(id);
        try (Model right = Models.shipped().open(card, Device.CPU, 1);
                Restorer doubtful = new Restorer(card, Device.CPU, new Faulty((Restorer) right, fault), TILE)) {
            SelfTest.check(doubtful, (Restorer) right);
        }
    }

    /** The real network, whose results are spoilt. */
    private record Faulty(Restorer real, DoubleUnaryOperator fault) implements Network {

        @Override
        public void run(List<Tensor> inputs, Tensor output) {
            this.real.network().run(inputs, output);
            MemorySegment memory = output.data();
            for (long i = 0; i < memory.byteSize() / Float.BYTES; i++) {
                memory.setAtIndex(ValueLayout.JAVA_FLOAT, i,
                        (float) this.fault.applyAsDouble(memory.getAtIndex(ValueLayout.JAVA_FLOAT, i)));
            }
        }

        @Override
        public void close() {
            // the real one belongs to somebody else
        }

    }

}
