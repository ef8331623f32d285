package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import org.bytedeco.ffmpeg.avutil.AVFrame;

import dev.rushes.workers.timeline.Rational;

/**
 * Makes frames so small that noise is gone and only what a scene looks like is left: Y,
 * Cb and Cr of 8 bits each, one plane after the other.
 */
final class Thumbnails implements AutoCloseable {

    static final int WIDTH = 48;

    static final int HEIGHT = 27;

    static final int PLANES = 3;

    private final AVFrame small = av_frame_alloc();

    private Graph graph;

    private int width;

    private int height;

    private int format;

    /** Of a decoded frame. */
    byte[] of(AVFrame frame) {
        if (this.graph == null || frame.width() != this.width || frame.height() != this.height
                || frame.format() != this.format) {
            open(frame);
        }
        this.graph.push(frame);
        if (!this.graph.pull(this.small)) {
            throw new IllegalStateException("a scaler kept a frame to itself");
        }
        try {
            byte[] samples = new byte[PLANES * WIDTH * HEIGHT];
            for (int plane = 0; plane < PLANES; plane++) {
                for (int y = 0; y < HEIGHT; y++) {
                    this.small.data(plane)
                        .position((long) y * this.small.linesize(plane))
                        .get(samples, (plane * HEIGHT + y) * WIDTH, WIDTH);
                }
            }
            return samples;
        }
        finally {
            av_frame_unref(this.small);
        }
    }

    private void open(AVFrame frame) {
        if (this.graph != null) {
            this.graph.close();
        }
        this.width = frame.width();
        this.height = frame.height();
        this.format = frame.format();
        this.graph = new Graph(this.width, this.height, this.format, new Rational(1, 1), frame.colorspace(),
                frame.color_range(), "scale=%d:%d:flags=area,format=yuv444p".formatted(WIDTH, HEIGHT));
    }

    @Override
    public void close() {
        if (this.graph != null) {
            this.graph.close();
        }
        av_frame_free(this.small);
    }

}
