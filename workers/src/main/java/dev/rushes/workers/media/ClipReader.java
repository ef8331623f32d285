package dev.rushes.workers.media;

import java.nio.file.Path;
import java.util.List;

import dev.rushes.models.PicturePool;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Processing;
import dev.rushes.workers.timeline.Rational;

/**
 * All pictures of a clip in a size of one's choice, scaled by Lanczos where that is not
 * its own.
 */
public final class ClipReader implements FrameSource {

    private final Decoder decoder;

    private final ToPicture conversion;

    private boolean drained;

    public ClipReader(Path clip, int width, int height, PicturePool pool) {
        ClipInfo info = Probe.of(clip, null, Monitor.NONE).info();
        this.decoder = new Decoder(clip, info.video().frames() < 0, 1);
        Processing plain = new Processing("none", false, null, "", ColourRules.of(info.video()).colour(), List.of(),
                "lanczos", "lanczos", List.of(), List.of());
        this.conversion = new ToPicture(plain, width, height, info.video().alpha(),
                Rational.parse(info.video().timeBase()), pool);
    }

    @Override
    public Frame next() {
        while (true) {
            Frame frame = this.conversion.pull();
            if (frame != null || this.drained) {
                return frame;
            }
            var decoded = this.decoder.next();
            this.drained = decoded == null;
            this.conversion.push(decoded);
        }
    }

    @Override
    public void close() {
        this.conversion.close();
        this.decoder.close();
    }

}
