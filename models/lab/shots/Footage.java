import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.rushes.models.Models;
import dev.rushes.workers.Worker;
import dev.rushes.workers.media.View;
import dev.rushes.workers.media.Viewer;
import dev.rushes.workers.shots.Sketch;

/** Clips of one shot each that were really taken. */
final class Footage {

    private static final int LEAST = 60;

    private static final int MOST = 2500;

    private final List<List<byte[]>> clips = new ArrayList<>();

    /** Reads all that a file lists, a path a line; what is shorter than two seconds or so is left out. */
    Footage(Path list) throws IOException {
        try (Stream<String> files = Files.lines(list)) {
            for (String file : files.toList()) {
                List<byte[]> frames = frames(Path.of(file));
                if (frames.size() >= LEAST) {
                    clips.add(frames);
                }
            }
        }
    }

    private static List<byte[]> frames(Path file) {
        List<byte[]> frames = new ArrayList<>();
        try (Viewer viewer = new Viewer(new Worker(Models.shipped()).probe(file), 0, 1)) {
            View view;
            while ((view = viewer.next()) != null && frames.size() < MOST) {
                frames.add(view.sketch().ycbcr());
            }
        }
        return frames;
    }

    int size() {
        return clips.size();
    }

    /** All clips as they are. */
    List<List<Sketch>> whole() {
        return clips.stream()
            .map((clip) -> IntStream.range(0, clip.size()).mapToObj((i) -> new Sketch(i, clip.get(i))).toList())
            .toList();
    }

    /** Shots from anywhere in the clips, no two of a clip in a row. */
    Reel.Shooting plain(RandomGenerator random) {
        return shooting(random, false);
    }

    /** The same, with other light and colour, mirrored, and at other speeds. */
    Reel.Shooting varied(RandomGenerator random) {
        return shooting(random, true);
    }

    private Reel.Shooting shooting(RandomGenerator random, boolean varied) {
        int[] last = { -1 };
        return () -> {
            int clip = random.nextInt(clips.size());
            while (clip == last[0]) {
                clip = random.nextInt(clips.size());
            }
            last[0] = clip;
            boolean changed = varied && random.nextBoolean();
            return shot(clips.get(clip), random.nextInt(clips.get(clip).size()), random.nextBoolean() ? 1 : -1,
                    varied ? random.nextInt(1, 4) : 1, changed ? random.nextDouble(0.3, 1.2) : 1,
                    changed ? random.nextDouble(0, 1.2) : 1, varied && random.nextBoolean(), varied ? new Light(random) : null);
        };
    }

    private static Supplier<double[]> shot(List<byte[]> frames, int start, int direction, int speed, double gain, double colour,
            boolean mirrored, Light light) {
        int[] at = { start };
        int[] step = { direction };
        return () -> {
            byte[] samples = frames.get(at[0]);
            double[] frame = new double[samples.length];
            double now = light == null ? gain : gain * light.next();
            for (int i = 0; i < frame.length; i++) {
                int from = mirrored ? i - i % Take.WIDTH + Take.WIDTH - 1 - i % Take.WIDTH : i;
                int value = samples[from] & 0xFF;
                frame[i] = i < Take.PLANE ? Math.min(250, 16 + (value - 16) * now) : 128 + (value - 128) * colour * Math.min(1, gain);
            }
            for (int i = 0; i < speed; i++) {
                // at an end it goes back, as no clip is long enough for all
                if (at[0] + step[0] < 0 || at[0] + step[0] >= frames.size()) {
                    step[0] = -step[0];
                }
                at[0] += step[0];
            }
            return frame;
        };
    }

}
