package dev.rushes.workers.cli.progress;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ProgressTests {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private long now;

    @Test
    void plainLinesComeNowAndThen() {
        Progress progress = progress(new Plain(stream(this.err)));
        progress.clip("a.mov", 0, 1);
        progress.phase("measuring noise");
        progress.tick();
        progress.phase("restoring");
        progress.expect(480);
        for (int second = 1; second <= 12; second++) {
            pass(1);
            progress.frames(10);
            progress.tick();
        }
        progress.done(120);
        assertEquals(List.of("a.mov: measuring noise", "a.mov: restoring, 50/480 frames, 10.0 fps, 0:43 to go",
                "a.mov: restoring, 100/480 frames, 10.0 fps, 0:38 to go", "a.mov: done, 120 frames in 0:12, 10.0 fps"),
                lines(this.err));
    }

    @Test
    void heldFramesAreCounted() {
        Progress progress = progress(new Plain(stream(this.err)));
        progress.clip("a.mov", 0, 1);
        progress.done(120, 90);
        assertEquals(List.of("a.mov: done, 120 frames (90 held) in 0:00"), lines(this.err));
    }

    @Test
    void severalClipsAreCounted() {
        Progress progress = progress(new Plain(stream(this.err)));
        for (int clip = 0; clip < 2; clip++) {
            progress.clip(clip + ".mov", clip, 2);
            progress.phase("restoring");
            progress.tick();
            progress.done(120);
        }
        assertEquals(List.of("1/2 0.mov: restoring", "1/2 0.mov: done, 120 frames in 0:00", "2/2 1.mov: restoring",
                "2/2 1.mov: done, 120 frames in 0:00"), lines(this.err));
    }

    @Test
    void aNoteIsSaidOnceAClip() {
        Progress progress = progress(new Silent(stream(this.err)));
        progress.clip("a.mov", 0, 1);
        progress.warn("mind the gap");
        progress.warn("mind the gap");
        progress.failed("the end");
        assertEquals(List.of("rushes: note: mind the gap", "rushes: the end"), lines(this.err));
    }

    @Test
    void aFarmHearsAtLeastOneLineAMinute() {
        Progress progress = progress(new OpenJd(stream(this.out), stream(this.err)));
        progress.clip("a.mov", 0, 2);
        progress.phase("restoring");
        progress.expect(100);
        progress.frames(50);
        long quiet = 0;
        for (int second = 0; second < 300; second++) {
            int before = this.out.size();
            progress.tick();
            quiet = (this.out.size() > before) ? 0 : quiet + 1;
            assertTrue(quiet < 60, "silent for a minute");
            pass(1);
        }
        progress.failed("disk full");
        List<String> lines = lines(this.out);
        assertEquals("openjd_status: 1/2 a.mov: restoring", lines.getFirst());
        assertEquals("openjd_progress: 25.0", lines.get(1));
        assertEquals("openjd_fail: disk full", lines.getLast());
        assertTrue(lines.size() < 20, "no flood");
        assertTrue(lines.stream().allMatch((line) -> line.startsWith("openjd_")));
        assertEquals(List.of("rushes: disk full"), lines(this.err));
    }

    @Test
    void theBarNeverWraps() {
        for (int columns : new int[] { 20, 40, 80, 200 }) {
            Bar bar = new Bar(stream(this.err), columns);
            for (long frames : new long[] { 0, 1, 4999, 5000 }) {
                Tally tally = new Tally("3/5 a clip with quite a long name.mov", 2, 5, "restoring", frames, 5000,
                        TimeUnit.SECONDS.toNanos(10));
                assertTrue(bar.line(tally).length() < columns, bar.line(tally));
            }
        }
    }

    @Test
    void theBarSaysItAll() {
        Bar bar = new Bar(stream(this.err), 80);
        assertEquals("a.mov restoring [============>           ]  50%  60/120 frames 6.0 fps ETA 0:10",
                bar.line(new Tally("a.mov", 0, 1, "restoring", 60, 120, TimeUnit.SECONDS.toNanos(10))));
    }

    @Test
    void theBarIsRewrittenInPlaceAndGoneAtTheEnd() {
        Progress progress = progress(new Bar(stream(this.err), 60));
        progress.clip("a.mov", 0, 1);
        progress.phase("restoring");
        progress.expect(10);
        progress.tick();
        progress.tick();
        progress.done(120);
        progress.close();
        String text = this.err.toString(StandardCharsets.UTF_8);
        assertTrue(text.startsWith("\r\u001b[Ka.mov restoring ["), text);
        assertTrue(text.endsWith("\r\u001b[Ka.mov: done, 120 frames in 0:00" + System.lineSeparator()), text);
        assertEquals(1, text.split("restoring").length - 1, "an unchanged line is not drawn again");
    }

    @Test
    void cancellingIsPassedOn() {
        boolean[] flag = new boolean[1];
        Progress progress = new Progress(new Silent(stream(this.err)), () -> flag[0], () -> this.now);
        assertFalse(progress.cancelled());
        flag[0] = true;
        assertTrue(progress.cancelled());
    }

    @Test
    void longTimesAreReadable() {
        Tally tally = new Tally("a", 0, 1, "x", 1, 7200, TimeUnit.SECONDS.toNanos(2));
        assertEquals("3:59:58", tally.eta());
        assertEquals("0.50 fps", tally.fps());
    }

    private Progress progress(Display display) {
        return new Progress(display, () -> false, () -> this.now);
    }

    private void pass(long seconds) {
        this.now += TimeUnit.SECONDS.toNanos(seconds);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static List<String> lines(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

}
