package dev.rushes.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rushes.models.onnx.OnnxNetwork;
import dev.rushes.models.onnx.Provider;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every model that is shipped is what its card says. */
class ShippedModelsTests {

    private static final Models MODELS = Models.shipped();

    static Stream<ModelCard> cards() {
        return MODELS.cards().stream();
    }

    @Test
    void thereIsAModelForEachTask() {
        assertEquals("upscale", MODELS.pick("upscale", 2).task());
        assertEquals("denoise", MODELS.pick("denoise", 1).task());
    }

    @ParameterizedTest
    @MethodSource("cards")
    void itRunsAndTheHaloIsWideEnough(ModelCard card) {
        byte[] weights = Shelf.ofClassPath(Models.class, "catalogue").bytes(card.file());
        int side = 2 * card.halo() + 32;
        try (PicturePool pool = new PicturePool();
                Model model = MODELS.open(card, Device.CPU, 1);
                Restorer tiled = new Restorer(card, Device.CPU, OnnxNetwork.load(weights, Provider.CPU, 1),
                        (long) side * side);
                Picture in = Pictures.random(pool, 2 * side - 1, side + 21, false, 1);
                Picture whole = ((Restorer) model).restore(in, 0.1, pool);
                Picture pieces = tiled.restore(in, 0.1, pool)) {
            assertEquals(in.width() * card.scale(), whole.width());
            assertEquals(0, Pictures.difference(whole.tensor(), pieces.tensor()), 1e-4);
        }
    }

    @ParameterizedTest
    @MethodSource("cards")
    void itKeepsFlatColoursAndChannelsApart(ModelCard card) {
        double[] colour = { 0.2, 0.5, 0.8 };
        try (PicturePool pool = new PicturePool();
                Model model = MODELS.open(card, Device.CPU, 1);
                Picture in = Pictures.paint(pool, 64, 48, (c, x, y) -> colour[c]);
                Picture out = ((Restorer) model).restore(in, 5 / 255.0, pool)) {
            for (int c : List.of(0, 1, 2)) {
                float middle = Pictures.at(out.plane(c), (long) out.height() / 2 * out.width() + out.width() / 2);
                assertTrue(Math.abs(middle - colour[c]) < 0.03, card.id() + " makes " + middle + " of " + colour[c]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cards")
    void itTakesTheTiniestPictures(ModelCard card) {
        try (PicturePool pool = new PicturePool(); Model model = MODELS.open(card, Device.CPU, 1)) {
            for (int[] size : new int[][] { { 1, 1 }, { 2, 1 }, { 3, 9 }, { 1, 33 }, { 17, 8 } }) {
                try (Picture in = Pictures.paint(pool, size[0], size[1], (c, x, y) -> 0.4);
                        Picture out = ((Restorer) model).restore(in, 5 / 255.0, pool)) {
                    assertEquals(size[0] * card.scale(), out.width());
                    for (long i = 0; i < (long) out.width() * out.height(); i++) {
                        assertEquals(0.4, Pictures.at(out.plane(1), i), 0.05,
                                card.id() + " " + size[0] + "x" + size[1]);
                    }
                }
            }
        }
    }

}
