package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.nio.file.Path;

import dev.rushes.models.Problem;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * One frame of a clip for a screen, with every pixel that it has: an 8-bit RGB PNG,
 * upright, in the colours of a proxy; fields that are flagged as such are deinterlaced.
 */
public final class Still {

    /** Deinterlacers look a frame to either side. */
    private static final int LEAD_FRAMES = 3;

    /**
     * Decoding starts so far before, for some containers list when a frame is decoded,
     * which may be long before it is shown.
     */
    private static final int SEEK_FRAMES = 16;

    private final ClipInfo.Video video;

    private final Monitor monitor;

    private final AVFrame kept = av_frame_alloc();

    private boolean passed;

    private Still(ClipInfo.Video video, Monitor monitor) {
        this.video = video;
        this.monitor = monitor;
    }

    /**
     * Where a frame is.
     *
     * @param since seconds after the clip's first frame; the frame that is shown then is
     * meant. Null for the only frame of a file
     * @param first presentation time of the clip's first frame in ticks, or
     * {@link Long#MIN_VALUE} to believe the container
     * @param seek whether the container can be trusted to find it; else everything before
     * is decoded
     */
    public record Place(Rational since, long first, boolean seek) {

        public static final Place ONLY = new Place(null, 0, false);

    }

    /**
     * Takes it.
     * @throws Problem NOT_FOUND if the clip is gone, MEDIA if there is no such frame in
     * it, CANCELLED
     */
    public static byte[] png(Path clip, ClipInfo.Video video, Place place, Monitor monitor) {
        Still still = new Still(video, monitor);
        try {
            if (!(place.seek() && still.find(clip, place, true)) && !still.find(clip, place, false)) {
                throw Problem.media("%s has no frame there that can be decoded", clip.getFileName());
            }
            return Png.of(still.kept);
        }
        finally {
            av_frame_free(still.kept);
        }
    }

    /** Decodes up to it; false if that did not lead there. */
    private boolean find(Path clip, Place place, boolean seek) {
        this.passed = false;
        av_frame_unref(this.kept);
        boolean counted = this.video.frames() < 0;
        try (Decoder decoder = new Decoder(clip, counted, Math.min(4, Runtime.getRuntime().availableProcessors()))) {
            Rational tick = counted ? Rational.parse(this.video.timeBase()) : decoder.timeBase();
            long frame = Math.max(1, Rational.parse(this.video.frameRate()).inverse().over(tick).round());
            long first = place.first() == Long.MIN_VALUE ? decoder.firstPts() : place.first();
            long target = place.since() == null ? Long.MAX_VALUE : first + place.since().over(tick).floor();
            boolean constant = place.since() != null && this.video.timing().equals("cfr");
            long lead = constant ? target - LEAD_FRAMES * frame : Long.MIN_VALUE;
            if (seek && target - SEEK_FRAMES * frame > first) {
                decoder.seek(target - SEEK_FRAMES * frame);
            }
            else if (seek) {
                return false;
            }
            try (ProxyPicture conversion = new ProxyPicture(this.video, tick, ProxySize.whole(this.video),
                    ProxyPicture.Screen.STILL, picture -> keep(picture, target))) {
                boolean landed = !seek;
                AVFrame next;
                while (!this.passed && (next = decoder.next()) != null) {
                    if (this.monitor.cancelled()) {
                        throw Problem.cancelled();
                    }
                    landed |= next.pts() <= (constant ? lead : target);
                    if (!landed) {
                        return false;
                    }
                    if (next.pts() >= lead) {
                        conversion.push(next);
                    }
                }
                conversion.push(null);
            }
            // beyond the end the last frame is shown no longer
            return this.kept.width() > 0 && (!constant || this.kept.pts() > target - frame);
        }
    }

    private void keep(AVFrame picture, long target) {
        if (picture.pts() > target && this.kept.width() > 0) {
            this.passed = true;
        }
        if (!this.passed && picture.pts() <= target) {
            av_frame_unref(this.kept);
            Av.check(av_frame_ref(this.kept, picture), "keeping a frame");
            this.passed = target == Long.MAX_VALUE;
        }
    }

}
