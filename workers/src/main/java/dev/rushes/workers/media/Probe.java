package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_CONTENT_LIGHT_LEVEL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_MASTERING_DISPLAY_METADATA;
import static org.bytedeco.ffmpeg.global.avcodec.av_get_bits_per_sample;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_profile_name;
import static org.bytedeco.ffmpeg.global.avformat.av_disposition_to_string;
import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_ATTACHMENT;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_DATA;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_SUBTITLE;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_describe;
import static org.bytedeco.ffmpeg.global.avutil.av_chroma_location_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_primaries_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_range_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_space_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_transfer_name;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_get;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.rushes.models.Problem;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.javacpp.IntPointer;

/**
 * Reads all that a clip's container and packets say.
 *
 * @param info for people and programs
 * @param index of every frame
 */
public record Probe(ClipInfo info, FrameIndex index) {

    /**
     * Of one picture, before enlargement; 16384 × 8192 is twice 8K in both directions.
     */
    private static final long MOST_PIXELS = 1L << 27;

    private static final int LONGEST_SIDE = 32768;

    /**
     * Probes a clip; reads it once from end to end without decoding.
     * @param rate of an image sequence, or null for what its first picture says, or else
     * the usual
     * @throws Problem NOT_FOUND, MEDIA, INVALID
     */
    public static Probe of(Path clip, Rational rate, Monitor monitor) {
        try (Input input = Input.open(Source.of(clip, rate), clip)) {
            AVStream video = input.video();
            checkSize(clip, video.codecpar());
            Tags tags = Tags.of(input);
            FrameIndex index = FrameIndex.of(input, monitor);
            if (index.frames() == 0) {
                throw Problem.media("%s has a video stream but no frame in it", clip);
            }
            Timing timing = Timing.of(input.context(), video, index);
            return new Probe(describe(input, index, timing, tags), index);
        }
    }

    private static void checkSize(Path clip, AVCodecParameters p) {
        long pixels = (long) p.width() * p.height();
        if (p.width() <= 0 || p.height() <= 0) {
            throw Problem.media("%s: the picture's size cannot be read; the file is damaged or of an unknown kind",
                    clip);
        }
        if (pixels > MOST_PIXELS || p.width() > LONGEST_SIDE || p.height() > LONGEST_SIDE) {
            throw Problem.media("%s claims pictures of %d × %d; more than %d megapixels are not processed", clip,
                    p.width(), p.height(), MOST_PIXELS >> 20);
        }
    }

    private static ClipInfo describe(Input input, FrameIndex index, Timing timing, Tags tags) {
        AVFormatContext context = input.context();
        List<ClipInfo.Stream> audio = new ArrayList<>();
        List<ClipInfo.Stream> subtitles = new ArrayList<>();
        List<ClipInfo.Stream> data = new ArrayList<>();
        List<ClipInfo.Stream> attachments = new ArrayList<>();
        AVStream video = input.video();
        for (int i = 0; i < context.nb_streams(); i++) {
            AVStream stream = context.streams(i);
            int type = stream.codecpar().codec_type();
            if (type == AVMEDIA_TYPE_AUDIO) {
                audio.add(stream(stream));
            }
            else if (type == AVMEDIA_TYPE_SUBTITLE) {
                subtitles.add(stream(stream));
            }
            else if (type == AVMEDIA_TYPE_ATTACHMENT || (i != video.index() && !isData(type))) {
                attachments.add(stream(stream));
            }
            else if (isData(type)) {
                data.add(stream(stream));
            }
        }
        String format = Av.string(context.iformat().name());
        Source source = Source.of(input.path());
        source.sound().forEach((file) -> addSound(file, context.nb_streams(), audio));
        boolean still = source.files().size() == 1 && Formats.isStill(format) && index.frames() == 1;
        return new ClipInfo(ClipInfo.SCHEMA, input.path().toAbsolutePath().normalize(), bytes(source.files()), format,
                context.duration() == Av.NOPTS ? null : new Rational(context.duration(), AV_TIME_BASE).toString(),
                context.start_time() == Av.NOPTS ? null : new Rational(context.start_time(), AV_TIME_BASE).toString(),
                still, tags.timecode(), tags.reel(), Av.tags(context.metadata()), video(video, index, timing), audio,
                subtitles, data, attachments, chapters(context));
    }

    /** Sound that lies in a file of its own; its streams are counted on. */
    private static void addSound(Path file, int streams, List<ClipInfo.Stream> audio) {
        try (Input input = Input.open(file)) {
            for (int i = 0; i < input.context().nb_streams(); i++) {
                if (input.context().streams(i).codecpar().codec_type() == AVMEDIA_TYPE_AUDIO) {
                    audio.add(stream(input.context().streams(i), streams + audio.size()));
                }
            }
        }
    }

    private static boolean isData(int type) {
        return type == AVMEDIA_TYPE_DATA || type < 0;
    }

    private static ClipInfo.Video video(AVStream stream, FrameIndex index, Timing timing) {
        AVCodecParameters p = stream.codecpar();
        if (p.format() < 0) {
            throw Problem.media("the picture cannot be decoded: %s is damaged or of an unknown kind",
                    Av.string(avcodec_get_name(p.codec_id())));
        }
        PixelFormat format = PixelFormat.of(p.format());
        Rational sar = Av.rational(stream.sample_aspect_ratio());
        if (sar.num() <= 0) {
            sar = Av.rational(p.sample_aspect_ratio());
        }
        long length = index.frames() == 0 ? 0 : index.end() - index.pts()[0];
        return new ClipInfo.Video(stream.index(), Av.string(avcodec_get_name(p.codec_id())),
                Av.string(avcodec_profile_name(p.codec_id(), p.profile())), p.width(), p.height(), format.name(),
                Math.max(format.bits(), depthInside(p, format)), format.chroma(), format.alpha(),
                timing.timeBase().toString(), timing.rate().toString(), Av.rational(stream.avg_frame_rate()).toString(),
                timing.constant() ? "cfr" : "vfr", index.exact() ? index.pts()[0] : 0,
                index.exact() ? index.frames() : -1, length, FieldOrder.name(p.field_order()),
                (sar.num() <= 0 ? new Rational(1, 1) : sar).toString(), rotation(p), colour(p, format),
                HdrMetadata.mastering(SideData.get(p, AV_PKT_DATA_MASTERING_DISPLAY_METADATA)),
                HdrMetadata.contentLight(SideData.get(p, AV_PKT_DATA_CONTENT_LIGHT_LEVEL)), p.bit_rate(),
                Av.tag(stream.metadata(), "language"), dispositions(stream), Av.tags(stream.metadata()));
    }

    /** Some decoders deliver fewer significant bits than the format has. */
    private static int depthInside(AVCodecParameters p, PixelFormat format) {
        return p.bits_per_raw_sample() > 0 ? Math.min(p.bits_per_raw_sample(), format.bits()) : format.bits();
    }

    static ClipInfo.Colour colour(AVCodecParameters p, PixelFormat format) {
        String matrix = p.color_space() == AVCOL_SPC_UNSPECIFIED ? null
                : Av.string(av_color_space_name(p.color_space()));
        String range = p.color_range() == AVCOL_RANGE_UNSPECIFIED ? null
                : Av.string(av_color_range_name(p.color_range()));
        if (range == null && format.name().startsWith("yuvj")) {
            range = "pc";
        }
        String primaries = p.color_primaries() == AVCOL_PRI_UNSPECIFIED ? null
                : Av.string(av_color_primaries_name(p.color_primaries()));
        String transfer = p.color_trc() == AVCOL_TRC_UNSPECIFIED ? null
                : Av.string(av_color_transfer_name(p.color_trc()));
        String siting = p.chroma_location() == AVCHROMA_LOC_UNSPECIFIED ? null
                : Av.string(av_chroma_location_name(p.chroma_location()));
        return new ClipInfo.Colour(matrix, range, primaries, transfer, siting);
    }

    private static double rotation(AVCodecParameters p) {
        AVPacketSideData matrix = SideData.get(p, AV_PKT_DATA_DISPLAYMATRIX);
        if (matrix == null || matrix.size() < 36) {
            return 0;
        }
        double angle = av_display_rotation_get(new IntPointer(matrix.data()));
        // + 0.0 turns a negative zero into a plain one
        return Double.isNaN(angle) ? 0 : Math.round(angle * 100) / 100.0 + 0.0;
    }

    private static ClipInfo.Stream stream(AVStream stream) {
        return stream(stream, stream.index());
    }

    private static ClipInfo.Stream stream(AVStream stream, int index) {
        AVCodecParameters p = stream.codecpar();
        Rational timeBase = Av.rational(stream.time_base());
        Map<String, String> tags = Av.tags(stream.metadata());
        int bits = p.bits_per_raw_sample() > 0 ? p.bits_per_raw_sample() : av_get_bits_per_sample(p.codec_id());
        return new ClipInfo.Stream(index, Av.string(avcodec_get_name(p.codec_id())), p.sample_rate(),
                p.ch_layout().nb_channels(), layout(p), bits, seconds(stream.start_time(), timeBase),
                seconds(stream.duration(), timeBase), tags.get("language"), dispositions(stream), tags);
    }

    private static String seconds(long ticks, Rational timeBase) {
        return ticks == Av.NOPTS || timeBase.num() == 0 ? null : timeBase.times(ticks).toString();
    }

    private static String layout(AVCodecParameters p) {
        if (p.ch_layout().nb_channels() == 0) {
            return null;
        }
        byte[] text = new byte[128];
        int length = av_channel_layout_describe(p.ch_layout(), text, text.length);
        return length <= 1 ? null : new String(text, 0, Math.min(length - 1, text.length), StandardCharsets.UTF_8);
    }

    private static List<String> dispositions(AVStream stream) {
        List<String> names = new ArrayList<>();
        for (int bit = 0; bit < 31; bit++) {
            if ((stream.disposition() & 1 << bit) != 0) {
                names.add(Av.string(av_disposition_to_string(1 << bit)));
            }
        }
        return names;
    }

    private static List<ClipInfo.Chapter> chapters(AVFormatContext context) {
        List<ClipInfo.Chapter> chapters = new ArrayList<>();
        for (int i = 0; i < context.nb_chapters(); i++) {
            Rational timeBase = Av.rational(context.chapters(i).time_base());
            chapters.add(new ClipInfo.Chapter(seconds(context.chapters(i).start(), timeBase),
                    seconds(context.chapters(i).end(), timeBase), Av.tag(context.chapters(i).metadata(), "title")));
        }
        return chapters;
    }

    private static long bytes(List<Path> files) {
        try {
            long bytes = 0;
            for (Path file : files) {
                bytes += Files.size(file);
            }
            return bytes;
        }
        catch (IOException ex) {
            throw Problem.internal(ex, "%s: its size cannot be read", files.getFirst());
        }
    }

}
