package dev.rushes.workers.media;

import java.util.ArrayDeque;
import java.util.Deque;

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

    private final ProxySize size;

    /** Deinterlacers give a frame when they have seen the next. */
    private final Deque<View> waiting = new ArrayDeque<>();

    private final Deque<View> ready = new ArrayDeque<>();

    private int count;

    private boolean drained;

    /**
     * Opens a clip.
     * @param longSide most pixels of a picture's longer side, or 0 for sketches alone
     * @param threads for the decoder, 1 or more
     * @throws dev.rushes.models.Problem MEDIA if it cannot be decoded
     */
    public Viewer(ClipInfo clip, int longSide, int threads) {
        this.decoder = new Decoder(clip.path(), clip.video().frames() < 0, threads);
        this.size = longSide == 0 ? null : ProxySize.within(clip.video(), longSide, longSide);
        this.conversion = longSide == 0 ? null : new ProxyPicture(clip.video(), this.decoder.timeBase(), this.size,
                ProxyPicture.Screen.STILL, this::shown);
    }

    /**
     * The next frame in the order of presentation; null at the end.
     * @throws dev.rushes.models.Problem MEDIA if too much in a row cannot be decoded
     */
    public View next() {
        while (this.ready.isEmpty() && !this.drained) {
            AVFrame frame = this.decoder.next();
            if (frame != null) {
                View view = new View(this.count++, new Sketch(frame.pts(), this.thumbnails.of(frame)), null);
                (this.conversion == null ? this.ready : this.waiting).add(view);
            }
            if (this.conversion != null) {
                this.conversion.push(frame);
            }
            this.drained = frame == null;
        }
        return this.ready.poll();
    }

    private void shown(AVFrame picture) {
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
        this.thumbnails.close();
        this.decoder.close();
    }

}
