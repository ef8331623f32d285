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
import java.util.ArrayList;
import java.util.List;

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

    private final Even even = new Even();

    private final Graph graph;

    private final PixelFormat target;

    private final int width;

    private final int height;

    private final boolean alpha;

    /**
     * For pictures of the encoding's size.
     * @param alpha whether pictures have an alpha plane
     */
    FromPicture(Encoding encoding, String chromaFilter, boolean alpha) {
        this.alpha = alpha;
        PixelFormat target = PixelFormat.of(encoding.pixelFormat());
        PixelFormat planar = target.planar();
        this.target = planar;
        this.width = Even.up(encoding.width(), target.chromaWidth());
        this.height = Even.up(encoding.height(), target.chromaHeight());
        boolean odd = this.width != encoding.width() || this.height != encoding.height();
        String conversion = "zscale=matrixin=gbr:rangein=full:matrix=%d:range=%s:chromal=%s:filter=%s:threads=1"
            .formatted(av_color_space_from_name(target.rgb() ? "gbr" : encoding.colour().matrix()),
                    Colours.range(encoding.colour().range(), target), Colours.siting(encoding.colour().siting()),
                    chromaFilter);
        String chain = conversion + (target.grey() ? planar.rgbToGrey() : ",format=" + planar.name())
                + (planar.equals(target) ? "" : ",format=" + target.name())
                + (odd ? ",crop=%d:%d:0:0:exact=1".formatted(encoding.width(), encoding.height()) : "");
        this.graph = new Graph(this.width, this.height, av_get_pix_fmt(alpha ? "gbrapf32le" : "gbrpf32le"),
                new Rational(1, 1), av_color_space_from_name("gbr"), av_color_range_from_name("pc"), chain);
    }

    /**
     * Converts one picture, which stays the caller's but is used up: its alpha changes.
     * @param output takes the result; its time is not set
     */
    void convert(Picture picture, AVFrame output) {
        // FFmpeg's order of planes is G, B, R
        List<MemorySegment> planes = new ArrayList<>(List.of(picture.plane(1), picture.plane(2), picture.plane(0)));
        if (this.alpha) {
            if (this.target.alpha()) {
                // in place: nobody looks at the picture after this
                AlphaRange.toLimited(picture.alpha(), this.target);
            }
            planes.add(picture.alpha());
        }
        int format = av_get_pix_fmt(this.alpha ? "gbrapf32le" : "gbrpf32le");
        boolean odd = this.width != picture.width() || this.height != picture.height();
        AVFrame frame = odd ? this.even.allocate(format, this.width, this.height) : this.input;
        frame.width(this.width);
        frame.height(this.height);
        frame.format(format);
        frame.colorspace(av_color_space_from_name("gbr"));
        frame.color_range(av_color_range_from_name("pc"));
        for (int i = 0; i < planes.size(); i++) {
            if (odd) {
                this.even.fill(i, planes.get(i), picture.width(), picture.height());
            }
            else {
                plane(i, planes.get(i), picture.width());
            }
        }
        try {
            this.graph.push(frame);
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
        this.even.close();
    }

}
