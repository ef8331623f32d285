package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avfilter.avfilter_get_by_name;
import static org.bytedeco.ffmpeg.global.avutil.AV_BUFFER_FLAG_READONLY;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_create;
import static org.bytedeco.ffmpeg.global.avutil.av_color_range_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_space_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;

import dev.rushes.models.Picture;
import dev.rushes.models.PicturePool;
import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avfilter.AVFilter;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.Free_Pointer_BytePointer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * FFmpeg's own filters on pictures in time, as a yardstick for models: one picture in,
 * one out, at once.
 */
public final class PictureFilter implements AutoCloseable {

    /** The picture's memory is the pool's: FFmpeg must not free it. */
    private static final Free_Pointer_BytePointer KEEP = new Free_Pointer_BytePointer() {
        @Override
        public void call(Pointer opaque, BytePointer data) {
            // nothing to do
        }
    };

    /** Planes in FFmpeg's order are G, B, R. */
    private static final int[] CHANNELS = { 1, 2, 0 };

    private final AVFrame input = av_frame_alloc();

    private final AVFrame output = av_frame_alloc();

    private final PicturePool pool;

    private final Graph graph;

    private long frames;

    private PictureFilter(int width, int height, String chain, PicturePool pool) {
        Av.load();
        this.pool = pool;
        // the first zscale makes a copy: filters may keep what they have seen
        this.graph = new Graph(width, height, av_get_pix_fmt("gbrpf32le"), new Rational(1, 25),
                av_color_space_from_name("gbr"), av_color_range_from_name("pc"), chain + ",format=gbrpf32le");
    }

    /** Enlarges by Lanczos, as the product's converter does. */
    public static PictureFilter lanczos(int width, int height, int scale, PicturePool pool) {
        return new PictureFilter(width, height,
                "zscale=w=%d:h=%d:filter=lanczos:threads=1".formatted(width * scale, height * scale), pool);
    }

    /**
     * A filter of a format that FFmpeg's denoisers have.
     * @param format FFmpeg's name of the pixels that the filter gets; not RGB is full
     * range of BT.709
     * @param filter in FFmpeg's notation
     */
    public static PictureFilter of(int width, int height, String format, String filter, PicturePool pool) {
        boolean rgb = format.startsWith("gbr");
        String there = "zscale=matrixin=gbr:rangein=full:matrix=%s:range=full:threads=1".formatted(rgb ? "gbr" : "709");
        String back = "zscale=matrixin=%s:rangein=full:matrix=gbr:range=full:threads=1".formatted(rgb ? "gbr" : "709");
        return new PictureFilter(width, height, there + ",format=" + format + "," + filter + "," + back, pool);
    }

    /** Whether this build of FFmpeg has a filter. */
    public static boolean exists(String name) {
        Av.load();
        AVFilter filter = avfilter_get_by_name(name);
        return filter != null && !filter.isNull();
    }

    /**
     * Filters the next picture of a clip.
     * @param picture stays the caller's, unchanged
     * @return a picture that the caller closes
     */
    public Picture apply(Picture picture) {
        this.input.width(picture.width());
        this.input.height(picture.height());
        this.input.format(av_get_pix_fmt("gbrpf32le"));
        this.input.colorspace(av_color_space_from_name("gbr"));
        this.input.color_range(av_color_range_from_name("pc"));
        this.input.pts(this.frames++);
        for (int plane = 0; plane < CHANNELS.length; plane++) {
            Address address = new Address(picture.plane(CHANNELS[plane]));
            this.input.data(plane, address);
            this.input.linesize(plane, picture.width() * Float.BYTES);
            this.input.buf(plane, av_buffer_create(address, picture.plane(CHANNELS[plane]).byteSize(), KEEP, null,
                    AV_BUFFER_FLAG_READONLY));
        }
        try {
            this.graph.push(this.input);
        }
        finally {
            av_frame_unref(this.input);
        }
        if (!this.graph.pull(this.output)) {
            throw new IllegalStateException("the filter kept a picture");
        }
        try {
            return Planes.lease(this.output, this.output.width(), this.output.height(), false, this.pool);
        }
        finally {
            av_frame_unref(this.output);
        }
    }

    @Override
    public void close() {
        this.graph.close();
        av_frame_free(this.input);
        av_frame_free(this.output);
    }

}
