package dev.rushes.workers.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.rushes.models.Problem;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.WorkLock;
import dev.rushes.workers.Workspace;
import dev.rushes.workers.job.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** After a crash at any moment the same command goes on and ends with the same bytes. */
class CrashTests {

    private static final int SEGMENTS = 6;

    private static Path clip() {
        return Clips.make("crash.mp4",
                "-f lavfi -i testsrc2=320x240:rate=25 -f lavfi -i sine=440 -frames:v 60 -shortest "
                        + "-c:v mpeg4 -bf 2 -c:a aac");
    }

    @ParameterizedTest
    @ValueSource(strings = { "piece-00000.part", "piece-00001.nut", "piece-00003.part", "piece-00005.json",
            ".crash.rushes.mkv.part" })
    void aKilledProcessIsTakenUpWhereItStopped(String moment) throws IOException {
        Path out = Clips.place("out");
        Cli first = start(out);
        Path folder = out.resolve(".crash.rushes.mkv.work");
        Path sign = moment.startsWith(".") ? out.resolve(moment) : folder.resolve(moment);
        // whoever is too late sees the finished master
        while (first.isAlive() && !Files.exists(sign)) {
            Thread.onSpinWait();
        }
        first.kill();
        assertEquals(List.of(), masters(out).stream().filter((file) -> !whole(file)).toList());
        Map<Path, Object> finished = finished(folder);

        List<Path> touched = new ArrayList<>();
        Monitor watch = new Monitor() {
            @Override
            public void frames(long more) {
                finished.forEach((piece, key) -> {
                    if (Files.exists(piece) && !key.equals(key(piece))) {
                        touched.add(piece);
                    }
                });
            }
        };
        Path master = Work.WORKER.process(work(out).job(), watch).master();
        assertEquals(SegmentsTests.hash(work(Clips.place("out")).master()), SegmentsTests.hash(master));
        assertEquals(List.of(), touched);
        assertEquals(List.of("crash.report.json", "crash.rushes.mkv"), names(out));
    }

    @Test
    void askedToStopItCleansUp() throws IOException {
        Path out = Clips.place("out");
        Cli process = start(out);
        Path sign = out.resolve(".crash.rushes.mkv.work/piece-00001.part");
        while (process.isAlive() && !Files.exists(sign)) {
            Thread.onSpinWait();
        }
        process.terminate();
        int code = process.await();
        if (code != 0) {
            assertEquals(143, code, process.output());
            assertFalse(Files.exists(out));
        }
    }

    @Test
    void onlyFoldersThatWereMadeForItGo() throws IOException {
        Path there = Files.createDirectories(Clips.place("there"));
        Path clip = Clips.make("broken.mkv", "-f lavfi -i testsrc2=64x48 -frames:v 3 -c:v ffv1");
        Monitor stop = new Monitor() {
            @Override
            public boolean cancelled() {
                // once the job is locked
                return Files.exists(there.resolve("a/b/.broken.rushes.mkv.work"));
            }
        };
        Path out = there.resolve("a/b");
        Problem problem = assertThrows(Problem.class, () -> Work.WORKER.process(Work.on(clip, out).job(), stop));
        assertEquals(Problem.Kind.CANCELLED, problem.kind());
        assertEquals(List.of(), Clips.list(there));
    }

    @Test
    void assemblingNothingLeavesNothing() {
        Work work = work(Clips.place("out"));
        Plan plan = work.plan();
        Problem problem = assertThrows(Problem.class, () -> Work.WORKER.assemble(plan, Monitor.NONE));
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertFalse(Files.exists(work.out()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "piece-00001.nut", "piece-00001.json" })
    void aPieceThatWasCutShortIsMadeAgain(String name) throws IOException {
        Work work = work(Clips.place("out"));
        Plan plan = half(work);
        Path file = plan.workspace().resolve(name);
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length / 2));
        assertEquals(SegmentsTests.hash(work(Clips.place("out")).master()), SegmentsTests.hash(work.master()));
    }

    @Test
    void aPieceWithoutItsRecordIsMadeAgain() throws IOException {
        Work work = work(Clips.place("out"));
        Plan plan = half(work);
        Files.delete(plan.workspace().resolve("piece-00001.json"));
        Files.write(plan.workspace().resolve("piece-00004.part"), new byte[1000]);
        assertEquals(SegmentsTests.hash(work(Clips.place("out")).master()), SegmentsTests.hash(work.master()));
    }

    @Test
    void aPieceThatRottedIsNeverUsed() throws IOException {
        Work work = work(Clips.place("out"));
        Plan plan = half(work);
        Path file = plan.workspace().resolve("piece-00001.nut");
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
        String expected = SegmentsTests.hash(work(Clips.place("out")).master());
        try {
            assertEquals(expected, SegmentsTests.hash(work.master()));
        }
        catch (Problem problem) {
            // noticed late: the same command again makes it anew
            assertEquals(Problem.Kind.EXHAUSTED, problem.kind());
            assertFalse(Files.exists(plan.master()));
            assertEquals(expected, SegmentsTests.hash(work.master()));
        }
    }

    @Test
    void piecesOfAnotherRecipeAreNotUsed() {
        Path out = Clips.place("out");
        half(work(out).upscale(2));
        assertEquals(SegmentsTests.hash(work(Clips.place("out")).master()), SegmentsTests.hash(work(out).master()));
    }

    @Test
    void aChangedSourceIsDoneAnew() throws IOException {
        Path copy = Files.copy(clip(), Clips.place("crash.mp4"));
        Path out = Clips.place("out");
        Work.on(copy, out).run();
        assertTrue(Work.on(copy, out).run().alreadyDone());
        Path other = Clips.make("crash.mp4", "-f lavfi -i testsrc=320x240:rate=25 -frames:v 30 -c:v mpeg4 -bf 2");
        Files.write(copy, Files.readAllBytes(other));
        assertFalse(Work.on(copy, out).run().alreadyDone());
        assertEquals(Ffmpeg.pictures(other), Ffmpeg.pictures(out.resolve("crash.rushes.mkv")));
    }

    @Test
    void aLostMasterIsMadeAgain() throws IOException {
        Path out = Clips.place("out");
        Path master = work(out).master();
        String expected = SegmentsTests.hash(master);
        Files.write(master, new byte[10]);
        assertFalse(work(out).run().alreadyDone());
        assertEquals(expected, SegmentsTests.hash(master));
    }

    @Test
    void piecesThatACrashLeftBesideAFinishedMasterGo() throws IOException {
        Work work = work(Clips.place("out"));
        Plan plan = work.plan();
        work.run();
        Path piece = Files.createDirectories(plan.workspace()).resolve("piece-00002.nut");
        Files.write(piece, new byte[10]);
        Files.createFile(plan.workspace().resolve("job.lock"));
        assertTrue(Work.WORKER.assemble(plan, Monitor.NONE).alreadyDone());
        assertFalse(Files.exists(plan.workspace()));
    }

    @Test
    void whoeverCleansUpBesideAFinishedMasterIsLeftToIt() throws IOException {
        Work work = work(Clips.place("out"));
        Plan plan = work.plan();
        work.run();
        Files.createDirectories(plan.workspace());
        try (WorkLock _ = new Workspace(plan).lockJob()) {
            assertTrue(work.run().alreadyDone());
        }
    }

    @Test
    void theSameTwiceAtOnceIsAConflict() {
        Work work = work(Clips.place("out"));
        List<Problem> problems = new ArrayList<>();
        Monitor rival = new Monitor() {
            @Override
            public void frames(long more) {
                if (problems.isEmpty()) {
                    problems.add(assertThrows(Problem.class, work::run));
                    Cli other = start(work.out());
                    assertEquals(75, other.await(), other.output());
                }
            }
        };
        Path master = Work.WORKER.process(work.job(), rival).master();
        assertEquals(Problem.Kind.CONFLICT, problems.getFirst().kind());
        assertEquals(SegmentsTests.hash(work(Clips.place("out")).master()), SegmentsTests.hash(master));
    }

    private static Cli start(Path out) {
        return Cli.start("process", clip(), "--out", out, "--codec", "ffv1", "--segments", SEGMENTS, "--threads", 2,
                "--interlaced", "keep", "--device", "cpu", "--progress", "none");
    }

    private static Work work(Path out) {
        return Work.on(clip(), out).segments(SEGMENTS).interlaced("keep");
    }

    /** Leaves the first pieces behind as a crash would. */
    private static Plan half(Work work) {
        Plan plan = work.plan();
        for (int task = 0; task < 3; task++) {
            Work.WORKER.run(plan, task, Monitor.NONE);
        }
        return plan;
    }

    private static Map<Path, Object> finished(Path folder) {
        Map<Path, Object> pieces = new HashMap<>();
        for (int i = 0; i < SEGMENTS; i++) {
            Path piece = folder.resolve("piece-%05d.nut".formatted(i));
            if (Files.exists(piece) && Files.exists(folder.resolve("piece-%05d.json".formatted(i)))) {
                pieces.put(piece, key(piece));
            }
        }
        return pieces;
    }

    private static Object key(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.fileKey() + " " + attributes.lastModifiedTime();
        }
        catch (IOException ex) {
            return "gone";
        }
    }

    private static boolean whole(Path master) {
        return Ffmpeg.pictures(master).size() == 60;
    }

    private static List<Path> masters(Path out) {
        return Files.exists(out) ? Clips.list(out)
            .stream()
            .filter((file) -> file.getFileName().toString().equals("crash.rushes.mkv"))
            .toList() : List.of();
    }

    private static List<String> names(Path out) throws IOException {
        if (!Files.exists(out)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(out)) {
            return files.map((file) -> file.getFileName().toString()).sorted().toList();
        }
    }

}
