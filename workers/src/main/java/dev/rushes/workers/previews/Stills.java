package dev.rushes.workers.previews;

import java.nio.file.Path;
import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Encoding;
import dev.rushes.workers.job.Plan;
import dev.rushes.workers.media.FrameIndex;
import dev.rushes.workers.media.PixelFormat;
import dev.rushes.workers.media.Probe;
import dev.rushes.workers.media.Source;
import dev.rushes.workers.media.Still;
import dev.rushes.workers.timeline.Rational;

/**
 * Single frames of a finished job in full size, so that pixels of the source and of the
 * master can be compared: PNGs of 8 bit.
 */
public final class Stills {

    private static final Rational HALF = new Rational(1, 2);

    private Stills() {
    }

    /**
     * A frame of the master.
     * @param frame from 0
     * @throws Problem NOT_FOUND if the master is gone, MEDIA if it has no such frame,
     * CANCELLED
     */
    public static byte[] ofMaster(Plan plan, long frame, Monitor monitor) {
        Encoding encoding = plan.encoding();
        Path master = plan.master();
        return switch (encoding.container()) {
            case "still" -> only(master, monitor);
            case "sequence" -> only(file(Source.of(Previews.pattern(master)), frame), monitor);
            default -> {
                ClipInfo.Video video = video(plan);
                Rational since = video.timing().equals("cfr") ? middle(frame, video.frameRate())
                        : time(master, Long.MIN_VALUE, frame, monitor);
                yield Still.png(master, video, new Still.Place(since, Long.MIN_VALUE, true), monitor);
            }
        };
    }

    /**
     * The frame of the source that a frame of the master was made of.
     * @param clip the source
     * @param frame of the master, from 0
     * @throws Problem UNSUPPORTED if it was made of fields of several frames, NOT_FOUND
     * if the source is gone, MEDIA if it has no such frame, CANCELLED
     */
    public static byte[] ofSource(Plan plan, Path clip, long frame, Monitor monitor) {
        if (plan.processing().telecined()) {
            throw Problem.unsupported(
                    "frame %d of the master was put together of fields of the source (3:2 pulldown): no single frame of the source is to be compared with it",
                    frame);
        }
        ClipInfo.Video video = plan.clip().video();
        long start = plan.tasks().getFirst().startPts();
        if (Source.isSequence(clip)) {
            return only(file(Source.of(clip), Math.max(0, start) + frame), monitor);
        }
        if (plan.clip().still()) {
            return only(clip, monitor);
        }
        long begin = start == Long.MIN_VALUE ? video.startPts() : start;
        Rational tick = Rational.parse(video.timeBase());
        boolean trusted = video.frames() >= 0;
        Rational since;
        if (plan.convertsRate()) {
            // as the master's frame was chosen: the last that is shown before its middle
            Rational step = Rational.parse(plan.encoding().frameRate()).inverse();
            long grid = tick.times(begin - video.startPts()).over(step).minus(HALF).ceil();
            since = step.times(grid + frame).plus(step.times(HALF));
        }
        else if (!trusted) {
            // frames are numbered
            since = tick.times(begin + frame).minus(tick.times(video.startPts()));
        }
        else if (video.timing().equals("cfr")) {
            since = tick.times(begin - video.startPts()).plus(middle(frame, video.frameRate()));
        }
        else {
            since = time(clip, start, frame, monitor);
        }
        return Still.png(clip, video, new Still.Place(since, video.startPts(), plan.clip().wholeIndex()), monitor);
    }

    /**
     * Seconds from the first frame to the middle of one: no rounding of a clock matters.
     */
    private static Rational middle(long frame, String rate) {
        return Rational.parse(rate).inverse().times(new Rational(2 * frame + 1, 2));
    }

    /** The same where frames are shown for different times, which only the file knows. */
    private static Rational time(Path clip, long start, long frame, Monitor monitor) {
        FrameIndex index = Probe.of(clip, null, monitor).index();
        long at = frame + (start == Long.MIN_VALUE ? 0 : index.atOrAfter(start));
        if (at >= index.frames()) {
            throw Problem.media("there is no frame %d in %s, which has %d", at, clip.getFileName(), index.frames());
        }
        return index.timeBase().times(index.pts()[(int) at] - index.pts()[0]);
    }

    private static byte[] only(Path file, Monitor monitor) {
        return Still.png(file, Probe.of(file, null, monitor).info().video(), Still.Place.ONLY, monitor);
    }

    private static Path file(Source sequence, long number) {
        List<Path> files = sequence.files();
        if (number >= files.size()) {
            throw Problem.notFound("there is no picture %d; the sequence has %d", number, files.size());
        }
        return files.get((int) number);
    }

    /** Of the master, as it was decided; looking would take as long as reading it. */
    private static ClipInfo.Video video(Plan plan) {
        ClipInfo.Video source = plan.clip().video();
        Encoding master = plan.encoding();
        return new ClipInfo.Video(0, master.codec(), null, master.width(), master.height(), master.pixelFormat(),
                source.bitDepth(), PixelFormat.of(master.pixelFormat()).chroma(), source.alpha(), master.timeBase(),
                master.frameRate(), master.frameRate(), master.timing(), 0, 0, 0, master.fieldOrder(),
                source.sampleAspect(), source.rotation(), master.colour(), null, null, 0, null, List.of(),
                source.tags());
    }

}
