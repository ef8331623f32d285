package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avutil.av_color_range_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_space_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.util.ArrayDeque;
import java.util.Deque;

import dev.rushes.models.Picture;
import dev.rushes.models.PicturePool;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Processing;
import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Turns decoded frames into planar float RGB: deinterlaces where that was decided, then
 * zimg converts from the source's matrix, range and siting. zimg and not swscale, because
 * swscale goes through 16-bit integers and clips what lies outside 0..1, so that a ramp
 * does not come back exactly and super-whites are lost; zimg is the faster of the two as
 * well. It writes into frames of its own; one bulk copy a plane brings them into the
 * pooled tensor.
 */
final class ToPicture implements AutoCloseable {

    private final Processing processing;

    private final PicturePool pool;

    private final Rational timeBase;

    private final int width;

    private final int height;

    private final boolean alpha;

    private final AVFrame converted = av_frame_alloc();

    private final Even even = new Even();

    /** Of frames whose fields are woven anew, which filters do not keep. */
    private final Deque<Long> times = new ArrayDeque<>();

    /** Of a chain that had to be built anew. */
    private final Deque<Frame> held = new ArrayDeque<>();

    private Graph graph;

    private int graphWidth;

    private int graphHeight;

    private int graphFormat = -1;

    private String graphFilter;

    /** For pictures of one size, whatever a stream turns to in its middle. */
    ToPicture(Processing processing, int width, int height, boolean alpha, Rational timeBase, PicturePool pool) {
        this.processing = processing;
        this.timeBase = timeBase;
        this.width = width;
        this.height = height;
        this.alpha = alpha;
        this.pool = pool;
    }

    /** Shows a decoded frame; null ends the input. */
    void push(AVFrame frame) {
        if (frame == null) {
            if (this.graph != null) {
                this.graph.push(null);
            }
            return;
        }
        if (this.graph == null || frame.width() != this.graphWidth || frame.height() != this.graphHeight
                || frame.format() != this.graphFormat
                || !this.processing.filterAt(frame.pts()).equals(this.graphFilter)) {
            rebuild(frame);
        }
        PixelFormat format = PixelFormat.of(frame.format());
        int evenWidth = Even.up(frame.width(), format.chromaWidth());
        int evenHeight = Even.up(frame.height(), format.chromaHeight());
        boolean odd = evenWidth != frame.width() || evenHeight != frame.height();
        // zscale takes a flagged frame for one field of two
        boolean fieldwise = fieldwise(frame.height(), format);
        FieldOrder.mark(frame, fieldwise ? this.processing.woven() : FieldOrder.PROGRESSIVE);
        if (fieldwise) {
            this.times.add(frame.pts());
        }
        this.graph.push(odd ? this.even.widen(frame, evenWidth, evenHeight) : frame);
    }

    /** The next picture, or null if there is none yet, or no more. */
    Frame pull() {
        return this.held.isEmpty() ? convert() : this.held.remove();
    }

    private Frame convert() {
        if (this.graph == null || !this.graph.pull(this.converted)) {
            return null;
        }
        try {
            // deinterlacers count in half ticks
            long ticks = this.times.isEmpty()
                    ? this.graph.timeBase().times(this.converted.pts()).over(this.timeBase).round()
                    : this.times.remove();
            Picture picture = Planes.lease(this.converted, this.width, this.height, this.alpha, this.pool);
            if (this.alpha) {
                AlphaRange.toFull(picture.alpha(), PixelFormat.of(this.graphFormat).planar());
            }
            return new Frame(picture, ticks);
        }
        finally {
            av_frame_unref(this.converted);
        }
    }

    private void rebuild(AVFrame frame) {
        if (this.graph != null) {
            // a deinterlacer holds a frame back
            this.graph.push(null);
            Frame rest;
            while ((rest = convert()) != null) {
                this.held.add(rest);
            }
            this.graph.close();
            this.graph = null;
        }
        String filter = this.processing.filterAt(frame.pts());
        ClipInfo.Colour colour = this.processing.colour();
        PixelFormat format = PixelFormat.of(frame.format());
        int matrix = av_color_space_from_name(format.rgb() || format.grey() ? "gbr" : colour.matrix());
        int range = av_color_range_from_name(format.rgb() ? "pc" : colour.range());
        StringBuilder chain = new StringBuilder("format=" + format.planar().name());
        if (this.processing.deinterlaces()) {
            if (this.processing.telecined()) {
                chain.append(",fieldmatch=combmatch=full:order=").append(this.processing.deinterlace());
            }
            chain.append(",bwdif=mode=send_frame:deint=")
                .append(this.processing.telecined() ? "interlaced" : "all")
                .append(":parity=")
                .append(this.processing.deinterlace());
        }
        boolean fieldwise = fieldwise(frame.height(), format);
        chain.append(fieldwise ? ",separatefields" : "").append(format.planar().greyToRgb());
        chain.append(",zscale=w=%d:h=%d:matrixin=%d:rangein=%s:matrix=gbr:range=full:chromalin=%s:filter=%s:threads=1"
            .formatted(Even.up(this.width, format.chromaWidth()),
                    Even.up(this.height, format.chromaHeight()) / (fieldwise ? 2 : 1), matrix,
                    Colours.range(colour.range(), format), Colours.siting(colour.siting()), filter));
        chain.append(",format=").append(this.alpha ? "gbrapf32le" : "gbrpf32le");
        if (fieldwise) {
            chain.append(",weave=first_field=").append(FieldOrder.topFirst(this.processing.woven()) ? "top" : "bottom");
        }
        this.graph = new Graph(Even.up(frame.width(), format.chromaWidth()),
                Even.up(frame.height(), format.chromaHeight()), frame.format(), this.timeBase, matrix, range,
                chain.toString());
        this.graphWidth = frame.width();
        this.graphHeight = frame.height();
        this.graphFormat = frame.format();
        this.graphFilter = filter;
    }

    /**
     * Where two lines share chroma, a line's chroma is that of the line after the next;
     * mixed with the next line's it would show the other moment's colours.
     */
    private boolean fieldwise(int height, PixelFormat format) {
        return this.processing.woven() != null && format.chromaHeight() == 1 && height % 4 == 0 && height == this.height
                && !this.processing.chromaFilter().equals("point");
    }

    @Override
    public void close() {
        this.held.forEach(Frame::close);
        this.held.clear();
        if (this.graph != null) {
            this.graph.close();
            this.graph = null;
        }
        av_frame_free(this.converted);
        this.even.close();
    }

}
