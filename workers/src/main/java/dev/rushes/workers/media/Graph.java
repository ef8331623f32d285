package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avfilter.AV_BUFFERSRC_FLAG_KEEP_REF;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_time_base;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_add_frame_flags;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_get_by_name;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_create_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_parse_ptr;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_inout_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_inout_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_strdup;

import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** A chain of FFmpeg's filters: frames are pushed in, frames are pulled out. */
final class Graph implements AutoCloseable {

    private final AVFilterGraph graph = avfilter_graph_alloc();

    private final AVFilterContext source = new AVFilterContext(null);

    private final AVFilterContext sink = new AVFilterContext(null);

    /**
     * Builds a chain.
     * @param width, height, format, timeBase of the frames that go in
     * @param matrix, range FFmpeg's numbers of the frames that go in
     * @param chain in FFmpeg's filter notation
     */
    Graph(int width, int height, int format, Rational timeBase, int matrix, int range, String chain) {
        this("buffer", "video_size=%dx%d:pix_fmt=%d:time_base=%d/%d:pixel_aspect=1/1:colorspace=%d:range=%d"
            .formatted(width, height, format, timeBase.num(), timeBase.den(), matrix, range), chain);
    }

    /**
     * Builds a chain for sound.
     * @param rate in Hz, which is the clock as well
     * @param format FFmpeg's name of the samples
     * @param layout FFmpeg's name of the channels
     * @param chain in FFmpeg's filter notation
     */
    static Graph ofSound(int rate, String format, String layout, String chain) {
        return new Graph("abuffer",
                "sample_rate=%d:sample_fmt=%s:channel_layout=%s:time_base=1/%d".formatted(rate, format, layout, rate),
                chain);
    }

    private Graph(String buffer, String arguments, String chain) {
        try (BytePointer in = new BytePointer("in"); BytePointer out = new BytePointer("out")) {
            // one thread: segments, stages and the models use the others
            this.graph.nb_threads(1);
            Av.check(avfilter_graph_create_filter(this.source, avfilter_get_by_name(buffer), "in", arguments, null,
                    this.graph), "opening a filter chain for %s", arguments);
            Av.check(avfilter_graph_create_filter(this.sink, avfilter_get_by_name(buffer + "sink"), "out", null, null,
                    this.graph), "opening a filter chain");
            AVFilterInOut outputs = end(in, this.source);
            AVFilterInOut inputs = end(out, this.sink);
            try {
                Av.check(avfilter_graph_parse_ptr(this.graph, chain, inputs, outputs, null), "the filter chain %s",
                        chain);
            }
            finally {
                avfilter_inout_free(inputs);
                avfilter_inout_free(outputs);
            }
            Av.check(avfilter_graph_config(this.graph, null), "the filter chain %s", chain);
        }
        catch (RuntimeException ex) {
            close();
            throw ex;
        }
    }

    /** A chain that begins with a source of its own. */
    Graph(String chain) {
        try (BytePointer out = new BytePointer("out")) {
            this.graph.nb_threads(1);
            Av.check(avfilter_graph_create_filter(this.sink, avfilter_get_by_name("buffersink"), "out", null, null,
                    this.graph), "opening a filter chain");
            AVFilterInOut inputs = end(out, this.sink);
            try {
                Av.check(avfilter_graph_parse_ptr(this.graph, chain, inputs, (AVFilterInOut) null, null),
                        "the filter chain %s", chain);
            }
            finally {
                avfilter_inout_free(inputs);
            }
            Av.check(avfilter_graph_config(this.graph, null), "the filter chain %s", chain);
        }
        catch (RuntimeException ex) {
            close();
            throw ex;
        }
    }

    private static AVFilterInOut end(BytePointer name, AVFilterContext filter) {
        AVFilterInOut end = avfilter_inout_alloc();
        end.name(av_strdup(name));
        end.filter_ctx(filter);
        end.pad_idx(0);
        end.next(null);
        return end;
    }

    /**
     * Shows a frame to the chain, which keeps references of its own; null ends the input.
     */
    void push(AVFrame frame) {
        int result = av_buffersrc_add_frame_flags(this.source, frame, AV_BUFFERSRC_FLAG_KEEP_REF);
        if (result != AVERROR_EOF()) {
            Av.check(result, "filtering");
        }
    }

    /** Takes the next finished frame; false if there is none yet, or no more. */
    boolean pull(AVFrame frame) {
        int result = av_buffersink_get_frame(this.sink, frame);
        if (result == Av.EAGAIN || result == AVERROR_EOF()) {
            return false;
        }
        Av.check(result, "filtering");
        return true;
    }

    /** Of the frames that come out. */
    Rational timeBase() {
        return Av.rational(av_buffersink_get_time_base(this.sink));
    }

    @Override
    public void close() {
        avfilter_graph_free(this.graph);
    }

}
