package dev.rushes.models.examination;

import com.google.protobuf.ByteString;
import dev.rushes.models.Problem;
import dev.rushes.models.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.rushes.models.onnx.OnnxWriter.FLOAT;
import static dev.rushes.models.onnx.OnnxWriter.INT64;
import static dev.rushes.models.onnx.OnnxWriter.UINT8;
import static dev.rushes.models.onnx.OnnxWriter.attribute;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Networks by hand, each odd in one way. */
class OdditiesTests {

    @TempDir
    private Path folder;

    @Test
    void whatIsNoPictureIsNamed() throws IOException {
        refused("\"scores\" (float32 [1, 10])",
                new OnnxWriter().input("x", FLOAT, 1, 3, 224, 224)
                    .output("scores", FLOAT, 1, 10)
                    .floats("w", new long[] { 10, 3 }, new float[30])
                    .node("GlobalAveragePool", "x -> pooled")
                    .node("Flatten", "pooled -> flat")
                    .node("Gemm", "flat w -> scores", attribute("transB", 1))
                    .bytes());
        refused("\"tokens\" (int64 [1, ?])",
                new OnnxWriter().input("tokens", INT64, 1, "length")
                    .output("y", INT64, 1, "length")
                    .node("Identity", "tokens -> y")
                    .bytes());
        refused("\"mask\" (float32 [1, 3, ?, ?])",
                new OnnxWriter().input("x", FLOAT, 1, 3, "H", "W")
                    .input("mask", FLOAT, 1, 3, "H", "W")
                    .output("y", FLOAT, 1, 3, "H", "W")
                    .node("Mul", "x mask -> y")
                    .bytes());
    }

    @Test
    void framesOfAWindowAreCounted() throws IOException {
        Found found = examine(mixture(0.2f, 0.6f, 0.2f).bytes(), "RGB");
        assertEquals(3, found.window());
        assertEquals("denoise", found.task());
        assertEquals(0, found.halo());
        assertTrue(found.quality().value() > found.quality().baseline() + 3, found.quality().toString());
        assertEquals(5, examine(mixture(0.1f, 0.2f, 0.4f, 0.2f, 0.1f).bytes(), "RGB").window());
    }

    @Test
    void theResultIsOfTheMiddleFrame() throws IOException {
        refused("is like number 1", mixture(0.6f, 0.2f, 0.2f).bytes());
        refused("is like number 3", mixture(0.1f, 0.1f, 0.8f).bytes());
    }

    @Test
    void windowsThatCannotBeFedAreExplained() throws IOException {
        refused("window of 4 frames", mixture(0.25f, 0.25f, 0.25f, 0.25f).bytes());
        refused("frames in a dimension of their own",
                new OnnxWriter().input("x", FLOAT, 1, 5, 3, "H", "W")
                    .output("y", FLOAT, 1, 3, "H", "W")
                    .node("ReduceMean", "x -> y", attribute("axes", new long[] { 1 }), attribute("keepdims", 0))
                    .bytes());
    }

    @Test
    void fourChannelsAreExplained() throws IOException {
        refused("map of the noise",
                new OnnxWriter().input("x", FLOAT, 1, 4, "H", "W")
                    .output("y", FLOAT, 1, 3, "H", "W")
                    .longs("colours", 0, 1, 2)
                    .node("Gather", "x colours -> y", attribute("axis", 1))
                    .bytes());
    }

    @Test
    void typesHaveToBeTheSame() throws IOException {
        refused("same type at both ends",
                new OnnxWriter().input("x", UINT8, 1, 3, "H", "W")
                    .output("y", FLOAT, 1, 3, "H", "W")
                    .node("Cast", "x -> y", attribute("to", FLOAT))
                    .bytes());
        refused("it takes no picture but \"x\" (float64",
                new OnnxWriter().input("x", 11, 1, 3, "H", "W")
                    .output("y", 11, 1, 3, "H", "W")
                    .node("Relu", "x -> y")
                    .bytes());
    }

    @Test
    void whatDoesNothingIsRefused() throws IOException {
        refused("gives pictures back as they are", weighted(1, 3).node("Conv", "x w -> y").bytes());
        refused("does not resemble", weighted(0, 3).node("Conv", "x w -> y").bytes());
    }

    @Test
    void smallerResultsAreRefused() throws IOException {
        refused("no picture of 1 to 8 times its size",
                weighted(1, 3).node("Conv", "x w -> same")
                    .node("MaxPool", "same -> y", attribute("kernel_shape", new long[] { 2, 2 }),
                            attribute("strides", new long[] { 2, 2 }))
                    .bytes());
    }

    @Test
    void diceAreNoticed() throws IOException {
        refused("rolls dice",
                weighted(1, 3).node("Conv", "x w -> same")
                    .node("RandomUniformLike", "same -> noise")
                    .floats("tenth", new long[] { 1 }, 0.1f)
                    .node("Mul", "noise tenth -> dice")
                    .node("Add", "same dice -> y")
                    .bytes());
    }

    @Test
    void theWholePictureIsNoHalo() throws IOException {
        refused("depends on the whole picture",
                doubled().node("ReduceMean", "sharp -> mean", attribute("axes", new long[] { 2, 3 }))
                    .node("Sub", "sharp mean -> centred")
                    .node("Add", "centred mean -> back")
                    .node("Mul", "mean mean -> square")
                    .node("Mul", "square tenth -> little")
                    .floats("tenth", new long[] { 1 }, 0.1f)
                    .node("Add", "back little -> y")
                    .bytes());
    }

    @Test
    void sizesAreTried() throws IOException {
        Found fours = examine(doubled().node("SpaceToDepth", "sharp -> small", attribute("blocksize", 8))
            .node("DepthToSpace", "small -> y", attribute("blocksize", 8))
            .bytes(), "RGB");
        assertEquals(4, fours.multiple(), "8 pixels of a result that is twice as large");
    }

    @Test
    void layoutsThatAreNotDeclaredAreTried() throws IOException {
        Found found = examine(new OnnxWriter().input("x", FLOAT, "a", "b", "c", "d")
            .output("y", FLOAT, "e", "f", "g", "h")
            .floats("w", new long[] { 3, 1, 1, 1 }, 1, 1, 1)
            .node("Transpose", "x -> planes", attribute("perm", new long[] { 0, 3, 1, 2 }))
            .node("Conv", "planes w -> same", attribute("group", 3))
            .floats("scales", new long[] { 4 }, 1, 1, 2, 2)
            .node("Resize", "same none scales -> large", attribute("mode", "linear"))
            .floats("none", new long[] { 0 })
            .node("Transpose", "large -> y", attribute("perm", new long[] { 0, 2, 3, 1 }))
            .bytes(), "RGB");
        assertEquals("NHWC", found.layout());
        assertEquals(1, found.halo());
    }

    @Test
    void strengthOfNoiseIsFoundAsMapAndAsNumber() throws IOException {
        Found map = examine(Variants.shipped("denoise-fast"), "RGB");
        assertEquals("denoise", map.task());
        assertEquals(List.of("sigma", "map"), List.of(map.sigma(), map.sigmaForm()));
        assertEquals(2, map.multiple());
        assertTrue(map.sigmaMax() >= 0.19, map.sigmaMax() + "");
        Found number = examine(OnnxParts.inside(Variants.shipped("denoise-fast"))
            .input("x", FLOAT, 1, 3, "H", "W")
            .input("level", FLOAT, 1)
            .output("output", FLOAT, 1, 3, "H", "W")
            .floats("code", new long[] { 1 }, 255)
            .floats("zero", new long[] { 1 }, 0)
            .longs("red", 0)
            .node("Div", "x code -> input")
            .node("Gather", "input red -> plane", attribute("axis", 1))
            .node("Mul", "plane zero -> blank")
            .node("Div", "level code -> share")
            .node("Add", "blank share -> sigma")
            .bytes(), "RGB");
        assertEquals(List.of("level", "number"), List.of(number.sigma(), number.sigmaForm()));
        assertEquals(255, number.sigmaUnit());
        assertEquals(List.of(0.0, 255.0), number.range());
        assertEquals(List.of(0.0, 1.0), number.outputRange());
    }

    @Test
    void dataFilesAreFoldedIn() throws IOException {
        ByteBuffer numbers = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        numbers.putFloat(4, 1).putFloat(20, 1).putFloat(36, 1);
        Files.write(this.folder.resolve("weights.bin"), numbers.array());
        byte[] onnx = enlarging(new OnnxWriter().input("x", FLOAT, 1, 3, "H", "W")
            .output("y", FLOAT, 1, 3, "h", "w")
            .initializer(OnnxParts.external("w", new long[] { 3, 3, 1, 1 }, "location", "weights.bin", "offset", "4",
                    "length", "36"))
            .node("Conv", "x w -> same")).bytes();
        Path file = Files.write(this.folder.resolve("model.onnx"), onnx);
        try (Examination examination = Examination.of(file, saying("RGB"), Limits.STANDARD, () -> false)) {
            assertEquals(2, examination.found().scale());
            byte[] folded = Files.readAllBytes(examination.weights());
            assertTrue(Anatomy.read(ByteString.copyFrom(folded)).external().isEmpty());
            Path alone = Files.write(Files.createDirectory(this.folder.resolve("else")).resolve("m.onnx"), folded);
            Examination.of(alone, saying("RGB"), Limits.STANDARD, () -> false).close();
        }
    }

    @Test
    void flagsThatContradictAreRefused() throws IOException {
        byte[] onnx = enlarging(weighted(1, 3).node("Conv", "x w -> same")
            .floats("black", new long[0], 0)
            .floats("white", new long[0], 1)).bytes();
        contradicts("--layout NHWC", onnx, new Wishes("NHWC", null, null, "RGB", null, null));
        contradicts("--scale 3", onnx, new Wishes(null, null, null, "RGB", null, 3));
        contradicts("--task denoise", onnx, new Wishes(null, null, null, "RGB", "denoise", null));
        contradicts("--channels Y", onnx, new Wishes(null, null, null, "Y", null, null));
        contradicts("--range 0..255", Variants.SIGNED.bytes(),
                new Wishes(null, List.of(0.0, 255.0), null, "RGB", null, null));
    }

    /** Frames one over the other. */
    private static OnnxWriter mixture(float... shares) {
        float[] weights = new float[9 * shares.length];
        for (int i = 0; i < weights.length; i++) {
            int output = i / (3 * shares.length);
            int input = i % (3 * shares.length);
            weights[i] = (input % 3 == output) ? shares[input / 3] : 0;
        }
        return new OnnxWriter().input("x", FLOAT, 1, 3 * shares.length, "H", "W")
            .output("y", FLOAT, 1, 3, "H", "W")
            .floats("w", new long[] { 3, 3L * shares.length, 1, 1 }, weights)
            .node("Conv", "x w -> y");
    }

    /** A 1x1 convolution by a multiple of the identity. */
    private static OnnxWriter weighted(float factor, int channels) {
        float[] identity = new float[channels * channels];
        for (int i = 0; i < channels; i++) {
            identity[i * channels + i] = factor;
        }
        return Variants.free(new OnnxWriter()).floats("w", new long[] { channels, channels, 1, 1 }, identity);
    }

    private static OnnxWriter doubled() {
        return weighted(1, 3).node("Conv", "x w -> same")
            .floats("scales", new long[] { 4 }, 1, 1, 2, 2)
            .floats("none", new long[] { 0 })
            .node("Resize", "same none scales -> sharp", attribute("mode", "linear"));
    }

    private static OnnxWriter enlarging(OnnxWriter same) {
        return same.floats("scales", new long[] { 4 }, 1, 1, 2, 2)
            .floats("none", new long[] { 0 })
            .node("Resize", "same none scales -> y", attribute("mode", "linear"));
    }

    private void refused(String words, byte[] onnx) throws IOException {
        contradicts(words, onnx, saying("RGB"));
    }

    private void contradicts(String words, byte[] onnx, Wishes wishes) throws IOException {
        Path file = Files.write(this.folder.resolve("model.onnx"), onnx);
        Problem problem = assertThrows(Problem.class,
                () -> Examination.of(file, wishes, Limits.STANDARD, () -> false).close());
        assertTrue(problem.getMessage().contains(words), problem.getMessage());
        assertEquals(Problem.Kind.UNSUPPORTED, problem.kind(), problem.getMessage());
    }

    private Found examine(byte[] onnx, String channels) throws IOException {
        Path file = Files.write(this.folder.resolve("model.onnx"), onnx);
        try (Examination examination = Examination.of(file, saying(channels), Limits.STANDARD, () -> false)) {
            return examination.found();
        }
    }

    private static Wishes saying(String channels) {
        return new Wishes(null, null, null, channels, null, null);
    }

}
