package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_BUFFER_FLAG_READONLY;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_create;
import static org.bytedeco.ffmpeg.global.avutil.av_color_range_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_space_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;

import java.lang.foreign.MemorySegment;

import dev.rushes.models.Picture;
import dev.rushes.workers.job.Encoding;
import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.Free_Pointer_BytePointer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Turns planar float RGB into what an encoder takes; zimg reads the picture in place. */
final class FromPicture implements AutoCloseable {

    /** The picture's memory is the pool's: FFmpeg must not free it. */
    private static final Free_Pointer_BytePointer KEEP = new Free_Pointer_BytePointer() {
        @Override
        public void call(Pointer opaque, BytePointer data) {
            // nothing to do
        }
    };

    private final AVFrame input = av_frame_alloc();

    private final Graph graph;

    private final boolean alpha;

    /**
     * For pictures of the encoding's size.
     * @param alpha whether pictures have an alpha plane
     */
    FromPicture(Encoding encoding, String chromaFilter, boolean alpha) {
        this.alpha = alpha;
        PixelFormat target = PixelFormat.of(encoding.pixelFormat());
        PixelFormat planar = target.planar();
        String conversion = "zscale=matrixin=gbr:rangein=full:matrix=%d:range=%s:chromal=%s:filter=%s:threads=1"
            .formatted(av_color_space_from_name(target.rgb() ? "gbr" : encoding.colour().matrix()),
                    Colours.range(encoding.colour().range(), target), Colours.siting(encoding.colour().siting()),
                    chromaFilter);
        String chain = conversion + ",format=" + planar.name()
                + (planar.equals(target) ? "" : ",format=" + target.name());
        this.graph = new Graph(encoding.width(), encoding.height(), av_get_pix_fmt(alpha ? "gbrapf32le" : "gbrpf32le"),
                new Rational(1, 1), av_color_space_from_name("gbr"), av_color_range_from_name("pc"), chain);
    }

    /**
     * Converts one picture, which stays the caller's.
     * @param output takes the result; its time is not set
     */
    void convert(Picture picture, AVFrame output) {
        this.input.width(picture.width());
        this.input.height(picture.height());
        this.input.format(av_get_pix_fmt(this.alpha ? "gbrapf32le" : "gbrpf32le"));
        this.input.colorspace(av_color_space_from_name("gbr"));
        this.input.color_range(av_color_range_from_name("pc"));
        // FFmpeg's order of planes is G, B, R
        plane(0, picture.plane(1), picture.width());
        plane(1, picture.plane(2), picture.width());
        plane(2, picture.plane(0), picture.width());
        if (this.alpha) {
            plane(3, picture.alpha(), picture.width());
        }
        try {
            this.graph.push(this.input);
        }
        finally {
            av_frame_unref(this.input);
        }
        if (!this.graph.pull(output)) {
            throw new IllegalStateException("the conversion kept a frame");
        }
    }

    private void plane(int index, MemorySegment memory, int width) {
        Address address = new Address(memory);
        this.input.data(index, address);
        this.input.linesize(index, width * Float.BYTES);
        this.input.buf(index, av_buffer_create(address, memory.byteSize(), KEEP, null, AV_BUFFER_FLAG_READONLY));
    }

    @Override
    public void close() {
        this.graph.close();
        av_frame_free(this.input);
    }

}
