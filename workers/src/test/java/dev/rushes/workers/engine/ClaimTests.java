package dev.rushes.workers.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import dev.rushes.models.Problem;
import dev.rushes.workers.Claim;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** An attempt that is stopped while another takes its place, and that comes back. */
class ClaimTests {

    private static final int SEGMENTS = 3;

    private final Work work = Work
        .on(Clips.make("claim.mp4", "-f lavfi -i testsrc2=320x240:rate=25 -frames:v 30 -c:v mpeg4 -bf 2"),
                Clips.place("out"))
        .segments(SEGMENTS)
        .interlaced("keep");

    private final Plan plan = this.work.plan();

    private Object heirs;

    ClaimTests() throws IOException {
        // as a server's planner does; whoever works later makes no folder of a job
        Files.createDirectories(this.work.out());
    }

    @Test
    void ofAPieceIsFencedInTheMiddleOfIt() throws IOException {
        Problem problem = assertThrows(Problem.class,
                () -> Work.WORKER.run(this.plan, 1, claim(1), atFrame(this::heirMakesThePiece)));
        assertEquals(Problem.Kind.EXHAUSTED, problem.kind(), problem.getMessage());
        heirsPieceIsThere();
    }

    @Test
    void ofAPieceIsFencedRightAfterItWasLetBegin() throws IOException {
        // it finds the heir's and is content
        Work.WORKER.run(this.plan, 1, asked(this::heirMakesThePiece), Monitor.NONE);
        heirsPieceIsThere();
    }

    @Test
    void ofAPieceEndsWhereItComesBackBeforeItHasBegun() throws IOException {
        heirMakesThePiece();
        Problem problem = assertThrows(Problem.class,
                () -> Work.WORKER.run(this.plan, 1, new Claim(1, () -> false), Monitor.NONE));
        assertEquals(Problem.Kind.CANCELLED, problem.kind());
        heirsPieceIsThere();
    }

    @Test
    void neverPutsTheHeirOutOfItsWay() throws IOException {
        // it comes back in the middle of the heir's work and is not told in time
        Work.WORKER.run(this.plan, 1, claim(2), atFrame(() -> Work.WORKER.run(this.plan, 1, claim(1), Monitor.NONE)));
        assertTrue(Files.exists(piece()));
        assertEquals(List.of(), parts());
        finish();
    }

    @ParameterizedTest
    @ValueSource(strings = { "assembling", "hashing" })
    void ofAnAssemblyIsFencedInTheMiddleOfIt(String phase) throws IOException {
        makePieces();
        assertTrue(Work.WORKER.assemble(this.plan, claim(11), new Monitor() {
            @Override
            public void phase(String what) {
                if (what.equals(phase)) {
                    heirAssembles();
                }
            }
        }).alreadyDone());
        heirsMasterIsThere();
    }

    @Test
    void ofAnAssemblyIsFencedRightAfterItWasLetBegin() throws IOException {
        makePieces();
        assertTrue(Work.WORKER.assemble(this.plan, asked(this::heirAssembles), Monitor.NONE).alreadyDone());
        heirsMasterIsThere();
    }

    @Test
    void whatAKilledAttemptLeftIsClearedByTheNext() throws IOException {
        Files.createDirectories(this.plan.workspace().resolve("piece-00001.7.part"));
        Files.write(this.plan.workspace().resolve("piece-00001.7.part/piece-00001.part"), new byte[1000]);
        Work.WORKER.run(this.plan, 1, claim(8), Monitor.NONE);
        assertEquals(List.of(), parts());
    }

    @Test
    void aRemovedJobsFolderIsNotMadeAgain() throws IOException {
        Files.delete(this.work.out());
        Problem problem = assertThrows(Problem.class, () -> Work.WORKER.run(this.plan, 1, claim(1), Monitor.NONE));
        assertEquals(Problem.Kind.NOT_FOUND, problem.kind());
        assertFalse(Files.exists(this.work.out()));
    }

    private static Claim claim(long number) {
        return new Claim(number, () -> true);
    }

    /** Stopped between the answer to its question and what it does then. */
    private static Claim asked(Runnable meanwhile) {
        BooleanSupplier holds = () -> {
            meanwhile.run();
            return true;
        };
        return new Claim(1, holds);
    }

    private static Monitor atFrame(Runnable meanwhile) {
        return new Monitor() {
            private boolean once;

            @Override
            public void frames(long more) {
                if (!this.once) {
                    this.once = true;
                    meanwhile.run();
                }
            }
        };
    }

    private void heirMakesThePiece() {
        Work.WORKER.run(this.plan, 1, claim(2), Monitor.NONE);
        this.heirs = key(piece());
    }

    private void heirsPieceIsThere() throws IOException {
        assertEquals(this.heirs, key(piece()));
        assertEquals(List.of(), parts());
        finish();
    }

    private void makePieces() {
        for (int task = 0; task < SEGMENTS; task++) {
            Work.WORKER.run(this.plan, task, claim(task), Monitor.NONE);
        }
    }

    private void heirAssembles() {
        Work.WORKER.assemble(this.plan, claim(12), Monitor.NONE);
        this.heirs = key(this.plan.master()) + "" + key(this.plan.report());
    }

    private void heirsMasterIsThere() throws IOException {
        assertEquals(this.heirs, key(this.plan.master()) + "" + key(this.plan.report()));
        assertEquals(List.of("claim.report.json", "claim.rushes.mkv"), names(this.work.out()));
    }

    /** The pieces that are there are good for a master. */
    private void finish() throws IOException {
        makePieces();
        assertEquals(30, Work.WORKER.assemble(this.plan, claim(20), Monitor.NONE).frames());
        assertEquals(List.of("claim.report.json", "claim.rushes.mkv"), names(this.work.out()));
    }

    private Path piece() {
        return this.plan.workspace().resolve("piece-00001.nut");
    }

    private List<String> parts() throws IOException {
        return names(this.plan.workspace()).stream().filter((name) -> name.contains(".part")).toList();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map((file) -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Object key(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.fileKey() + " " + attributes.lastModifiedTime();
        }
        catch (IOException trouble) {
            throw new java.io.UncheckedIOException(trouble);
        }
    }

}
