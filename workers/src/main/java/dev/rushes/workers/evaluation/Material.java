package dev.rushes.workers.evaluation;

import java.nio.file.Path;
import java.util.List;

import dev.rushes.models.PicturePool;
import dev.rushes.models.Problem;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Processing;
import dev.rushes.workers.job.Task;
import dev.rushes.workers.media.ColourRules;
import dev.rushes.workers.media.Frame;
import dev.rushes.workers.media.Probe;
import dev.rushes.workers.media.SegmentSource;

/**
 * A picture or a clip that is the original.
 *
 * @param width, height of what is used of it, from the upper left corner
 */
record Material(ClipInfo info, int width, int height) {

    /** A window of structural similarity must fit after borders are cut off. */
    private static final int LEAST = 32;

    /**
     * Looks at a file.
     * @param multiple that width and height are cropped to
     * @throws Problem MEDIA if it is no footage, or too small
     */
    static Material of(Path file, int multiple, Monitor monitor) {
        ClipInfo info = Probe.of(file, null, monitor).info();
        int width = info.video().width() / multiple * multiple;
        int height = info.video().height() / multiple * multiple;
        if (Math.min(width, height) < LEAST) {
            throw Problem.media("%s has %d × %d pixels, too few to compare; give pictures of %d × %d or more", file,
                    info.video().width(), info.video().height(), LEAST, LEAST);
        }
        return new Material(info, width, height);
    }

    String name() {
        return String.valueOf(this.info.path().getFileName());
    }

    /** Its frames as the product decodes them, from the first. */
    Reader open(PicturePool pool) {
        return new Reader(this, pool);
    }

    /**
     * All frames of a clip as the product reads them when nothing is to be done to it.
     */
    static SegmentSource frames(ClipInfo info, PicturePool pool) {
        Processing plain = new Processing("none", false, null, "", ColourRules.of(info.video()).colour(), List.of(),
                "bicubic", "bicubic", List.of(), List.of());
        Task whole = new Task(0, Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, 0, -1);
        return new SegmentSource(info, plain, whole, pool, 1);
    }

    /** Reads it frame by frame. */
    static final class Reader implements AutoCloseable {

        private final Material material;

        private final SegmentSource source;

        private Reader(Material material, PicturePool pool) {
            this.material = material;
            this.source = frames(material.info(), pool);
        }

        /**
         * The next frame, or null at the end.
         * @throws Problem MEDIA if parts of it are missing, for then it is no original
         */
        Pixels next() {
            try (Frame frame = this.source.next()) {
                if (this.source.damagedPackets() > 0 || this.source.damagedFrames() > 0
                        || this.source.readError() != null) {
                    throw Problem.media("%s is damaged and cannot be compared with; take it out of the folder",
                            this.material.info().path());
                }
                return frame == null ? null : Pixels.of(frame.picture(), this.material.width(), this.material.height());
            }
        }

        @Override
        public void close() {
            this.source.close();
        }

    }

}
