package dev.rushes.models.examination;

import com.google.protobuf.ByteString;
import dev.rushes.models.Problem;
import dev.rushes.models.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.rushes.models.onnx.OnnxWriter.FLOAT;
import static dev.rushes.models.onnx.OnnxWriter.INT64;
import static dev.rushes.models.onnx.OnnxWriter.attribute;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whatever a file does, it ends in one sentence here. */
class HostileFilesTests {

    /** Little memory and time, so that whoever wants all is stopped soon. */
    private static final Limits TIGHT = new Limits(8 << 20, 3L << 30, 10);

    private static final int BOOL = 9;

    @TempDir
    private Path folder;

    @Test
    void damagedFilesAreSaidToBeSo() throws IOException {
        byte[] whole = Variants.PLAIN.bytes();
        refused(Problem.Kind.MEDIA, "no ONNX file", new byte[0]);
        refused(Problem.Kind.MEDIA, "no ONNX file", Arrays.copyOf(whole, whole.length / 2));
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        refused(Problem.Kind.MEDIA, "no ONNX file", noise);
        refused(Problem.Kind.MEDIA, "no ONNX file",
                "{\"json\": true}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        byte[] scratched = whole.clone();
        Arrays.fill(scratched, 200, 900, (byte) 0x7f);
        assertTrue(List.of(Problem.Kind.MEDIA, Problem.Kind.UNSUPPORTED).contains(refusal(scratched).kind()));
    }

    @Test
    void nestingHasAnEnd() throws IOException {
        ByteString graph = new OnnxWriter().node("Relu", "x -> y").graph();
        for (int i = 0; i < 2000; i++) {
            graph = new OnnxWriter().node("If", "c -> y", attribute("then_branch", graph)).graph();
        }
        ByteString nested = graph;
        refused(Problem.Kind.MEDIA, "nested", OnnxWriter.message((out) -> {
            out.writeInt64(1, 8);
            out.writeBytes(7, nested);
        }).toByteArray());
    }

    @Test
    void aFileThatIsTooLargeIsNotOpened() throws IOException {
        Path large = this.folder.resolve("large.onnx");
        try (var file = new java.io.RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(9 << 20);
        }
        assertTells(Problem.Kind.MEDIA, "larger than 8 MiB", refusal(large));
    }

    @Test
    void whatIsNoFileIsNotOpened() throws IOException {
        assertTells(Problem.Kind.NOT_FOUND, "no such file", refusal(this.folder.resolve("nothing.onnx")));
        assertTells(Problem.Kind.INVALID, "no regular file", refusal(this.folder));
    }

    @Test
    void endlessLoopsAreEnded() throws IOException {
        ByteString body = new OnnxWriter().node("Identity", "going -> on")
            .node("Mul", "state state -> next")
            .input("step", INT64)
            .input("going", BOOL)
            .input("state", FLOAT, 1, 3, "H", "W")
            .output("on", BOOL)
            .output("next", FLOAT, 1, 3, "H", "W")
            .graph();
        byte[] endless = picture().initializer("true", BOOL, new long[0], ByteString.copyFrom(new byte[] { 1 }))
            .node("Loop", " true x -> y".replace(" true", "most true"), attribute("body", body))
            .initializer("most", INT64, new long[0], longs(Long.MAX_VALUE))
            .bytes();
        assertTells(Problem.Kind.MEDIA, "took more than 10 seconds", refusal(endless));
    }

    @Test
    void graphsThatWantAllMemoryGetLittle() throws IOException {
        byte[] greedy = picture().longs("shape", 1, 3, 100_000, 100_000)
            .node("Expand", "x1 shape -> huge")
            .longs("axes", 2, 3)
            .node("ReduceMax", "huge -> most", attribute("axes", new long[] { 2, 3 }))
            .node("ReduceMax", "x -> x1", attribute("axes", new long[] { 2, 3 }))
            .node("Add", "x most -> y")
            .bytes();
        refused(Problem.Kind.UNSUPPORTED, "no picture that it was given came out as one", greedy);
    }

    @Test
    void claimsOfHugeWeightsAreNotBelieved() throws IOException {
        refusal(picture().floats("w", new long[] { 1 << 30, 1 << 30, 1 << 30 }, 1).node("Add", "x w -> y").bytes());
        refusal(picture().floats("w", new long[] { 1 << 16, 1 << 16 }, 1).node("Add", "x w -> y").bytes());
        refusal(picture().floats("w", new long[] { -5 }, 1).node("Add", "x w -> y").bytes());
    }

    @Test
    void unknownOperatorsAreNamed() throws IOException {
        refused(Problem.Kind.MEDIA, "Frobnicate", picture().node("Frobnicate", "x -> y").bytes());
    }

    @Test
    void filesFromTheFutureAreRefusedWithBothNumbers() throws IOException {
        refused(Problem.Kind.UNSUPPORTED, "IR version 99", picture().versions(99, 17).node("Relu", "x -> y").bytes());
        refused(Problem.Kind.UNSUPPORTED, "opset 99", picture().versions(8, 99).node("Relu", "x -> y").bytes());
    }

    @Test
    void dataFilesElsewhereAreNotOpened() throws IOException {
        refused(Problem.Kind.MEDIA, "not in the file's own folder", external("location", "../../etc/passwd"));
        refused(Problem.Kind.MEDIA, "missing", external("location", "nothing.bin"));
    }

    @Test
    void whatGivesNoNumbersIsRefused() throws IOException {
        refused(Problem.Kind.UNSUPPORTED, "NaN",
                picture().floats("zero", new long[] { 1 }, 0)
                    .node("Mul", "x zero -> none")
                    .node("Div", "none zero -> y")
                    .bytes());
    }

    @Test
    void aCrashOfTheProcessIsASentence() throws Exception {
        assertTells(Problem.Kind.MEDIA, "crashed", whileExamining("-SEGV"));
        assertTells(Problem.Kind.EXHAUSTED, "killed", whileExamining("-KILL"));
    }

    @Test
    void itEndsWhenItIsCancelled() throws IOException {
        Path file = Files.write(this.folder.resolve("model.onnx"), Variants.PLAIN.bytes());
        Problem problem = assertThrows(Problem.class,
                () -> Examination.of(file, Wishes.NONE, Limits.STANDARD, () -> true));
        assertEquals(Problem.Kind.CANCELLED, problem.kind());
        assertNobodyIsLeft();
    }

    /** Sends a signal to the process as soon as there is one. */
    private Problem whileExamining(String signal) throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        Thread killer = Thread.ofPlatform().start(() -> {
            try {
                ProcessHandle examiner = examiners().findFirst().orElse(null);
                while (examiner == null) {
                    if (ended.get()) {
                        return;
                    }
                    Thread.onSpinWait();
                    examiner = examiners().findFirst().orElse(null);
                }
                new ProcessBuilder("kill", signal, String.valueOf(examiner.pid())).start().waitFor();
            }
            catch (IOException | InterruptedException ex) {
                throw new IllegalStateException(ex);
            }
        });
        try {
            return refusal(Variants.PLAIN.bytes());
        }
        finally {
            ended.set(true);
            killer.join();
        }
    }

    private static Stream<ProcessHandle> examiners() {
        return ProcessHandle.current()
            .children()
            .filter((child) -> child.info().commandLine().orElse("").contains(Examiner.class.getName()));
    }

    private static void assertNobodyIsLeft() {
        examiners().forEach((examiner) -> examiner.onExit().join());
    }

    private byte[] external(String... where) {
        return picture().initializer(OnnxParts.external("w", new long[] { 1, 3, 1, 1 }, where))
            .node("Add", "x w -> y")
            .bytes();
    }

    private static OnnxWriter picture() {
        return new OnnxWriter().input("x", FLOAT, 1, 3, "H", "W").output("y", FLOAT, 1, 3, "h", "w");
    }

    private static ByteString longs(long number) {
        return ByteString.copyFrom(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).flip());
    }

    private void refused(Problem.Kind kind, String words, byte[] onnx) throws IOException {
        assertTells(kind, words, refusal(onnx));
    }

    private static void assertTells(Problem.Kind kind, String words, Problem problem) {
        assertTrue(problem.getMessage().contains(words), problem.getMessage());
        assertEquals(kind, problem.kind(), problem.getMessage());
    }

    private Problem refusal(byte[] onnx) throws IOException {
        return refusal(Files.write(this.folder.resolve("model.onnx"), onnx));
    }

    private Problem refusal(Path file) {
        Problem problem = assertThrows(Problem.class,
                () -> Examination.of(file, Wishes.NONE, TIGHT, () -> false).close());
        assertEquals(1, problem.getMessage().lines().count(), problem.getMessage());
        return problem;
    }

}
