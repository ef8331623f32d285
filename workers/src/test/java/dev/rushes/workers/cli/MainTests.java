package dev.rushes.workers.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.rushes.models.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The command line up to the point where work would start. */
class MainTests {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private boolean cancelled;

    private Path clip;

    @BeforeEach
    void makeFiles() throws IOException {
        this.clip = Files.writeString(this.folder.resolve("a.mov"), "not footage");
        Files.createDirectory(this.folder.resolve("models"));
        for (String task : new String[] { "upscale", "denoise" }) {
            Files.writeString(this.folder.resolve("models").resolve("my-" + task + ".json"), card(task));
        }
        Files.writeString(this.folder.resolve("models").resolve("x.onnx"), "not a network");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            proces CLIP                            | unknown command "proces"; did you mean process? (see rushes --help)
            process                                | missing required parameter: 'CLIP' (see rushes process --help)
            process CLIP --denose                  | unknown option --denose; did you mean --denoise? \
            (see rushes process --help)
            process CLIP --upscale 9               | upscale: scale must be 2, 3, 4, 5, 6, 7 or 8, not "9"
            process --denoise 101 CLIP             | denoise: strength must be auto or a number from 0 to 100, not "101"
            process --denoise --grain 101 CLIP     | denoise: grain must be a number from 0 to 100, not "101"
            process --denoise --grain=some CLIP    | denoise: grain must be a number from 0 to 100, not "some"
            process --upscale 2 --grain 20 CLIP    | --grain says how to denoise, which was not asked for; add --denoise
            process --denoise -5 CLIP              | denoise: strength must be auto or a number from 0 to 100, not "-5"
            process --denoise=high CLIP            | denoise: strength must be auto or a number from 0 to 100, \
            not "high"
            process CLIP --codec prors             | output: codec must be auto, prores_hq, prores_4444, dnxhr_hqx, \
            ffv1, h264, av1, png or tiff, not "prors"; did you mean "prores_hq"?
            process CLIP --container mp3           | output: container must be auto, mov, mkv, mp4 or mxf, \
            not "mp3"; did you mean "mp4"?
            process CLIP --device gpu              | invalid value for option '--device': must be auto, cpu, cuda, \
            cuda-half or tensorrt, not "gpu"; did you mean cpu? (see rushes process --help)
            process CLIP --threads 0               | invalid value for option '--threads': must be auto or a whole \
            number from 1 to 1024, not "0" (see rushes process --help)
            process CLIP --model my-upscale        | model "my-upscale" is for upscale, which was not asked for; \
            add --upscale
            process CLIP CLIP                      | CLIP and CLIP would both be written as a.rushes; \
            process them into two folders
            process CLIP --recipe r.yaml --denoise | --recipe and --denoise cannot be given together; the recipe \
            lists the operations
            process no.mov                         | no.mov does not exist
            process https://x.example/a.mov        | https://x.example/a.mov is an address, and only files of this \
            machine are opened; give a copy that lies here
            process file:///tmp/a.mov              | file:/tmp/a.mov is an address, and only files of this machine \
            are opened; give the path alone: /tmp/a.mov
            run job.json                           | missing required option: '--task=N' (see rushes run --help)
            run job.json --task 0                  | job.json: no such file
            probe CLIP x                           | "x" is one argument too many (see rushes probe --help)
            models shwo x                          | unknown command "shwo"; did you mean show? \
            (see rushes models --help)
            models add                             | missing required parameter: 'FILE' (see rushes models add \
            --help)
            models add CLIP --range 255            | invalid value for option '--range': must be two different \
            numbers such as 0..1, 0..255 or -1..1, not "255" (see rushes models add --help)
            models add CLIP --id A                 | "A" is no id of a model; it has small letters, digits and \
            hyphens, at most 60; give --id
            models add CLIP --licence a;b          | "a;b" is no SPDX expression such as MIT or Apache-2.0; give \
            --licence
            models add CLIP --id denoise-fast      | a model "denoise-fast" comes with Rushes; give another --id
            models remove denoise-fast             | the model "denoise-fast" comes with Rushes; only your own can \
            be removed
            models eval my-upscale                 | missing required option: '--set=DIR' (see rushes models eval \
            --help)
            models eval my-upscal --set no         | there is no model "my-upscal"; did you mean "my-upscale"?
            models eval my-denoise --set no --degrade bicubic | bicubic makes pictures smaller, which my-denoise, a \
            denoiser, does not undo; give --degrade noise:SIGMA, h264:CRF or camera
            models eval my-upscale --set no --degrade blur | --degrade must be bicubic, h264:CRF, noise:SIGMA or \
            camera, not "blur"
            """)
    void wrongArgumentsAreAnsweredInOneSentence(String line, String sentence) {
        assertEquals(ExitCode.BAD_ARGUMENTS, run(line.split(" ")));
        assertEquals("rushes: " + sentence.replace("CLIP and CLIP", this.clip + " and " + this.clip), err().strip());
        assertEquals("", out());
    }

    @Test
    void anUnknownModelIsABadArgument() {
        assertEquals(ExitCode.BAD_ARGUMENTS, run("process", "CLIP", "--upscale", "2", "--model", "my-upscal"));
        assertTrue(err().contains("my-upscale"), err());
    }

    @Test
    void aFileThatIsNoFootageIsAFailure() {
        assertEquals(ExitCode.FAILED, run("probe", "CLIP"));
        assertEquals(1, err().lines().count(), err());
        assertEquals("", out());
    }

    @Test
    void evaluationSaysWhatIsWrongWithASet() throws IOException {
        assertEquals(ExitCode.BAD_ARGUMENTS, eval("no-such-folder"));
        assertTrue(err().contains("no-such-folder of --set does not exist"), err());
        assertEquals(ExitCode.BAD_ARGUMENTS, eval(this.clip.toString()));
        assertTrue(err().contains("is no folder"), err());
        assertEquals(ExitCode.BAD_ARGUMENTS, eval(Files.createDirectory(this.folder.resolve("empty")).toString()));
        assertTrue(err().contains("there is no picture and no clip in"), err());
        assertEquals(ExitCode.FAILED, eval(this.folder.toString()));
        assertTrue(err().contains("a.mov is no footage"), err());
    }

    private int eval(String set) {
        int code = run("models", "eval", "my-upscale", "--set", set, "--progress", "none");
        assertEquals(1, err().lines().count(), err());
        assertEquals("", out());
        return code;
    }

    @Test
    void helpNamesEveryDescribedOption() {
        assertEquals(ExitCode.DONE, run("process", "--help"));
        Stream
            .of("--denoise[=auto|0..100]", "--grain=0..100", "--upscale=2|3|4", "--model=ID", "--codec=auto|prores_hq|",
                    "--container=", "--recipe=FILE", "--range=IN..OUT")
            .forEach((flag) -> assertTrue(out().contains(flag), flag));
    }

    @Test
    void theSchemaNeedsNoClip() {
        assertEquals(ExitCode.DONE, run("process", "--recipe-schema"));
        assertTrue(out().contains("json-schema.org"), out());
    }

    @Test
    void versionAndHelpAreResults() {
        assertEquals(ExitCode.DONE, run("--version"));
        assertTrue(out().startsWith("rushes "), out());
        assertEquals(ExitCode.DONE, run("help", "plan"));
        assertEquals(ExitCode.BAD_ARGUMENTS, run());
        assertTrue(err().startsWith("Usage: rushes"), err());
    }

    @Test
    void modelsAreListedAndShown() {
        assertEquals(ExitCode.DONE, run("models"));
        // how fast is this machine's
        assertEquals(
                List.of("MODEL TASK SCALE SUITS LICENCE COMMERCIAL SPEED MP/S QUALITY",
                        "my-denoise denoise x1 - CC0-1.0 unknown fast N Set5 test 36.70",
                        "my-upscale upscale x2 clean CC0-1.0 unknown fast N Set5 test 36.70"),
                out().lines()
                    .filter((line) -> line.startsWith("M") || line.startsWith("my"))
                    .map((line) -> line.replaceAll("fast +[0-9]+\\.[0-9]{2} ", "fast N ").replaceAll(" +", " "))
                    .toList());
        assertTrue(out().contains("upscale-x2-fast"), out());
        assertEquals("", err());
        assertEquals(ExitCode.DONE, run("models", "show", "my-upscale"));
        assertTrue(out().contains("\"licence\": \"CC0-1.0\""), out());
        assertEquals(ExitCode.BAD_ARGUMENTS, run("models", "show", "nothing"));
    }

    @Test
    void whatThePolicyRefusesIsListedAndNotUsed() throws IOException {
        Path card = this.folder.resolve("models/my-upscale.json");
        Files.writeString(card, card("upscale").replace("CC0-1.0", "CC-BY-NC-4.0"));
        assertEquals(ExitCode.DONE, run("models", "--licences", "permissive"));
        assertTrue(out().lines().anyMatch((line) -> line.matches("my-upscale +refused .*CC-BY-NC-4.0.*")), out());
        assertTrue(out().lines().anyMatch((line) -> line.matches("my-denoise +allowed .*")), out());
        assertEquals(ExitCode.DONE, run("models", "show", "my-upscale"));
        assertEquals(ExitCode.BAD_ARGUMENTS,
                run("models", "eval", "my-upscale", "--set", "no", "--licences", "permissive"));
        assertEquals(
                "rushes: the model my-upscale is refused by --licences permissive: its licence, CC-BY-NC-4.0, is"
                        + " not permissive; choose another (rushes models lists them), or allow it with --licences any",
                err().strip());
        assertEquals(ExitCode.BAD_ARGUMENTS, run("models", "--licences", "free"));
        assertTrue(err().contains("must be any or permissive, not \"free\""), err());
    }

    @Test
    void theTableForDocumentsIsMadeOfCards() {
        assertEquals(ExitCode.DONE, run("models", "--markdown"));
        assertTrue(out().lines()
            .toList()
            .contains("| `my-upscale` | upscale ×2, clean | CC0-1.0 | unknown | 1,234 | 1 |"
                    + " Set5 test: **36.70** (bicubic 33.70) |  |"),
                out());
    }

    @Test
    void anotherFolderOfModelsMayBeNamed() throws IOException {
        assertEquals(ExitCode.BAD_ARGUMENTS, run("models", "show", "my-upscale", "--models", "no-such-folder"));
        assertEquals("", out());
        Path other = Files.createDirectory(this.folder.resolve("other"));
        Files.writeString(other.resolve("y.onnx"), "");
        Files.writeString(other.resolve("mine.json"),
                card("upscale").replace("my-upscale", "mine").replace("x.onnx", "y.onnx"));
        assertEquals(ExitCode.DONE, run("models", "--models", other.toString(), "show", "mine"));
        assertTrue(out().contains("\"sigma_form\": \"map\""), out());
        assertEquals(ExitCode.DONE, run("models", "--models", other.toString()));
        assertTrue(out().contains("mine ") && !out().contains("my-upscale"), out());
    }

    @Test
    void aBrokenCardIsNamedBesideTheList() throws IOException {
        Files.writeString(this.folder.resolve("models").resolve("broken.json"),
                card("upscale").replaceFirst("\\{", "{\"\\\\u001b[2J\": 1, "));
        assertEquals(ExitCode.DONE, run("models"));
        assertTrue(out().contains("my-upscale"), out());
        assertEquals(1, err().lines().count(), err());
        assertTrue(
                err().startsWith(
                        "rushes: note: broken.json is left out: the model card broken.json has a field \" [2J\" "),
                err());
        assertEquals(ExitCode.BAD_ARGUMENTS, run("process", "CLIP", "--upscale", "2", "--model", "broken"));
        assertTrue(err().startsWith("rushes: the model \"broken\" is left out: "), err());
    }

    @Test
    void aPlanOfAnotherVersionIsRefused() throws IOException {
        Path job = Files.writeString(this.folder.resolve("job.json"), "{\"schema\": \"rushes.plan/0\"}");
        assertEquals(ExitCode.BAD_ARGUMENTS, run("assemble", job.toString()));
        assertEquals(1, err().lines().count(), err());
    }

    @ParameterizedTest
    @EnumSource(Problem.Kind.class)
    void everyProblemHasItsExitCode(Problem.Kind kind) {
        int expected = switch (kind) {
            case INVALID, UNSUPPORTED, NOT_FOUND -> 2;
            case MEDIA, INTERNAL -> 1;
            case CONFLICT, EXHAUSTED -> 75;
            case CANCELLED -> 143;
        };
        assertEquals(expected, shell(false).complain(new Problem(kind, "because")));
        assertEquals("rushes: because", err().strip());
    }

    @Test
    void surprisesAreOneSentenceToo() {
        assertEquals(ExitCode.FAILED, shell(false).complain(new IllegalStateException("a\nb\u001b[2Jc")));
        assertEquals("rushes: internal error: java.lang.IllegalStateException: a b [2Jc; "
                + "RUSHES_DEBUG=1 in the environment shows where", err().strip());
        assertEquals(ExitCode.TRY_AGAIN, shell(false).complain(new OutOfMemoryError("heap")));
    }

    @Test
    void stackTracesComeOnRequest() {
        assertEquals(ExitCode.FAILED, shell(true).complain(new IllegalStateException("a")));
        assertTrue(err().contains("\tat dev.rushes"), err());
    }

    @Test
    void whateverBreaksAfterCancellingIsCancelled() {
        this.cancelled = true;
        assertEquals(ExitCode.CANCELLED, shell(false).complain(new IllegalStateException("interrupted")));
        assertEquals("rushes: cancelled", err().strip());
    }

    private int run(String... words) {
        this.out.reset();
        this.err.reset();
        return Main.run(shell(false),
                Arrays.stream(words)
                    .map((word) -> word.equals("CLIP") ? this.clip.toString() : word)
                    .toArray(String[]::new));
    }

    private Shell shell(boolean debug) {
        return new Shell(new PrintStream(this.out, true, StandardCharsets.UTF_8),
                new PrintStream(this.err, true, StandardCharsets.UTF_8), 0, debug, () -> this.cancelled,
                new ModelsFolder(Map.of("RUSHES_MODELS", this.folder.resolve("models").toString())));
    }

    private String out() {
        return this.out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return this.err.toString(StandardCharsets.UTF_8);
    }

    private static String card(String task) {
        return """
                {"id": "my-%1$s", "version": "1", "task": "%1$s", "title": "a test's", "file": "x.onnx",
                 "sha256": "%2$s", "layout": "NCHW", "dtype": "float32", "range": [0.0, 1.0], "channels": "RGB",
                 "inputs": {"picture": "x", "sigma": null}, "output": "y", "scale": %3$d, "multiple": 1, "halo": 1,
                 "window": 1, "sigma_max": null, "speed": "fast", "parameters": 1234, "gflop_per_megapixel": 1.0,
                 "licence": "CC0-1.0", "source": "here", "training_data": "none",
                 "quality": [{"set": "Set5", "degrade": "test", "metric": "psnr_y", "value": 36.7, "baseline": 33.7}],
                 "measured_by": "nobody"}""".formatted(task, "0".repeat(64), task.equals("upscale") ? 2 : 1);
    }

}
