package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.util.Set;

import dev.rushes.models.Plural;
import dev.rushes.models.Problem;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Whether pictures are woven of two fields, by what the file says and by what FFmpeg's
 * idet measures in several places.
 *
 * @param order "none" for progressive, else the field that comes first, "tff" or "bff"
 * @param telecined whether the fields are film's, pulled down 3:2, and in a format in
 * which they can be put back together
 * @param reason in words
 */
public record Interlace(String order, boolean telecined, String reason) {

    private static final int PLACES = 4;

    private static final int FRAMES_A_PLACE = 30;

    /**
     * Of measured frames that show combing, from where on a clip counts as interlaced.
     */
    private static final double SHARE = 0.25;

    /** Heights that interlaced pictures have had, with and without vertical blanking. */
    private static final Set<Integer> RASTERS = Set.of(240, 288, 480, 486, 512, 576, 608, 1080, 1088);

    /** Fewer say nothing. */
    private static final int ENOUGH = 8;

    /** Fewer are no cadence. */
    private static final int CYCLES = 20;

    /** Rates of film that was pulled down. */
    private static final Set<String> VIDEO_RATES = Set.of("30000/1001", "30/1");

    /** Detects by decoding a few stretches. */
    public static Interlace of(ClipInfo clip, FrameIndex index, int threads, Monitor monitor) {
        if (clip.still() || clip.video().height() < 32 || clip.video().chroma().equals("rgb")) {
            return new Interlace("none", false, "progressive: single pictures and RGB have no fields");
        }
        Count count = new Count();
        String tagged = clip.video().fieldOrder();
        // where nothing says interlaced, idet's own threshold takes noise and charts for
        // combing
        String threshold = tagged == null || tagged.equals("progressive") ? "1.2" : "1.04";
        try (Decoder decoder = new Decoder(clip.path(), !index.exact(), threads)) {
            int places = index.exact() && index.keyframes().length > PLACES ? PLACES : 1;
            for (int place = 0; place < places; place++) {
                if (place > 0) {
                    decoder.seek(index.pts()[(int) ((long) index.frames() * place / places)]);
                    decoder.reset();
                }
                measure(decoder, count, threshold, places == 1 ? FRAMES_A_PLACE * 2 : FRAMES_A_PLACE, monitor);
            }
        }
        return count.verdict(clip.video(), RASTERS.contains(clip.video().height()));
    }

    private static void measure(Decoder decoder, Count count, String threshold, int frames, Monitor monitor) {
        Graph graph = null;
        AVFrame out = av_frame_alloc();
        try {
            for (int i = 0; i < frames; i++) {
                if (monitor.cancelled()) {
                    throw Problem.cancelled();
                }
                AVFrame frame = decoder.next();
                if (graph == null) {
                    if (frame == null) {
                        return;
                    }
                    graph = new Graph(frame.width(), frame.height(), frame.format(), new Rational(1, 1),
                            frame.colorspace(), frame.color_range(),
                            "format=" + PixelFormat.of(frame.format()).planar().name() + ",idet=half_life=1:intl_thres="
                                    + threshold);
                }
                if (frame != null) {
                    if ((frame.flags() & AVFrame.AV_FRAME_FLAG_INTERLACED) != 0) {
                        count.flagged++;
                        count.flaggedTop += (frame.flags() & AVFrame.AV_FRAME_FLAG_TOP_FIELD_FIRST) != 0 ? 1 : 0;
                    }
                    count.frames++;
                }
                graph.push(frame);
                while (graph.pull(out)) {
                    count.add(Av.tag(out.metadata(), "lavfi.idet.multiple.current_frame"));
                    count.repeat(Av.tag(out.metadata(), "lavfi.idet.repeated.current_frame"));
                    av_frame_unref(out);
                }
                if (frame == null) {
                    return;
                }
            }
        }
        finally {
            av_frame_free(out);
            if (graph != null) {
                graph.close();
            }
        }
    }

    private static final class Count {

        int frames;

        int flagged;

        int flaggedTop;

        int top;

        int bottom;

        int progressive;

        int topAgain;

        int bottomAgain;

        void repeat(String field) {
            this.topAgain += "top".equals(field) ? 1 : 0;
            this.bottomAgain += "bottom".equals(field) ? 1 : 0;
        }

        /** 3:2 shows one field of either kind a second time in every five frames. */
        private boolean telecined() {
            double fifth = this.frames / 5.0;
            return this.frames >= CYCLES && Math.abs(this.topAgain - fifth) < fifth / 3
                    && Math.abs(this.bottomAgain - fifth) < fifth / 3;
        }

        void add(String verdict) {
            switch (verdict == null ? "" : verdict) {
                case "tff" -> this.top++;
                case "bff" -> this.bottom++;
                case "progressive" -> this.progressive++;
                default -> {
                    // undetermined: a still picture has no combing to see
                }
            }
        }

        private static String tagged(String order) {
            return switch ((order != null) ? order : "") {
                case "" -> "the file does not say";
                case "progressive" -> "the file says progressive";
                case "tt", "tb" -> "the file says top field first";
                case "bb", "bt" -> "the file says bottom field first";
                default -> "the file says " + order;
            };
        }

        Interlace verdict(ClipInfo.Video video, boolean broadcast) {
            String tagged = video.fieldOrder();
            int combed = this.top + this.bottom;
            int measured = combed + this.progressive;
            String figures = "of %s looked at, %d are interlaced with the top field first, %d with the bottom field first and %d are progressive; %s"
                .formatted(Plural.of(this.frames, "frame"), this.top, this.bottom, this.progressive, tagged(tagged));
            boolean taggedInterlaced = tagged != null && !tagged.equals("progressive")
                    || this.flagged * 2 > this.frames;
            boolean known = measured >= ENOUGH;
            boolean oneOrder = Math.max(this.top, this.bottom) >= 0.9 * combed;
            // a file that says it is progressive is believed unless its raster is a
            // broadcaster's or combed and
            // whole frames alternate, as telecine makes them: noise and charts look
            // combed to idet, too
            boolean denied = "progressive".equals(tagged) && this.flagged == 0 && !broadcast
                    && this.progressive < 0.2 * measured;
            boolean interlaced = known && !denied && (taggedInterlaced || oneOrder) ? combed >= SHARE * measured
                    : taggedInterlaced;
            if (!interlaced) {
                return new Interlace("none", false, "progressive (" + figures + ")");
            }
            boolean topFirst = combed >= ENOUGH ? this.top >= this.bottom
                    : this.flagged > 0 ? this.flaggedTop * 2 >= this.flagged : tagged != null && tagged.startsWith("t");
            boolean film = telecined() && VIDEO_RATES.contains(video.frameRate());
            // the filter that puts fields together knows 8 bit only
            return new Interlace(topFirst ? "tff" : "bff", film && PixelFormat.of(video.pixelFormat()).bits() == 8,
                    (film ? "film with 3:2 pulldown (" : "interlaced (") + figures + ")");
        }

    }

}
