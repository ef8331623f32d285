package dev.rushes.models.examination;

import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The same network in every form is found to be what it is. */
class VariantsTests {

    private static final List<Double> UNIT = List.of(0.0, 1.0);

    private static final List<Double> BYTES = List.of(0.0, 255.0);

    private static final List<Double> SIGNED = List.of(-1.0, 1.0);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Variants.class)
    void isRecognised(Variants variant) throws IOException {
        boolean luma = variant == Variants.LUMA;
        String channels = luma ? "Y" : (variant == Variants.BGR) ? "BGR" : "RGB";
        Found found = examine(variant.bytes(), saying(channels));
        assertEquals((variant == Variants.NHWC) ? "NHWC" : "NCHW", found.layout());
        assertEquals(switch (variant) {
            case UINT8_BYTES -> "uint8";
            case HALVES -> "float16";
            default -> "float32";
        }, found.dtype());
        assertEquals(switch (variant) {
            case BYTES_AS_FLOATS, UINT8_BYTES -> BYTES;
            case SIGNED -> SIGNED;
            default -> UNIT;
        }, found.range());
        assertEquals((variant == Variants.SIGNED_OUT) ? SIGNED : found.range(), found.outputRange());
        assertEquals(channels, found.channels());
        assertEquals("upscale", found.task());
        assertEquals(2, found.scale());
        assertEquals(1, found.multiple());
        assertEquals((variant == Variants.FIXED) ? 128 : 0, found.width());
        assertEquals((variant == Variants.FIXED) ? 96 : 0, found.height());
        // of bytes and halves the weakest influence is rounded away
        ModelCard shipped = Models.shipped().card("upscale-x2-fast");
        boolean coarse = variant == Variants.UINT8_BYTES || variant == Variants.HALVES;
        assertTrue(found.halo() == shipped.halo() || (coarse && found.halo() >= 6 && found.halo() < shipped.halo()),
                "halo " + found.halo());
        assertTrue(Math.abs(shipped.parameters() - found.parameters()) <= 4, "parameters " + found.parameters());
        assertTrue(found.quality().value() > found.quality().baseline() + 1, found.quality().toString());
        assertEquals(found.findings().get("range").value().split(" ")[0], Form.words(found.range()));
    }

    @Test
    void aNetworkOfFiveFramesIsRecognised() throws IOException {
        Found found = examine(Variants.shipped("denoise-temporal"), saying("RGB"));
        assertEquals(5, found.window());
        assertEquals("denoise", found.task());
        assertEquals(List.of("sigma", "map"), List.of(found.sigma(), found.sigmaForm()));
        assertEquals(UNIT, found.range());
        assertEquals(4, found.multiple());
        // what its card says is rounded up to that
        assertTrue(found.halo() > 40 && found.halo() <= 60, "halo " + found.halo());
        assertTrue(found.quality().value() > found.quality().baseline() + 8, found.quality().toString());
    }

    @Test
    void theOrderOfColoursIsAskedForAndNotGuessed() {
        Problem problem = assertThrows(Problem.class, () -> examine(Variants.PLAIN.bytes(), Wishes.NONE));
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertTrue(problem.getMessage().contains("--channels RGB") && problem.getMessage().contains("--channels BGR"),
                problem.getMessage());
    }

    private Found examine(byte[] onnx, Wishes wishes) throws IOException {
        Path file = Files.write(this.folder.resolve("model.onnx"), onnx);
        try (Examination examination = Examination.of(file, wishes, Limits.STANDARD, () -> false)) {
            return examination.found();
        }
    }

    private static Wishes saying(String channels) {
        return new Wishes(null, null, null, channels, null, null);
    }

}
