package dev.rushes.workers.media;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

import dev.rushes.models.Problem;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Makes what a browser shows of a clip, in one pass: an MP4 with exactly the clip's
 * frames at their times from 0 on, a poster, the outline of its sound. A still, and what
 * became of it, gives a poster alone.
 */
public final class Proxy {

    private static final int LONG_SIDE = 1280;

    private static final int SHORT_SIDE = 720;

    private static final int POSTER_SIDE = 640;

    /** Chances for a poster, spread over the clip. */
    private static final int CHANCES = 8;

    /** More threads gain little at this size, and other work runs beside. */
    private static final int THREADS = Math.min(4, Runtime.getRuntime().availableProcessors());

    /** Finer clocks than this gain nothing; MP4 takes 32 bits. */
    private static final Rational FINEST = new Rational(1, 90_000);

    private final Path clip;

    private final ClipInfo info;

    private final Rational sourceBase;

    private final Rational timeBase;

    private final Rational rate;

    private final Poster poster;

    private final boolean still;

    private ProxyVideo video;

    private ProxySound sound;

    private long first = Long.MIN_VALUE;

    private long last = Long.MIN_VALUE;

    private long frames;

    private Proxy(Path clip, ClipInfo info) {
        this.clip = clip;
        this.info = info;
        this.rate = Rational.parse(info.video().frameRate());
        this.sourceBase = Rational.parse(info.video().timeBase());
        boolean constant = info.video().timing().equals("cfr");
        this.timeBase = constant ? new Rational(1, this.rate.num())
                : this.sourceBase.compareTo(FINEST) < 0 ? FINEST : this.sourceBase;
        // a still's poster is all there is of it
        this.still = info.still() || (info.video().frames() == 1 && info.audio().isEmpty());
        this.poster = this.still ? new Poster(LONG_SIDE, 2) : new Poster(POSTER_SIDE, 4);
    }

    /**
     * What was made.
     *
     * @param frames in the proxy, 0 for a still
     * @param poster a JPEG
     * @param waveform null if there is no sound
     */
    public record Made(long frames, byte[] poster, Waveform waveform) {

    }

    /**
     * Reads a clip through.
     * @param mp4 where the proxy goes, overwritten; not written for a still
     * @throws Problem NOT_FOUND, MEDIA, EXHAUSTED if the disk is full, CANCELLED
     */
    public static Made make(Path clip, ClipInfo info, Path mp4, Monitor monitor) {
        return new Proxy(clip, info).run(mp4, monitor);
    }

    private Made run(Path mp4, Monitor monitor) {
        ProxySize size = ProxySize.within(this.info.video(), LONG_SIDE, SHORT_SIDE);
        monitor.expect(Math.max(0, this.info.video().frames()));
        if (this.still) {
            pictures(size, this.poster::offer, monitor);
            return new Made(0, this.poster.jpeg(), null);
        }
        try (Muxer output = Muxer.open(mp4, "mp4");
                ProxyVideo picture = new ProxyVideo(output, size, this.timeBase, this.rate, THREADS);
                ProxySound heard = ProxySound.of(this.clip, output,
                        this.sourceBase.times(this.info.video().startPts()))) {
            this.video = picture;
            this.sound = heard;
            output.begin(Map.of("movflags", "+faststart"));
            pictures(size, (frame) -> accept(frame, monitor), monitor);
            picture.finish();
            if (heard != null) {
                heard.carryUntil(end());
                heard.finish();
            }
            output.finish();
            return new Made(this.frames, this.poster.jpeg(), heard == null ? null : heard.waveform());
        }
    }

    private void pictures(ProxySize size, Consumer<AVFrame> sink, Monitor monitor) {
        try (Decoder decoder = new Decoder(this.clip, this.info.video().frames() < 0, THREADS);
                ProxyPicture conversion = new ProxyPicture(this.info.video(), size, sink)) {
            AVFrame frame;
            while ((frame = decoder.next()) != null) {
                if (monitor.cancelled()) {
                    throw Problem.cancelled();
                }
                conversion.push(frame);
            }
            conversion.push(null);
        }
    }

    private void accept(AVFrame frame, Monitor monitor) {
        if (chance()) {
            this.poster.offer(frame);
        }
        long pts = time(frame.pts());
        this.video.accept(frame, pts);
        this.last = pts;
        this.frames++;
        monitor.frames(1);
        if (this.sound != null) {
            this.sound.carryUntil(end());
        }
    }

    /** In the proxy's ticks; constant rates land on their grid. */
    private long time(long pts) {
        if (this.first == Long.MIN_VALUE) {
            this.first = pts;
        }
        Rational since = this.sourceBase.times(pts - this.first);
        long ticks = this.info.video().timing().equals("cfr") ? since.times(this.rate).round() * this.rate.den()
                : since.over(this.timeBase).round();
        return this.last == Long.MIN_VALUE ? 0 : Math.max(ticks, this.last + 1);
    }

    /** Seconds at which the last frame ends. */
    private Rational end() {
        return this.timeBase.times(this.last).plus(this.rate.inverse());
    }

    private boolean chance() {
        long total = this.info.video().frames();
        if (total < CHANCES) {
            return this.frames < CHANCES;
        }
        return this.frames % (total / CHANCES) == total / CHANCES / 2;
    }

}
