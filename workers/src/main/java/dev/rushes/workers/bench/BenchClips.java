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

/** Clips to measure with, in H.264 as most footage is. */
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
        Path file = this.folder.resolve("bench-" + name + ".mp4");
        if (Files.exists(file)) {
            return file;
        }
        Encoding h264 = new Encoding("h264", "libopenh264",
                Map.of("profile", "high", "rc_mode", "quality", "b", String.valueOf(5L * width * height),
                        "allow_skip_frames", "0"),
                "mp4", "yuv420p", width, height, "1/25", "25/1", "cfr", "progressive",
                new ClipInfo.Colour("bt709", "tv", "bt709", "bt709", "left"));
        try (PicturePool pool = new PicturePool();
                Pattern pattern = Pattern.chart(width, height, frames, pool);
                PieceWriter writer = new PieceWriter(file, "mp4", h264, "bicubic", false, new Rational(1, 1), 1)) {
            Frame frame;
            while ((frame = pattern.next()) != null) {
                writer.accept(frame);
            }
            writer.finish();
        }
        return file;
    }

}
