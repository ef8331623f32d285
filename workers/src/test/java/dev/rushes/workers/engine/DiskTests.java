package dev.rushes.workers.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.rushes.models.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A disk that fills up is said, and nothing half done stays on it. */
class DiskTests {

    private Path disk;

    @BeforeEach
    void mountSmallDisk() throws IOException, InterruptedException {
        this.disk = Files.createDirectory(Clips.place("disk"));
        Assumptions.assumeTrue(command("mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", this.disk.toString()),
                "a small disk cannot be mounted here (only root may)");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        command("umount", this.disk.toString());
    }

    @Test
    void aFullDiskIsSaidAndTheSameCommandWorksLater() throws IOException, InterruptedException {
        Path clip = Clips.make("big.mov",
                "-f lavfi -i testsrc2=160x120:rate=25 -frames:v 60 -vf noise=alls=20:allf=t -c:v mpeg4 -q 2");
        Work work = Work.on(clip, this.disk.resolve("out")).segments(10).threads(1);
        Problem problem = assertThrows(Problem.class, work::run);
        assertEquals(Problem.Kind.EXHAUSTED, problem.kind(), problem.getMessage());
        assertTrue(problem.getMessage().contains("the disk is full"), problem.getMessage());
        assertFalse(Files.exists(work.out()) && !Clips.list(work.out()).isEmpty(), "something is left behind");
        assertTrue(command("mount", "-o", "remount,size=100m", this.disk.toString()));
        assertEquals(SegmentsTests.hash(Work.on(clip).segments(10).master()), SegmentsTests.hash(work.master()));
        assertEquals(List.of("big.report.json", "big.rushes.mkv"),
                Clips.list(work.out()).stream().map((file) -> file.getFileName().toString()).toList());
    }

    private static boolean command(String... words) throws IOException, InterruptedException {
        return new ProcessBuilder(words).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor() == 0;
    }

}
