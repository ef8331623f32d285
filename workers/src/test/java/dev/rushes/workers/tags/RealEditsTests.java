package dev.rushes.workers.tags;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import dev.rushes.workers.engine.Clips;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Footage of which each clip is one shot, edited by FFmpeg with transitions that are
 * known.
 */
class RealEditsTests {

    /** The network was trained on none of these. */
    private static final List<String> FOOTAGE = List.of("metadata-extractor-images/Issue_515_java.mp4",
            "editly-assets/kohlipe1.mp4", "editly-assets/kohlipe2.mp4", "editly-assets/lofoten.mp4",
            "editly-assets/changi.mp4", "shared-assets/flower.mp4", "shared-assets/bug_video_640.mp4",
            "moviepy/video_with_failing_audio.mp4", "fate/vp90-2-15-segkey_adpq.mkv", "fate/t.ts");

    private static final List<String> GRADUAL = List.of("fade", "fade", "fade", "fadeblack", "fadewhite", "wipeleft",
            "wipeup", "circleopen");

    private static final int SHOTS = 10;

    /**
     * A transition from the first frame that is mixed to the first that is not; a cut has
     * none.
     */
    private record Edit(int first, int end) {

        boolean cut() {
            return first == end;
        }

        boolean overlaps(Edit other) {
            return first < other.end && other.first < end;
        }

    }

    private int hits;

    private int both;

    private double f1() {
        return 2.0 * this.hits / this.both;
    }

    @Test
    void cutsAndTransitionsOfRealFootageAreFound() {
        List<List<Edit>> truths = new ArrayList<>();
        List<List<Edit>> founds = new ArrayList<>();
        for (int seed = 0; seed < 8; seed++) {
            List<Edit> truth = new ArrayList<>();
            Path clip = edited(seed, truth);
            truths.add(truth);
            founds.add(Tagged.of(clip, "shots").tags().shots().stream().skip(1).map((shot) -> {
                int first = shot.start().frame();
                return new Edit(first, first + shot.transitionIn().frames());
            }).toList());
        }
        for (int i = 0; i < truths.size(); i++) {
            count(truths.get(i), founds.get(i), true);
        }
        assertTrue(f1() >= 0.97, () -> "cuts " + f1() + " " + truths + " " + founds);
        this.hits = 0;
        this.both = 0;
        for (int i = 0; i < truths.size(); i++) {
            count(truths.get(i), founds.get(i), false);
        }
        assertTrue(f1() >= 0.85, () -> "gradual " + f1() + " " + truths + " " + founds);
    }

    private void count(List<Edit> truth, List<Edit> found, boolean cuts) {
        List<Edit> left = new ArrayList<>(found.stream().filter((edit) -> edit.cut() == cuts).toList());
        List<Edit> wanted = truth.stream().filter((edit) -> edit.cut() == cuts).toList();
        this.both += left.size() + wanted.size();
        for (Edit edit : wanted) {
            if (left.removeIf((other) -> cuts ? other.equals(edit) : other.overlaps(edit))) {
                this.hits++;
            }
        }
    }

    private static Path edited(int seed, List<Edit> truth) {
        Random random = new Random(seed);
        StringBuilder inputs = new StringBuilder();
        StringBuilder graph = new StringBuilder();
        int length = 0;
        int last = -1;
        for (int i = 0; i < SHOTS; i++) {
            int clip = random.nextInt(FOOTAGE.size());
            while (clip == last) {
                clip = random.nextInt(FOOTAGE.size());
            }
            last = clip;
            inputs.append("-i ").append(Clips.footage(FOOTAGE.get(clip))).append(' ');
            int frames = random.nextInt(66, 84);
            graph.append(String.format(Locale.ROOT,
                    "[%d:v]fps=25,scale=320:180:force_original_aspect_ratio=increase,crop=320:180,setsar=1,format=yuv420p,"
                            + "trim=end_frame=%d,setpts=PTS-STARTPTS,settb=1/25[s%d];",
                    i, frames, i));
            if (i == 0) {
                length = frames;
                graph.append("[s0]null[e0];");
            }
            else if (random.nextBoolean()) {
                truth.add(new Edit(length, length));
                length += frames;
                graph.append("[e%d][s%d]concat=n=2,settb=1/25[e%d];".formatted(i - 1, i, i));
            }
            else {
                int mixed = random.nextInt(8, 32);
                // FFmpeg's first frame of a transition is still the first shot alone
                truth.add(new Edit(length - mixed + 1, length));
                graph.append(String.format(Locale.ROOT, "[e%d][s%d]xfade=transition=%s:duration=%f:offset=%f[e%d];",
                        i - 1, i, GRADUAL.get(random.nextInt(GRADUAL.size())), mixed / 25.0, (length - mixed) / 25.0,
                        i));
                length += frames - mixed;
            }
        }
        graph.append("[e%d]null".formatted(SHOTS - 1));
        return Clips.make("edited-%d.mp4".formatted(seed),
                inputs + "-an -filter_complex " + graph + " -c:v mpeg4 -q:v 4 -frames:v " + length);
    }

}
