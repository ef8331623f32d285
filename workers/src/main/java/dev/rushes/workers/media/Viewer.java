package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_clone;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.shots.Sketch;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Shows a clip once from its first frame to its last, in the small sizes in which it is
 * analysed: the one decode that all analysers share.
 */
public final class Viewer implements AutoCloseable {

    private final Decoder decoder;

    private final Thumbnails thumbnails = new Thumbnails();

    /** Null where sketches are enough. */
    private final ProxyPicture conversion;

    private final ClipInfo.Video video;

    private final ProxySize size;

    /** Deinterlacers give a frame when they have seen the next. */
    private final Deque<View> waiting = new ArrayDeque<>();

    private final Deque<View> ready = new ArrayDeque<>();

    /**
     * As they were decoded: of the frame that was shown last, and of those that follow.
     */
    private final Deque<AVFrame> decoded = new ArrayDeque<>();

    private int count;

    private boolean shown;

    private boolean drained;

    /**
     * Opens a clip.
     * @param longSide most pixels of a picture's longer side, or 0 for sketches alone
     * @param threads for the decoder, 1 or more
     * @throws dev.rushes.models.Problem MEDIA if it cannot be decoded
     */
    public Viewer(ClipInfo clip, int longSide, int threads) {
        this.decoder = new Decoder(clip.path(), clip.video().frames() < 0, threads);
        this.video = clip.video();
        this.size = longSide == 0 ? null : ProxySize.within(clip.video(), longSide, longSide);
        this.conversion = longSide == 0 ? null : new ProxyPicture(clip.video(), this.decoder.timeBase(), this.size,
                ProxyPicture.Screen.STILL, this::ready);
    }

    /**
     * The next frame in the order of presentation; null at the end.
     * @throws dev.rushes.models.Problem MEDIA if too much in a row cannot be decoded
     */
    public View next() {
        if (this.shown) {
            av_frame_free(this.decoded.poll());
            this.shown = false;
        }
        while (this.ready.isEmpty() && !this.drained) {
            AVFrame frame = this.decoder.next();
            if (frame != null) {
                View view = new View(this.count++, new Sketch(frame.pts(), this.thumbnails.of(frame)), null);
                (this.conversion == null ? this.ready : this.waiting).add(view);
                if (this.conversion != null) {
                    this.decoded.add(av_frame_clone(frame));
                }
            }
            if (this.conversion != null) {
                this.conversion.push(frame);
            }
            this.drained = frame == null;
        }
        View view = this.ready.poll();
        this.shown = view != null && this.conversion != null;
        return view;
    }

    /**
     * The frame that was shown last, larger.
     * @param longSide most pixels of its longer side
     */
    public Screenshot closeUp(int longSide) {
        List<Screenshot> large = new ArrayList<>(1);
        try (ProxyPicture once = new ProxyPicture(this.video, this.decoder.timeBase(),
                ProxySize.within(this.video, longSide, longSide), ProxyPicture.Screen.STILL,
                (picture) -> large.add(copy(picture)))) {
            once.push(this.decoded.peek());
            once.push(null);
        }
        return large.getFirst();
    }

    private void ready(AVFrame picture) {
        View view = this.waiting.poll();
        if (view != null) {
            this.ready.add(new View(view.frame(), view.sketch(), copy(picture)));
        }
    }

    private static Screenshot copy(AVFrame picture) {
        int row = 3 * picture.width();
        byte[] rgb = new byte[row * picture.height()];
        for (int y = 0; y < picture.height(); y++) {
            picture.data(0).position((long) y * picture.linesize(0)).get(rgb, y * row, row);
        }
        return new Screenshot(picture.width(), picture.height(), rgb);
    }

    /** Packets that no frame came of, so far. */
    public long damagedPackets() {
        return this.decoder.damagedPackets();
    }

    /** FFmpeg's word if reading broke off before the end, else null. */
    public String readError() {
        return this.decoder.readError();
    }

    @Override
    public void close() {
        if (this.conversion != null) {
            this.conversion.close();
        }
        this.decoded.forEach((frame) -> av_frame_free(frame));
        this.decoded.clear();
        this.thumbnails.close();
        this.decoder.close();
    }

}
