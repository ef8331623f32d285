package dev.rushes.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same weights in another form make the same picture. */
class FeedingTests {

    private static final int[][] SIZES = { { 1, 1 }, { 2, 1 }, { 1, 61 }, { 61, 1 }, { 3, 5 }, { 31, 33 }, { 71, 47 },
            { 24, 16 }, { 64, 64 } };

    private static final long[] TILES = { 1 << 20, 24 * 24 };

    private static final double FLOAT = 1e-5;

    private static final double HALF = 2e-3;

    private static final double BYTE = 1.0 / 255;

    private static final double SIGMA = 0.125;

    private final PicturePool pool = new PicturePool();

    @AfterEach
    void nothingIsLeftOpen() {
        this.pool.close();
        assertEquals(0, this.pool.live());
    }

    @ParameterizedTest
    @ValueSource(strings = { "up-nhwc", "up-bgr", "up-255", "up-pm1", "up-reversed", "up-255-to-1", "up-fixed",
            "up-fixed-nhwc", "up-multiple", "up-external", "clean-255", "clean-nhwc", "clean-number",
            "clean-scalar-255", "clean-fixed" })
    void floatsMakeTheSamePicture(String form) {
        compare(form, form.replaceAll("-.*", ""), FLOAT, SIGMA);
    }

    @ParameterizedTest
    @ValueSource(strings = { "up-half", "up-half-through", "up-half-nhwc-bgr-pm1", "clean-half", "clean-number-half" })
    void halfFloatsMakeNearlyTheSamePicture(String form) {
        compare(form, form.replaceAll("-.*", ""), HALF, SIGMA);
    }

    @ParameterizedTest
    @ValueSource(strings = { "up-bytes", "up-bytes-nhwc-bgr", "clean-bytes" })
    void bytesMakeTheSamePictureToOneLevel(String form) {
        compare(form, form.replaceAll("-.*", ""), BYTE, SIGMA);
    }

    @Test
    void aNetworkWithItsOwnIdeaOfTheNoiseIsGivenNone() {
        compare("clean-by-itself", "clean", FLOAT, 0.1);
        try (Restorer alone = Forms.open("clean-by-itself", TILES[0]);
                Picture in = levels(20, 20);
                Picture one = alone.restore(in, 0, this.pool);
                Picture other = alone.restore(in, 0.4, this.pool)) {
            assertEquals(0, Pictures.difference(one.tensor(), other.tensor()));
        }
    }

    @ParameterizedTest
    @CsvSource({ "up-luma, up-luma-by-onnx, 1e-5", "up-luma-fixed, up-luma-by-onnx, 1e-5",
            "up-luma-nhwc-bytes, up-luma-by-onnx, 0.006", "clean-luma, clean-luma-by-onnx, 1e-5" })
    void chromaGoesBesideANetworkForLuma(String form, String plain, double tolerance) {
        compare(form, plain, tolerance, SIGMA);
    }

    @ParameterizedTest
    @ValueSource(ints = { 3, 8 })
    void everyScaleIsTiledAlike(int scale) {
        try (Restorer whole = Forms.open("up-x" + scale, TILES[0]);
                Restorer tiled = Forms.open("up-x" + scale, TILES[1]);
                Picture in = levels(71, 47);
                Picture expected = whole.restore(in, 0, this.pool);
                Picture actual = tiled.restore(in, 0, this.pool)) {
            assertEquals(71 * scale, actual.width());
            assertEquals(0, Pictures.difference(expected.tensor(), actual.tensor()), FLOAT);
        }
    }

    @Test
    void sigmaReachesTheNetworkInItsForm() {
        for (String form : new String[] { "clean", "clean-nhwc", "clean-255", "clean-number", "clean-half" }) {
            try (Restorer restorer = Forms.open(form, TILES[0]);
                    Picture in = levels(20, 20);
                    Picture little = restorer.restore(in, 0.02, this.pool);
                    Picture much = restorer.restore(in, 0.4, this.pool)) {
                assertTrue(Pictures.difference(little.tensor(), much.tensor()) > 0.005, form);
            }
        }
    }

    @Test
    void onlyOneFormIsPlain() {
        for (ModelCard card : Models.in(Forms.folder()).cards()) {
            boolean plain = card.layout().equals("NCHW") && card.dtype().equals("float32")
                    && card.channels().equals("RGB") && card.range().equals(List.of(0.0, 1.0))
                    && card.outputRange() == null;
            assertEquals(plain, new Feeding(card).isPlain(), card.id());
        }
        assertFalse(new Feeding(Models.in(Forms.folder()).card("up-255-to-1")).isPlain());
    }

    private void compare(String form, String plain, double tolerance, double sigma) {
        for (long tile : TILES) {
            try (Restorer other = Forms.open(form, tile); Restorer usual = Forms.open(plain, TILES[0])) {
                for (int[] size : SIZES) {
                    try (Picture in = levels(size[0], size[1]);
                            Picture expected = usual.restore(in, sigma, this.pool);
                            Picture actual = other.restore(in, sigma, this.pool)) {
                        String what = "%s %dx%d, tiles of %d".formatted(form, size[0], size[1], tile);
                        if (other.card().dtype().equals("uint8") && !other.card().channels().equals("Y")) {
                            Alpha.clip(expected.tensor());
                        }
                        assertEquals(0, Pictures.difference(expected.tensor(), actual.tensor()), tolerance, what);
                        assertEquals(0, Pictures.difference(expected.alpha(), actual.alpha()), tolerance, what);
                    }
                }
            }
        }
    }

    /** Random 8-bit levels with opacity: bytes lose nothing of them on the way in. */
    private Picture levels(int width, int height) {
        Picture picture = Pictures.random(this.pool, width, height, true, 7);
        for (MemorySegment memory : new MemorySegment[] { picture.tensor(), picture.alpha() }) {
            for (long i = 0; i < memory.byteSize() / Float.BYTES; i++) {
                memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, Math.round(Pictures.at(memory, i) * 255) / 255f);
            }
        }
        return picture;
    }

}
