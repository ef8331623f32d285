package dev.rushes.workers.evaluation;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import javax.imageio.ImageIO;

import dev.rushes.models.Device;
import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import dev.rushes.models.Restorer;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.engine.Ffmpeg;
import dev.rushes.workers.media.PictureFilter;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The shipped models on pictures and clips, through decoder, stages and encoder. */
class EvaluationTests {

    private static final String SCENE = "-f lavfi -i mandelbrot=size=%s:rate=25:start_scale=1.5 -frames:v %d "
            + "-vf gblur=sigma=0.7 %s";

    private static final Models MODELS = Models.shipped();

    @TempDir
    private Path folder;

    /** What everybody measures for bicubic, and the lab for our own. */
    @Test
    void publishedNumbersAreFound() {
        Comparison mean = evaluate("upscale-x2-fast", null, benchmark("Set5")).getLast();
        assertEquals(33.66, mean.baselines().get("bicubic").psnrY(), 0.05);
        assertEquals(0.9299, mean.baselines().get("bicubic").ssim(), 0.001);
        assertEquals(36.97, mean.restored().psnrY(), 0.02);
    }

    @Test
    void picturesOfAllKindsAreComparedAndAveraged() {
        make("160x120", 1, "a.png");
        make("151x99", 1, "b.jpg");
        make("96x98", 1, "c.tif");
        make("97x96", 1, "d.bmp");
        List<Comparison> all = evaluate("upscale-x2-fast", null, this.folder);
        assertEquals(List.of("a.png", "b.jpg", "c.tif", "d.bmp"),
                all.subList(0, 4).stream().map(Comparison::file).toList());
        assertEquals(150, all.get(1).width());
        assertEquals(98, all.get(1).height());
        Comparison mean = all.getLast();
        assertNull(mean.file());
        assertNull(mean.restored().temporal());
        assertEquals(4, mean.frames());
        assertEquals(all.subList(0, 4).stream().mapToDouble((each) -> each.restored().psnrY()).average().orElseThrow(),
                mean.restored().psnrY(), 1e-9);
        assertTrue(mean.restored().psnrY() > mean.baselines().get("bicubic").psnrY(), mean.toString());
        assertTrue(mean.baselines().get("lanczos").psnrY() > mean.baselines().get("bicubic").psnrY(), mean.toString());
    }

    @ParameterizedTest
    @CsvSource({ "upscale-x2-fast, bicubic", "upscale-x2-fast, noise:5", "upscale-x2-fast, h264:20",
            "upscale-x2-fast, camera", "upscale-x4-fast, camera", "denoise-fast, noise:25", "denoise-fast, h264:30",
            "denoise-fast, camera" })
    void theSameAgainGivesTheSame(String model, String degrade) {
        make("163x141", 1, "picture.png");
        make("164x140", 4, "-c:v ffv1 " + this.folder.resolve("clip.mkv"));
        List<Comparison> all = evaluate(model, degrade, this.folder);
        assertEquals(all, evaluate(model, degrade, this.folder));
        assertEquals(4, all.getFirst().frames());
        assertTrue(all.getFirst().restored().temporal() > 0, all.toString());
        assertNull(all.get(1).restored().temporal());
        all.forEach(
                (each) -> assertTrue(each.restored().psnrY() > 20 && each.restored().psnrY() < 100, each.toString()));
    }

    @Test
    void aDenoiserStandsBesideFfmpegsOwn() {
        make("192x160", 1, "picture.png");
        Comparison result = evaluate("denoise-fast", "noise:25", this.folder).getFirst();
        assertEquals(25, result.sigma());
        // 20.17 and what clipping takes away
        assertEquals(20.5, result.baselines().get("noisy").psnrRgb(), 0.6);
        for (String name : List.of("nlmeans", "hqdn3d", "bm3d")) {
            Figures figures = result.baselines().get(name);
            assertEquals(PictureFilter.exists(name), figures != null, name);
            if (figures != null) {
                assertTrue(figures.psnrRgb() > result.baselines().get("noisy").psnrRgb(), result.toString());
            }
        }
        assertNotNull(result.baselines().get("nlmeans"));
        assertTrue(result.restored().psnrRgb() > result.baselines().get("noisy").psnrRgb() + 4, result.toString());
    }

    @Test
    void moreCompressionLosesMore() {
        make("192x160", 3, "-c:v ffv1 " + this.folder.resolve("clip.mkv"));
        double little = evaluate("upscale-x2-fast", "h264:15", this.folder).getLast().restored().psnrY();
        double much = evaluate("upscale-x2-fast", "h264:40", this.folder).getLast().restored().psnrY();
        assertTrue(little > much + 3, little + " and " + much);
    }

    @ParameterizedTest
    @ValueSource(strings = { "nothing", "noise", "noise:0", "noise:101", "noise:-1", "h264", "h264:0", "h264:52",
            "h264:2.5", "camera:3", "bicubic:2", "" })
    void nonsenseIsRefused(String degrade) {
        ModelCard card = MODELS.card("upscale-x2-fast");
        Problem problem = assertThrows(Problem.class, () -> Degradation.of(degrade, card));
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertTrue(problem.getMessage().contains("--degrade"), problem.getMessage());
    }

    @Test
    void aDamagedOriginalIsNoOriginal() throws Exception {
        make("192x160", 1, "picture.png");
        Path picture = this.folder.resolve("picture.png");
        byte[] whole = Files.readAllBytes(picture);
        Files.write(picture, Arrays.copyOf(whole, whole.length / 2));
        Problem problem = assertThrows(Problem.class, () -> evaluate("upscale-x2-fast", null, this.folder));
        assertEquals(Problem.Kind.MEDIA, problem.kind());
        assertTrue(problem.getMessage().contains("picture.png"), problem.getMessage());
    }

    @Test
    void tooSmallAPictureIsRefused() {
        make("62x31", 1, "picture.png");
        Problem problem = assertThrows(Problem.class, () -> evaluate("upscale-x2-fast", null, this.folder));
        assertEquals(Problem.Kind.MEDIA, problem.kind());
        assertTrue(problem.getMessage().contains("62 × 31"), problem.getMessage());
    }

    @Test
    void aStripShowsFourPartsOfEachPicture() throws IOException {
        make("192x160", 1, "a.png");
        make("224x96", 3, "-c:v ffv1 " + this.folder.resolve("b.mkv"));
        Path png = this.folder.resolve(".strip.png");
        for (String id : List.of("upscale-x4-fast", "denoise-fast")) {
            ModelCard card = MODELS.card(id);
            Degradation degradation = Degradation.of(null, card);
            Strip strip = new Strip();
            List<Sample> samples = new ArrayList<>();
            try (Restorer model = (Restorer) MODELS.open(card, Device.CPU, 1)) {
                new Evaluation(model, degradation, Monitor.NONE, ((Consumer<Sample>) samples::add).andThen(strip))
                    .run(TestSet.in(this.folder, degradation, Monitor.NONE), (_) -> {
                    });
            }
            strip.write(png);
            BufferedImage image = ImageIO.read(png.toFile());
            assertEquals(4 * 216 + 3 * 6, image.getWidth());
            assertEquals(2 * (144 + 18), image.getHeight());
            // the last panel is the original's very pixels, enlarged
            Pixels original = samples.getFirst().pictures().original();
            Crop crop = Crop.of(samples.getFirst(), 72, 48);
            assertEquals(original.rgb(crop.x(), crop.y()), image.getRGB(3 * 222, 0) & 0xFFFFFF);
            assertEquals(original.rgb(crop.x() + 71, crop.y() + 47), image.getRGB(3 * 222 + 215, 143) & 0xFFFFFF);
            assertEquals(samples.getFirst().comparison().model(), id);
        }
    }

    @Test
    void thePartThatIsShownGainsAsTheWholeDoes() {
        Pixels original = new Pixels(60, 20);
        Pixels plain = new Pixels(60, 20);
        Pixels restored = new Pixels(60, 20);
        for (int y = 0; y < 20; y++) {
            for (int x = 0; x < 60; x++) {
                // three parts of detail: one gains nothing, one a lot, one as much as all
                int part = x / 20;
                set(original, x, y, (x + y) % 2 * 100);
                set(plain, x, y, (x + y) % 2 * 100 + 20);
                set(restored, x, y, (x + y) % 2 * 100 + new int[] { 20, 2, 13 }[part]);
            }
        }
        Comparison none = new Comparison("m", "bicubic", "f", 60, 20, 1, 0, null, Map.of());
        Sample sample = new Sample(none, 2,
                new Sample.Pictures(new Pixels(30, 10), Map.of("lanczos", plain), restored, original));
        assertEquals(new Crop(40, 0, 20, 20), Crop.of(sample, 20, 20));
    }

    private static void set(Pixels pixels, int x, int y, int value) {
        for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
            pixels.samples()[(channel * pixels.height() + y) * pixels.width() + x] = (byte) value;
        }
    }

    private void make(String size, int frames, String file) {
        Ffmpeg.run(SCENE, size, frames, file.contains(" ") ? file : this.folder.resolve(file));
    }

    private static List<Comparison> evaluate(String id, String degrade, Path set) {
        ModelCard card = MODELS.card(id);
        Degradation degradation = Degradation.of(degrade, card);
        List<Comparison> results = new ArrayList<>();
        try (Restorer model = (Restorer) MODELS.open(card, Device.CPU, 1)) {
            new Evaluation(model, degradation, Monitor.NONE).run(TestSet.in(set, degradation, Monitor.NONE),
                    results::add);
        }
        return results;
    }

    /**
     * Test pictures that are not part of this repository; without them a test is skipped.
     */
    private static Path benchmark(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path set = at.resolve("shared/data/benchmarks").resolve(name);
            if (Files.isDirectory(set)) {
                return set;
            }
        }
        return Assumptions
            .abort("the test pictures " + name + " are not there (shared/data/benchmarks beside the repository)");
    }

}
