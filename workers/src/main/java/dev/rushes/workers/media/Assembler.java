package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_color_primaries_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_range_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_space_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_transfer_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_chroma_location_from_name;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.rushes.models.Problem;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Encoding;
import dev.rushes.workers.job.Plan;
import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Joins pieces into a master: the pieces' packets unchanged, with the source's sound,
 * subtitles, chapters, attachments, data, timecode and tags.
 */
public final class Assembler {

    private static final Map<String, String> MUXERS = Map.of("mov", "mov", "mkv", "matroska", "mp4", "mp4", "mxf",
            "mxf");

    private static final long MOVIE_CLOCK = 90_000;

    private final Plan plan;

    private final List<String> notices;

    /**
     * For one plan.
     * @param notices takes a sentence for everything that cannot be carried over
     */
    public Assembler(Plan plan, List<String> notices) {
        this.plan = plan;
        this.notices = notices;
    }

    /**
     * Writes the master.
     * @param pieces in order
     * @param file overwritten
     * @return frames written
     */
    public long assemble(List<Path> pieces, Path file, Monitor monitor) {
        Encoding encoding = this.plan.encoding();
        Rational timeBase = Rational.parse(encoding.timeBase());
        try (PieceReader video = new PieceReader(pieces, timeBase);
                Input source = Input.open(this.plan.job().clip());
                Muxer master = Muxer.open(file, MUXERS.get(encoding.container()))) {
            AVStream picture = master.add(null);
            describe(picture, video.parameters(), source.video());
            try (Company passengers = new Company(this.plan, source, master, this.notices)) {
                Metadata.copy(this.plan, master.context());
                master.begin(options(encoding));
                passengers.begin();
                long frames = interleave(video, timeBase, picture, master, passengers, monitor);
                passengers.carryRest();
                master.finish();
                return frames;
            }
        }
    }

    private long interleave(PieceReader video, Rational timeBase, AVStream picture, Muxer master, Company passengers,
            Monitor monitor) {
        AVPacket held = av_packet_alloc();
        try {
            long frames = 0;
            AVPacket packet;
            while ((packet = video.next()) != null) {
                if (monitor.cancelled()) {
                    throw Problem.cancelled();
                }
                if (frames > 0) {
                    passengers.carryUntil(timeBase.times(held.pts()));
                    write(held, packet.pts(), timeBase, picture, master);
                }
                av_packet_move_ref(held, packet);
                frames++;
            }
            write(held, end(held.pts(), timeBase), timeBase, picture, master);
            return frames;
        }
        finally {
            av_packet_free(held);
        }
    }

    /**
     * A frame is shown until the next; a last one without a duration would be cut off by
     * the edit list.
     */
    private static void write(AVPacket packet, long until, Rational timeBase, AVStream picture, Muxer master) {
        packet.stream_index(picture.index());
        packet.duration(Math.max(1, until - packet.pts()));
        packet.pos(-1);
        av_packet_rescale_ts(packet, Av.rational(timeBase), picture.time_base());
        master.write(packet);
    }

    /** When the last frame is no longer shown, in the master's ticks. */
    private long end(long lastPts, Rational timeBase) {
        if (this.plan.encoding().timing().equals("cfr")) {
            return lastPts + Rational.parse(this.plan.encoding().frameRate()).inverse().over(timeBase).round();
        }
        ClipInfo.Video video = this.plan.clip().video();
        long end = Math.min(this.plan.tasks().getLast().endPts(), video.startPts() + video.duration());
        return Rational.parse(video.timeBase())
            .times(end)
            .plus(Rational.parse(this.plan.shift()))
            .over(timeBase)
            .round();
    }

    private Map<String, String> options(Encoding encoding) {
        Map<String, String> options = new HashMap<>();
        if (encoding.container().equals("mov") || encoding.container().equals("mp4")) {
            options.put("movflags", "+write_colr+prefer_icc" + (encoding.container().equals("mp4") ? "+faststart" : "")
                    + (Metadata.needsKeys(this.plan.clip()) ? "+use_metadata_tags" : ""));
            options.put("write_tmcd", this.plan.timecode() == null ? "0" : "1");
            Rational timeBase = Rational.parse(encoding.timeBase());
            // edit lists, which keep streams in step, count in this; the usual 1/1000 is
            // coarser than a sample of sound
            options.put("movie_timescale", String.valueOf(timeBase.num() == 1 && timeBase.den() < MOVIE_CLOCK
                    ? Math.ceilDiv(MOVIE_CLOCK, timeBase.den()) * timeBase.den() : MOVIE_CLOCK));
            if (timeBase.num() == 1 && timeBase.den() >= 1000) {
                options.put("video_track_timescale", String.valueOf(timeBase.den()));
            }
        }
        return options;
    }

    private void describe(AVStream picture, AVCodecParameters piece, AVStream source) {
        Encoding encoding = this.plan.encoding();
        ClipInfo.Video video = this.plan.clip().video();
        AVCodecParameters p = picture.codecpar();
        // display matrix, HDR and stereo side data come with the source's parameters
        SideData.copy(source.codecpar(), piece, this.plan.processing().scale());
        avcodec_parameters_copy(p, piece);
        p.codec_tag(0);
        if (encoding.options().getOrDefault("profile", "").matches("\\d+")) {
            // the piece does not say, and MXF names the kind of ProRes by it
            p.profile(Integer.parseInt(encoding.options().get("profile")));
        }
        ClipInfo.Colour colour = encoding.colour();
        p.color_space(av_color_space_from_name(colour.matrix()));
        p.color_range(av_color_range_from_name(colour.range()));
        p.color_primaries(av_color_primaries_from_name(colour.primaries()));
        p.color_trc(av_color_transfer_from_name(colour.transfer()));
        p.chroma_location(av_chroma_location_from_name(colour.siting()));
        // the piece's container cannot say
        p.field_order(FieldOrder.number(encoding.fieldOrder()));
        p.sample_aspect_ratio(Av.rational(Rational.parse(video.sampleAspect())));
        picture.sample_aspect_ratio(p.sample_aspect_ratio());
        picture.time_base(Av.rational(Rational.parse(encoding.timeBase())));
        picture.avg_frame_rate(Av.rational(Rational.parse(encoding.frameRate())));
        picture.r_frame_rate(picture.avg_frame_rate());
        picture.disposition(source.disposition());
    }

}
