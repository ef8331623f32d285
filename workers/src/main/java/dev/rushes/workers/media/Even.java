package dev.rushes.workers.media;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Pointer;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

/**
 * Pictures of odd sizes, widened for zimg, which wants sizes that chroma subsampling
 * divides. What is added is cut off again later.
 */
final class Even implements AutoCloseable {

    private final AVFrame frame = av_frame_alloc();

    /** The smallest size that a subsampling divides; 2 to the power of log2. */
    static int up(int size, int log2) {
        return (size + (1 << log2) - 1) >> log2 << log2;
    }

    /** A decoded frame in a larger one, valid until the next call. */
    AVFrame widen(AVFrame source, int width, int height) {
        allocate(source.format(), width, height);
        for (int plane = 0; plane < 4 && this.frame.buf(plane) != null; plane++) {
            Pointer.memset(this.frame.buf(plane).data(), 0, this.frame.buf(plane).size());
        }
        Av.check(av_frame_copy(this.frame, source), "copying a picture of odd size");
        this.frame.pts(source.pts());
        this.frame.duration(source.duration());
        this.frame.flags(source.flags());
        this.frame.colorspace(source.colorspace());
        this.frame.color_range(source.color_range());
        return this.frame;
    }

    /** A larger frame of floats whose edges repeat; take its planes by {@link #fill}. */
    AVFrame allocate(int format, int width, int height) {
        av_frame_unref(this.frame);
        this.frame.format(format);
        this.frame.width(width);
        this.frame.height(height);
        Av.check(av_frame_get_buffer(this.frame, 0), "widening a picture of odd size");
        return this.frame;
    }

    /** Fills a plane of floats with a smaller one and repeats its last column and row. */
    void fill(int plane, MemorySegment source, int width, int height) {
        int line = this.frame.linesize(plane);
        MemorySegment target = MemorySegment.ofAddress(this.frame.data(plane).address())
            .reinterpret((long) line * this.frame.height());
        for (int y = 0; y < this.frame.height(); y++) {
            long from = (long) Math.min(y, height - 1) * width * Float.BYTES;
            long to = (long) y * line;
            MemorySegment.copy(source, from, target, to, (long) width * Float.BYTES);
            float last = source.get(ValueLayout.JAVA_FLOAT_UNALIGNED, from + (width - 1L) * Float.BYTES);
            for (int x = width; x < this.frame.width(); x++) {
                target.set(ValueLayout.JAVA_FLOAT_UNALIGNED, to + (long) x * Float.BYTES, last);
            }
        }
    }

    @Override
    public void close() {
        av_frame_free(this.frame);
    }

}
