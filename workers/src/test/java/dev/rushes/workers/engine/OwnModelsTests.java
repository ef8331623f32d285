package dev.rushes.workers.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.Worker;
import dev.rushes.workers.job.Job;
import dev.rushes.workers.job.Outcome;
import dev.rushes.workers.job.Output;
import dev.rushes.workers.job.Plan;
import dev.rushes.workers.job.Recipe;
import dev.rushes.workers.job.Report;
import dev.rushes.workers.operations.Denoise;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A studio's own model: bytes, interleaved, and it cannot be told of noise. */
class OwnModelsTests {

    /** y = x of shape [1, h, w, 3], uint8, as an ONNX file. */
    private static final String NETWORK = "080812003a530a100a017812017922084964656e746974791201675a1d0a017812180a"
            + "16080212120a0208010a031201680a031201770a020803621d0a017912180a16080212120a0208010a031201680a0312017"
            + "70a02080342040a001011";

    private static final String SHA256 = "484405ed10d0e8cfa0f4d22e2d3962c8e4d3967a444a7d43987e793616f0463f";

    private static final String CARD = """
            {"id": "mine", "version": "7", "task": "denoise", "title": "does nothing", "file": "mine.onnx",
             "sha256": "%s", "layout": "NHWC", "dtype": "uint8", "range": [0, 255], "channels": "RGB",
             "inputs": {"picture": "x", "sigma": null}, "output": "y", "scale": 1, "multiple": 1, "halo": 0,
             "window": 1, "sigma_max": null, "speed": "fast", "parameters": 1, "gflop_per_megapixel": 1,
             "licence": "CC0-1.0", "source": "a test", "training_data": "none", "quality": [],
             "measured_by": "nobody"}
            """.formatted(SHA256);

    @TempDir
    private Path folder;

    private Worker worker;

    @BeforeEach
    void putModel() throws IOException {
        this.worker = new Worker(Models.shipped().with(this.folder));
        Files.write(this.folder.resolve("mine.onnx"), HexFormat.of().parseHex(NETWORK));
        Files.writeString(this.folder.resolve("mine.json"), CARD);
    }

    @Test
    void itMakesAMasterAndTheReportSaysThatTheStrengthWasNotForIt() {
        Path clip = Clips.noise("gbrp", 8, 61, 47, 4, "");
        Outcome outcome = this.worker.process(job(clip, "30"), Monitor.NONE);
        assertEquals(Ffmpeg.pictures(clip), Ffmpeg.pictures(outcome.master()));
        Report report = Work.report(outcome);
        assertEquals(List.of(new Report.ModelUsed("mine", "7", SHA256, "CC0-1.0", "a test")), report.models());
        assertTrue(report.warnings()
            .contains("the model mine cannot be told how much noise there is: it removes what"
                    + " it was made for, whether that is 30 of 255 or not"),
                report.warnings().toString());
    }

    @Test
    void noStrengthStillMeansNothing() {
        assertEquals(List.of(), plan(Clips.noise("gbrp", 8, 61, 47, 4, ""), "0").processing().stages());
    }

    @Test
    void itDoesTheSameHoweverStrong() {
        Path clip = Clips.noise("gbrp", 8, 61, 47, 4, "");
        assertEquals(plan(clip, "10").key(), plan(clip, "20").key());
    }

    @Test
    void aPlanKnowsTheCardThatItWasMadeBy() throws IOException {
        Path clip = Clips.noise("gbrp", 8, 61, 47, 4, "");
        Job job = job(clip, "30");
        this.worker.process(job, Monitor.NONE);
        assertTrue(this.worker.process(job, Monitor.NONE).alreadyDone());
        Plan before = this.worker.plan(job, Monitor.NONE);
        Files.writeString(this.folder.resolve("mine.json"), CARD.replace("[0, 255]", "[255, 0]"));
        assertFalse(this.worker.process(job, Monitor.NONE).alreadyDone(), "it is another model now");
        Problem problem = assertThrows(Problem.class, () -> this.worker.run(before, 0, Monitor.NONE));
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertTrue(problem.getMessage().contains("plan again"), problem.getMessage());
    }

    @Test
    void weightsThatChangeBehindTheCardsBackAreRefused() throws IOException {
        Plan plan = plan(Clips.noise("gbrp", 8, 61, 47, 4, ""), "30");
        Files.writeString(this.folder.resolve("mine.onnx"), "other weights");
        Problem problem = assertThrows(Problem.class, () -> this.worker.run(plan, 0, Monitor.NONE));
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertTrue(problem.getMessage().contains("the weights mine.onnx are not those of the model mine"),
                problem.getMessage());
    }

    private Plan plan(Path clip, String strength) {
        return this.worker.plan(job(clip, strength), Monitor.NONE);
    }

    private Job job(Path clip, String strength) {
        Recipe recipe = new Recipe(List.of(new Denoise(strength, "mine")), new Output("ffv1", "auto"));
        return new Job(clip, this.folder.resolve("out"), recipe, null, null, "auto", "keep", "fail", "cpu", 2, 1, 0);
    }

}
