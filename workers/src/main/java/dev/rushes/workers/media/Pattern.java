package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import dev.rushes.models.PicturePool;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Moving pictures from nothing, 25 a second, the same each time. */
public final class Pattern implements FrameSource {

    private final Graph graph;

    private final PicturePool pool;

    private final AVFrame frame = av_frame_alloc();

    private final int width;

    private final int height;

    private long left;

    private Pattern(String chain, int width, int height, long frames, PicturePool pool) {
        Av.load();
        this.width = width;
        this.height = height;
        this.left = frames;
        this.pool = pool;
        this.graph = new Graph(chain);
    }

    /**
     * A zoom into the Mandelbrot set, drawn at four times the area and shrunk, so that
     * its edges are as smooth as a camera's.
     * @param shrink what comes out at width × height is shrunk by this once more, 1 or 2
     */
    public static Pattern zoom(int width, int height, int shrink, long frames, PicturePool pool) {
        String chain = "mandelbrot=size=%dx%d:rate=25:inner=mincol:maxiter=1024:start_scale=0.6:end_scale=0.05,"
            .formatted(width * 2, height * 2)
                + "format=gbrp,zscale=w=%d:h=%d:filter=bicubic:threads=1,format=gbrpf32le".formatted(width, height)
                + (shrink == 1 ? ""
                        : ",zscale=w=%d:h=%d:filter=bicubic:threads=1".formatted(width / shrink, height / shrink));
        return new Pattern(chain, width / shrink, height / shrink, frames, pool);
    }

    /** FFmpeg's moving test chart, quickly drawn. */
    public static Pattern chart(int width, int height, long frames, PicturePool pool) {
        return new Pattern(
                "testsrc2=size=%dx%d:rate=25,format=gbrp,zscale=threads=1,format=gbrpf32le".formatted(width, height),
                width, height, frames, pool);
    }

    /** The chart's first picture, held. */
    public static Pattern held(int width, int height, long frames, PicturePool pool) {
        return new Pattern(
                "testsrc2=size=%dx%d:rate=25,loop=loop=-1:size=1,format=gbrp,zscale=threads=1,format=gbrpf32le"
                    .formatted(width, height),
                width, height, frames, pool);
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
