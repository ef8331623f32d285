package dev.rushes.workers.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.rushes.models.PicturePool;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Encoding;
import dev.rushes.workers.media.Frame;
import dev.rushes.workers.media.Pattern;
import dev.rushes.workers.media.PieceWriter;
import dev.rushes.workers.timeline.Rational;

/** Clips to measure with, moving ones in H.264 as most footage is. */
public final class BenchClips {

    private final Path folder;

    /** Makes them in a folder. */
    public BenchClips(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes one, unless it is there already.
     * @param width, height even numbers of pixels
     */
    public Path make(String name, int width, int height, int frames) {
        return make(name, width, height, frames, false);
    }

    /** The same of one picture that is held. */
    public Path hold(String name, int width, int height, int frames) {
        return make(name, width, height, frames, true);
    }

    private Path make(String name, int width, int height, int frames, boolean held) {
        // what an encoder that loses something makes of a held picture is not quite held
        String container = held ? "mkv" : "mp4";
        Path file = this.folder.resolve("bench-" + name + "." + container);
        if (Files.exists(file)) {
            return file;
        }
        Encoding encoding = new Encoding(held ? "ffv1" : "h264", held ? "ffv1" : "libopenh264",
                held ? Map.of("level", "3", "slices", "4")
                        : Map.of("profile", "high", "rc_mode", "quality", "b", String.valueOf(5L * width * height),
                                "allow_skip_frames", "0"),
                container, "yuv420p", width, height, "1/25", "25/1", "cfr", "progressive",
                new ClipInfo.Colour("bt709", "tv", "bt709", "bt709", "left"));
        try (PicturePool pool = new PicturePool();
                Pattern pattern = held ? Pattern.held(width, height, frames, pool)
                        : Pattern.chart(width, height, frames, pool);
                PieceWriter writer = new PieceWriter(file, held ? "matroska" : "mp4", encoding, "bicubic", false,
                        new Rational(1, 1), 1)) {
            Frame frame;
            while ((frame = pattern.next()) != null) {
                writer.accept(frame);
            }
            writer.finish();
        }
        return file;
    }

}
