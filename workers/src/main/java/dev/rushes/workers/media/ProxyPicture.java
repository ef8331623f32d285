package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avutil.av_color_primaries_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_range_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_space_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_transfer_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.util.List;
import java.util.function.Consumer;

import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Turns decoded frames into what a browser shows: 8-bit pictures in BT.709, upright,
 * square pixels. Wide-gamut and linear pictures are brought to BT.709 by way of linear
 * light, high dynamic range is tone-mapped; fields that are flagged as such are
 * deinterlaced, one frame for each.
 */
final class ProxyPicture implements AutoCloseable {

    /** What is made of them. */
    enum Screen {

        /** 4:2:0 in limited range, for an encoder. */
        FILM("matrix=709:range=limited:chromal=left", "yuv420p"),

        /**
         * Every pixel by itself. ProRes may come with a transfer that FFmpeg's scaler
         * refuses even to put components in another order.
         */
        STILL("matrix=gbr:range=full", "gbrp,setparams=color_primaries=unknown:color_trc=unknown,format=rgb24");

        private final String scale;

        private final String format;

        Screen(String scale, String format) {
            this.scale = scale;
            this.format = format;
        }

    }

    private static final List<String> NOT_FOR_A_SCREEN = List.of("smpte2084", "arib-std-b67", "linear");

    /** Of diffuse white in a graded HDR picture, in cd/m² (BT.2408). */
    private static final int DIFFUSE_WHITE = 203;

    private final ClipInfo.Video video;

    private final ClipInfo.Colour colour;

    private final ProxySize size;

    private final Screen screen;

    private final Rational timeBase;

    private final Consumer<AVFrame> sink;

    private final AVFrame shown = av_frame_alloc();

    private Graph graph;

    private int width;

    private int height;

    private int format = -1;

    /** For a film. */
    ProxyPicture(ClipInfo.Video video, ProxySize size, Consumer<AVFrame> sink) {
        this(video, Rational.parse(video.timeBase()), size, Screen.FILM, sink);
    }

    /**
     * A conversion.
     * @param timeBase of the frames that are pushed
     * @param sink is shown each frame, whose pts is in the clip's own ticks; what it
     * keeps it copies
     */
    ProxyPicture(ClipInfo.Video video, Rational timeBase, ProxySize size, Screen screen, Consumer<AVFrame> sink) {
        this.video = video;
        this.colour = ColourRules.of(video).colour();
        this.size = size;
        this.screen = screen;
        this.timeBase = timeBase;
        this.sink = sink;
    }

    /** Shows a decoded frame; null ends the input. */
    void push(AVFrame frame) {
        if (frame == null) {
            flush();
            return;
        }
        if (frame.width() != this.width || frame.height() != this.height || frame.format() != this.format) {
            flush();
            open(frame);
        }
        this.graph.push(frame);
        drain();
    }

    private void flush() {
        if (this.graph != null) {
            this.graph.push(null);
            drain();
            this.graph.close();
            this.graph = null;
        }
    }

    private void drain() {
        while (this.graph.pull(this.shown)) {
            // deinterlacers count in half ticks
            this.shown.pts(this.graph.timeBase().times(this.shown.pts()).over(this.timeBase).round());
            this.sink.accept(this.shown);
            av_frame_unref(this.shown);
        }
    }

    private void open(AVFrame frame) {
        this.width = frame.width();
        this.height = frame.height();
        this.format = frame.format();
        PixelFormat planar = PixelFormat.of(frame.format()).planar();
        boolean rgb = planar.rgb() || planar.grey();
        int matrix = av_color_space_from_name(rgb ? "gbr" : this.colour.matrix());
        int range = av_color_range_from_name(planar.rgb() ? "pc" : this.colour.range());
        StringBuilder chain = new StringBuilder("format=").append(planar.name());
        if (odd(planar)) {
            // zimg wants sizes that chroma subsampling divides
            chain.append(",format=yuv444p").append(planar.bits() > 8 ? planar.bits() + "le" : "");
        }
        if (this.video.fieldOrder() != null && !this.video.fieldOrder().equals("progressive")) {
            chain.append(",bwdif=mode=send_frame:deint=interlaced");
        }
        chain.append(planar.greyToRgb());
        String in = "w=%d:h=%d:filter=bicubic:matrixin=%d:rangein=%s:chromalin=%s:threads=1".formatted(
                this.size.codedWidth(), this.size.codedHeight(), matrix, Colours.range(this.colour.range(), planar),
                Colours.siting(this.colour.siting()));
        String out = this.screen.scale;
        if (needsLight()) {
            // frames that are not tagged have primaries that zimg knows no way to
            chain.append(
                    ",zscale=%s:primariesin=%d:primaries=%d:transferin=%d:matrix=gbr:range=full:transfer=linear:npl=%d"
                        .formatted(in, primaries(), primaries(), transfer(), DIFFUSE_WHITE));
            chain.append(",format=gbrpf32le,zscale=primaries=709:threads=1");
            chain.append(isBright() ? ",tonemap=tonemap=mobius:param=0.7:desat=0" : "");
            chain.append(",zscale=transfer=709:").append(out).append(":threads=1");
        }
        else {
            chain.append(",zscale=").append(in).append(':').append(out);
        }
        chain.append(",format=").append(this.screen.format).append(this.size.filter());
        this.graph = new Graph(frame.width(), frame.height(), frame.format(), this.timeBase, matrix, range,
                chain.toString());
    }

    private boolean odd(PixelFormat planar) {
        return !planar.rgb() && !planar.grey() && (Even.up(this.width, planar.chromaWidth()) != this.width
                || Even.up(this.height, planar.chromaHeight()) != this.height);
    }

    /** Whether code values alone would look wrong on an ordinary screen. */
    private boolean needsLight() {
        return NOT_FOR_A_SCREEN.contains(this.colour.transfer()) || this.colour.primaries().equals("bt2020");
    }

    private boolean isBright() {
        return this.colour.transfer().equals("smpte2084") || this.colour.transfer().equals("arib-std-b67");
    }

    private int primaries() {
        String name = this.colour.primaries();
        return av_color_primaries_from_name(!name.equals("unknown") ? name : isBright() ? "bt2020" : "bt709");
    }

    private int transfer() {
        String name = this.colour.transfer();
        return av_color_transfer_from_name(name.equals("unknown") ? "bt709" : name);
    }

    @Override
    public void close() {
        if (this.graph != null) {
            this.graph.close();
            this.graph = null;
        }
        av_frame_free(this.shown);
    }

}
