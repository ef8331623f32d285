package dev.rushes.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestorerTests {

    private static final int[][] SIZES = { { 1, 1 }, { 2, 1 }, { 1, 90 }, { 90, 1 }, { 3, 5 }, { 31, 33 }, { 101, 47 },
            { 64, 64 }, { 75, 90 } };

    private final PicturePool pool = new PicturePool();

    @AfterEach
    void nothingIsLeftOpen() {
        this.pool.close();
        assertEquals(0, this.pool.live());
    }

    @ParameterizedTest
    @ValueSource(strings = { "tiny-upscale-x2", "tiny-upscale-x3", "tiny-denoise" })
    void tilesGiveWhatThePictureInOnePieceGives(String id) {
        for (int[] size : SIZES) {
            try (Restorer whole = TinyModels.open(id, 1 << 20);
                    Restorer tiled = TinyModels.open(id, 40 * 40);
                    Picture in = Pictures.random(this.pool, size[0], size[1], true, 1);
                    Picture expected = whole.restore(in, 0.1, this.pool);
                    Picture actual = tiled.restore(in, 0.1, this.pool)) {
                assertEquals(size[0] * whole.card().scale(), actual.width());
                assertEquals(size[1] * whole.card().scale(), actual.height());
                assertEquals(0, Pictures.difference(expected.tensor(), actual.tensor()), 1e-4);
                assertEquals(0, Pictures.difference(expected.alpha(), actual.alpha()), 1e-4);
            }
        }
    }

    @Test
    void theInputStaysAsItIs() {
        try (Restorer restorer = TinyModels.open("tiny-upscale-x2", 40 * 40);
                Picture in = Pictures.random(this.pool, 60, 50, true, 1);
                Picture same = Pictures.random(this.pool, 60, 50, true, 1)) {
            restorer.restore(in, 0, this.pool).close();
            assertEquals(0, Pictures.difference(same.tensor(), in.tensor()));
            assertEquals(0, Pictures.difference(same.alpha(), in.alpha()));
        }
    }

    @Test
    void anOddPictureIsContinuedByItsLastRowAndColumn() {
        try (Restorer restorer = TinyModels.open("tiny-denoise", 1 << 20);
                Picture odd = Pictures.random(this.pool, 21, 13, false, 2);
                Picture even = Pictures.paint(this.pool, 22, 14,
                        (c, x, y) -> Pictures.at(odd.plane(c), Math.min(y, 12) * 21L + Math.min(x, 20)));
                Picture oddOut = restorer.restore(odd, 0.1, this.pool);
                Picture evenOut = restorer.restore(even, 0.1, this.pool)) {
            for (int c = 0; c < 3; c++) {
                for (int y = 0; y < 13; y++) {
                    assertEquals(0, Pictures.difference(oddOut.plane(c).asSlice(y * 21L * 4, 21 * 4),
                            evenOut.plane(c).asSlice(y * 22L * 4, 21 * 4)), 1e-6);
                }
            }
        }
    }

    @Test
    void sigmaSteersADenoiserUpToTheCardsMaximum() {
        try (Restorer restorer = TinyModels.open("tiny-denoise", 1 << 20);
                Picture in = Pictures.random(this.pool, 24, 24, false, 3);
                Picture none = restorer.restore(in, 0, this.pool);
                Picture some = restorer.restore(in, 0.1, this.pool);
                Picture most = restorer.restore(in, restorer.card().sigmaMax(), this.pool);
                Picture more = restorer.restore(in, 0.9, this.pool);
                Picture again = restorer.restore(in, 0.1, this.pool)) {
            assertTrue(Pictures.difference(none.tensor(), some.tensor()) > 1e-4);
            assertTrue(Pictures.difference(some.tensor(), most.tensor()) > 1e-4);
            assertEquals(0, Pictures.difference(most.tensor(), more.tensor()));
            assertEquals(0, Pictures.difference(some.tensor(), again.tensor()));
        }
    }

    @Test
    void coloursBeyondBlackAndWhiteSurvive() {
        ModelCard card = TinyModels.card("tiny-upscale-x2");
        try (Restorer restorer = new Restorer(card, Device.CPU, new Enlarger(Long.MAX_VALUE), 40 * 40);
                Picture in = Pictures.paint(this.pool, 50, 60, (c, x, y) -> (x < 25) ? -0.25 : 1.5);
                Picture out = restorer.restore(in, 0, this.pool)) {
            assertEquals(-0.25f, Pictures.at(out.plane(0), 0));
            assertEquals(1.5f, Pictures.at(out.plane(2), 100 * 120 - 1));
        }
    }

    @Test
    void anUpscalerEnlargesOpacityAsGreyAndKeepsItInRange() {
        ModelCard card = TinyModels.card("tiny-upscale-x2");
        try (Restorer restorer = new Restorer(card, Device.CPU, new Enlarger(Long.MAX_VALUE), 40 * 40);
                Picture in = Pictures.random(this.pool, 50, 60, true, 4)) {
            in.alpha().setAtIndex(ValueLayout.JAVA_FLOAT, 0, 1.25f);
            in.alpha().setAtIndex(ValueLayout.JAVA_FLOAT, 49, -0.25f);
            try (Picture out = restorer.restore(in, 0, this.pool)) {
                assertEquals(1f, Pictures.at(out.alpha(), 0));
                assertEquals(0f, Pictures.at(out.alpha(), 99));
                assertEquals(Pictures.at(in.alpha(), 59 * 50 + 20), Pictures.at(out.alpha(), 119 * 100 + 41));
            }
        }
    }

    @Test
    void opaqueStaysOpaqueAndADenoiserLeavesOpacityAlone() {
        try (Restorer upscaler = TinyModels.open("tiny-upscale-x2", 1 << 20);
                Restorer denoiser = TinyModels.open("tiny-denoise", 1 << 20);
                Picture in = Pictures.random(this.pool, 20, 30, true, 5)) {
            try (Picture out = denoiser.restore(in, 0.1, this.pool)) {
                assertEquals(0, Pictures.difference(in.alpha(), out.alpha()));
            }
            Alpha.fill(in.alpha(), 1);
            try (Picture out = upscaler.restore(in, 0, this.pool)) {
                for (long i = 0; i < 40 * 60; i++) {
                    assertEquals(1f, Pictures.at(out.alpha(), i));
                }
            }
        }
    }

    @Test
    void severalThreadsMayRestoreAtOnce() throws Exception {
        try (Restorer restorer = TinyModels.open("tiny-denoise", 40 * 40);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Double>> differences = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int seed = t;
                differences.add(threads.submit(() -> {
                    // sizes and sigmas differ, so that borrowed buffers have to change
                    // hands
                    try (Picture in = Pictures.random(this.pool, 61 + seed % 2, 53, false, seed);
                            Restorer own = TinyModels.open("tiny-denoise", 1 << 20);
                            Picture expected = own.restore(in, seed / 50.0, this.pool)) {
                        double worst = 0;
                        for (int i = 0; i < 5; i++) {
                            try (Picture out = restorer.restore(in, seed / 50.0, this.pool)) {
                                worst = Math.max(worst, Pictures.difference(expected.tensor(), out.tensor()));
                            }
                        }
                        return worst;
                    }
                }));
            }
            for (Future<Double> difference : differences) {
                assertEquals(0, difference.get(), 1e-4);
            }
        }
    }

    @Test
    void tilesShrinkUntilTheDevicesMemorySufficesAndStaySmall() {
        ModelCard card = TinyModels.card("tiny-upscale-x2");
        Enlarger network = new Enlarger(2000);
        try (Restorer restorer = new Restorer(card, Device.CPU, network, 1 << 20);
                Picture in = Pictures.random(this.pool, 120, 100, false, 6)) {
            long before = restorer.workingBytes(120, 100);
            try (Picture out = restorer.restore(in, 0, this.pool)) {
                assertEquals(Pictures.at(in.plane(1), 77 * 120 + 33), Pictures.at(out.plane(1), 155 * 240 + 66));
            }
            int refusals = network.refusals();
            assertTrue(refusals > 0);
            restorer.restore(in, 0, this.pool).close();
            assertEquals(refusals, network.refusals());
            assertTrue(restorer.workingBytes(120, 100) < before);
        }
    }

    @Test
    void whenEvenSmallTilesDoNotFitItIsExhausted() {
        ModelCard card = TinyModels.card("tiny-upscale-x2");
        try (Restorer restorer = new Restorer(card, Device.CPU, new Enlarger(10), 1 << 20);
                Picture in = Pictures.random(this.pool, 120, 100, true, 6)) {
            Problem problem = assertThrows(Problem.class, () -> restorer.restore(in, 0, this.pool));
            assertSame(Problem.Kind.EXHAUSTED, problem.kind());
        }
    }

    @Test
    void aFrameThatFitsIsReadAndWrittenInPlace() {
        ModelCard card = TinyModels.card("tiny-upscale-x2");
        Enlarger network = new Enlarger(Long.MAX_VALUE);
        try (Restorer restorer = new Restorer(card, Device.CPU, network, 1 << 20);
                Picture in = Pictures.random(this.pool, 120, 100, false, 6);
                Picture out = restorer.restore(in, 0, this.pool)) {
            MemorySegment read = network.lastInput();
            assertEquals(in.tensor().address(), read.address());
            assertEquals(out.tensor().address(), network.lastOutput().address());
        }
    }

}
