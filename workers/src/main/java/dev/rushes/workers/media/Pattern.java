package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import dev.rushes.models.PicturePool;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Moving pictures from nothing: FFmpeg's Mandelbrot zoom, the same each time, drawn at
 * four times the area and shrunk, so that its edges are as smooth as a camera's.
 */
public final class Pattern implements FrameSource {

    private final Graph graph;

    private final PicturePool pool;

    private final AVFrame frame = av_frame_alloc();

    private final int width;

    private final int height;

    private long left;

    /**
     * Pictures of a size, 25 a second.
     * @param shrink what is drawn at width × height is shrunk by this before it is handed
     * out, 1 or 2
     * @param frames how many
     */
    public Pattern(int width, int height, int shrink, long frames, PicturePool pool) {
        Av.load();
        this.width = width / shrink;
        this.height = height / shrink;
        this.left = frames;
        this.pool = pool;
        this.graph = new Graph("mandelbrot=size=%dx%d:rate=25:inner=mincol:maxiter=1024:start_scale=0.6:end_scale=0.05,"
            .formatted(width * 2, height * 2)
                + "format=gbrp,zscale=w=%d:h=%d:filter=bicubic:threads=1,format=gbrpf32le".formatted(width, height)
                + (shrink == 1 ? "" : ",zscale=w=%d:h=%d:filter=bicubic:threads=1".formatted(this.width, this.height)));
    }

    @Override
    public Frame next() {
        if (this.left == 0 || !this.graph.pull(this.frame)) {
            return null;
        }
        this.left--;
        try {
            return new Frame(Planes.lease(this.frame, this.width, this.height, false, this.pool), this.frame.pts());
        }
        finally {
            av_frame_unref(this.frame);
        }
    }

    @Override
    public void close() {
        this.graph.close();
        av_frame_free(this.frame);
    }

}
