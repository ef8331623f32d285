package dev.rushes.workers.engine;

import java.nio.file.Path;
import java.util.List;

import dev.rushes.workers.Disk;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Plan;
import dev.rushes.workers.job.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * However the work is cut, and wherever the parts are made, the master is the same to the
 * byte.
 */
class SegmentsTests {

    private static final List<Integer> CUTS = List.of(2, 3, 7);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mp4 | -c:v mpeg4 -bf 2 -g 12
            mov | -c:v mpeg2video -bf 2 -g 9 -flags -cgop
            mkv | -c:v mpeg2video -bf 2 -g 9 -flags -cgop
            mov | -c:v libopenh264 -g 300
            mov | -c:v prores_ks
            mkv | -c:v libsvtav1 -preset 12 -g 16 -pix_fmt yuv420p
            mxf | -c:v mpeg2video -bf 2 -g 12
            ts  | -c:v mpeg2video -bf 2 -g 12
            avi | -c:v mpeg4 -bf 1
            """)
    void anyNumberOfSegmentsGivesTheSameBytes(String container, String options) {
        Path clip = Clips.make("long." + container, "-f lavfi -i testsrc2=96x64:rate=25 -frames:v 50 " + options);
        for (String codec : List.of("ffv1", "prores_hq")) {
            String whole = bytes(job(clip).codec(codec).segments(1));
            for (int segments : CUTS) {
                assertEquals(whole, bytes(job(clip).codec(codec).segments(segments)), codec + " " + segments);
            }
        }
    }

    @Test
    void threadsDoNotMatter() {
        Path clip = Clips.make("threads.mov", "-f lavfi -i testsrc2=400x300:rate=25 -frames:v 12 -c:v mpeg4 -bf 2");
        for (String codec : List.of("ffv1", "prores_hq", "prores_4444", "dnxhr_hqx")) {
            String one = bytes(job(clip).codec(codec).threads(1));
            assertEquals(one, bytes(job(clip).codec(codec).threads(8).segments(4)), codec);
        }
    }

    @Test
    void deinterlacingSeesAcrossTheCuts() {
        Path clip = Clips.make("woven.mkv", "-f lavfi -i testsrc2=128x96:rate=50 -frames:v 40 "
                + "-vf separatefields,select='eq(mod(n,4),0)+eq(mod(n,4),3)',weave=first_field=top,setfield=tff "
                + "-c:v ffv1 -top 1");
        Work whole = Work.on(clip).segments(1);
        assertEquals("tff", whole.plan().processing().deinterlace());
        String expected = bytes(whole);
        for (int segments : CUTS) {
            assertEquals(expected, bytes(Work.on(clip).segments(segments)), segments + " segments");
        }
        Path slice = Work.on(clip).range("5f..12f").master();
        assertEquals(Ffmpeg.pictures(whole.master()).subList(5, 12), Ffmpeg.pictures(slice));
    }

    @Test
    void modelsSeeAcrossTheCuts() {
        Path clip = Clips.make("noisy.mkv",
                "-f lavfi -i testsrc2=64x48:rate=25 -frames:v 12 -vf noise=alls=30:allf=t -c:v ffv1");
        String whole = bytes(job(clip).denoise("auto").upscale(2).segments(1));
        assertNotEquals(whole, bytes(job(clip).upscale(2).segments(1)));
        for (int segments : CUTS) {
            assertEquals(whole, bytes(job(clip).denoise("auto").upscale(2).segments(segments)), segments + " segments");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "png", "tiff" })
    void sequencesAreTheSameToo(String codec) {
        Path clip = Clips.make("sequence.mov", "-f lavfi -i testsrc2=64x48:rate=25 -frames:v 10 -c:v mpeg4");
        List<String> whole = pictures(job(clip).codec(codec).master());
        assertEquals(10, whole.size());
        assertEquals(whole, pictures(job(clip).codec(codec).segments(3).master()));
    }

    @Test
    void longGroupsOfPicturesAreWholeInDeliveryCodecsToo() {
        Path clip = Clips.make("delivery.mov", "-f lavfi -i testsrc2=96x64:rate=25 -frames:v 50 -c:v mpeg4 -bf 2");
        for (String codec : List.of("h264", "av1")) {
            Path master = job(clip).codec(codec).segments(3).master();
            assertEquals(50, Ffmpeg.pictures(master).size(), codec);
            assertEquals(Ffmpeg.frameTimes(clip), Ffmpeg.frameTimes(master), codec);
        }
    }

    @Test
    void tasksOfAWrittenPlanRunAnywhereInAnyOrder() {
        Path clip = Clips.make("farm.mp4", "-f lavfi -i testsrc2=96x64:rate=25 -frames:v 40 -c:v mpeg4 -bf 2");
        String whole = bytes(job(clip).segments(4));
        Work work = job(clip).segments(4);
        String written = Json.write(work.plan());
        assertEquals(written, Json.write(Json.read(written, Plan.class)));
        for (int task : List.of(2, 0, 3, 1, 2)) {
            Work.WORKER.run(Json.read(written, Plan.class), task, Monitor.NONE);
        }
        Path master = Work.WORKER.assemble(Json.read(written, Plan.class), Monitor.NONE).master();
        assertEquals(whole, hash(master));
    }

    @Test
    void segmentsCoverEveryFrameOnce() {
        Path clip = Clips.make("cover.mp4", "-f lavfi -i testsrc2=64x48:rate=25 -frames:v 50 -c:v mpeg4 -bf 2 -g 12");
        for (int segments : List.of(1, 2, 3, 7, 49, 50, 51, 1000)) {
            List<Task> tasks = job(clip).segments(segments).plan().tasks();
            assertTrue(tasks.size() <= Math.min(segments, 50), tasks.size() + " of " + segments);
            long next = 0;
            for (Task task : tasks) {
                assertEquals(next, task.firstFrame());
                next += task.frames();
            }
            assertEquals(50, next);
        }
    }

    private static Work job(Path clip) {
        return Work.on(clip).interlaced("keep");
    }

    private static String bytes(Work work) {
        return hash(work.master());
    }

    static String hash(Path master) {
        return Disk.sha256(master, Monitor.NONE);
    }

    private static List<String> pictures(Path folder) {
        return Clips.list(folder).stream().map(SegmentsTests::hash).toList();
    }

}
