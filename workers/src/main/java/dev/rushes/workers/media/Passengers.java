package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.FF_COMPLIANCE_NORMAL;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.av_codec_get_tag;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_query_codec;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_ATTACHMENT;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_SUBTITLE;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.rushes.workers.job.Plan;
import dev.rushes.workers.job.Task;
import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** All streams of a source's file but its picture, on their way into the master. */
final class Passengers implements AutoCloseable {

    /** FFmpeg says that QuickTime holds them and then refuses to write them. */
    private static final List<String> MP4_ONLY = List.of("flac", "opus", "truehd");

    /** It takes them one frame a packet only, and phones write ten. */
    private static final List<String> PACKED = List.of("amr_nb", "amr_wb");

    private static final int TMCD = 't' | 'm' << 8 | 'c' << 16 | 'd' << 24;

    /**
     * GoPro's metadata, which FFmpeg's muxer writes although its list of QuickTime's tags
     * lacks it.
     */
    private static final int GPMD = 'g' | 'p' << 8 | 'm' << 16 | 'd' << 24;

    private final Input source;

    private final Rational shift;

    private final Rational from;

    private final Rational until;

    private final Map<Integer, Passenger> aboard = new LinkedHashMap<>();

    private final Map<Integer, Continuity> clocks = new HashMap<>();

    private final AVPacket packet = av_packet_alloc();

    private boolean exhausted;

    /**
     * Adds a stream to the master for each that it can hold.
     * @param notices takes a sentence for each that it cannot, and for each that is
     * converted
     */
    Passengers(Plan plan, Input source, Muxer master, List<String> notices) {
        this.source = source;
        this.shift = Rational.parse(plan.shift());
        this.from = from(plan);
        this.until = until(plan);
        AVOutputFormat format = master.context().oformat();
        String container = plan.encoding().container();
        int picture = source.holdsPicture() ? source.video().index() : -1;
        for (int i = 0; i < source.context().nb_streams(); i++) {
            AVStream stream = source.context().streams(i);
            if (i == picture) {
                stream.discard(AVDISCARD_ALL);
                continue;
            }
            Passenger passenger = board(stream, format, container, master, !plan.clip().chapters().isEmpty(), notices);
            if (passenger == null) {
                stream.discard(AVDISCARD_ALL);
            }
            else {
                this.aboard.put(i, passenger);
                this.clocks.put(i, new Continuity(stream.time_base()));
            }
        }
    }

    /** Start of a plan's range in seconds of the source, or null for its beginning. */
    static Rational from(Plan plan) {
        Task first = plan.tasks().getFirst();
        return first.startPts() == Long.MIN_VALUE ? null
                : Rational.parse(plan.clip().video().timeBase()).times(first.startPts());
    }

    /** End of a plan's range in seconds of the source, or null for its end. */
    static Rational until(Plan plan) {
        Task last = plan.tasks().getLast();
        return last.endPts() == Long.MAX_VALUE ? null
                : Rational.parse(plan.clip().video().timeBase()).times(last.endPts());
    }

    private static Passenger board(AVStream stream, AVOutputFormat format, String container, Muxer master,
            boolean hasChapters, List<String> notices) {
        int type = stream.codecpar().codec_type();
        int id = stream.codecpar().codec_id();
        String name = Av.string(avcodec_get_name(id));
        boolean fits = avformat_query_codec(format, id, FF_COMPLIANCE_NORMAL) == 1;
        if (type == AVMEDIA_TYPE_AUDIO) {
            if (fits && !container.equals("mxf") && !(container.equals("mov") && MP4_ONLY.contains(name))
                    && !PACKED.contains(name)) {
                return new CopiedPassenger(stream, master);
            }
            return PcmPassenger.of(stream, container, master, notices);
        }
        if (type == AVMEDIA_TYPE_SUBTITLE) {
            if (fits) {
                return new CopiedPassenger(stream, master);
            }
            return TextPassenger.of(stream, container, master, notices);
        }
        if (type == AVMEDIA_TYPE_ATTACHMENT || type == AVMEDIA_TYPE_VIDEO) {
            boolean still = type == AVMEDIA_TYPE_ATTACHMENT || !Input.isPicture(stream);
            if (still && (container.equals("mkv") || (fits && container.equals("mp4")))) {
                return new CopiedPassenger(stream, master);
            }
            notices.add(still
                    ? "%s holds no attachments: stream %d (%s) is left out; --container mkv keeps it"
                        .formatted(Masters.called(container), stream.index(), name)
                    : "a second picture, stream %d (%s), is left out".formatted(stream.index(), name));
            return null;
        }
        if (isTimecode(stream) || (isChapterTitles(stream) && hasChapters)) {
            // written anew from the start timecode and from the chapters
            return null;
        }
        boolean telemetry = stream.codecpar().codec_tag() == GPMD
                && (container.equals("mov") || container.equals("mp4"));
        if (telemetry
                || (format.codec_tag() != null && name != null && av_codec_get_tag(format.codec_tag(), id) != 0)) {
            return new CopiedPassenger(stream, master);
        }
        notices.add("%s cannot hold the data of stream %d (%s): it is left out".formatted(Masters.called(container),
                stream.index(), tagged(stream, name)));
        return null;
    }

    private static boolean isTimecode(AVStream stream) {
        return stream.codecpar().codec_tag() == TMCD;
    }

    /**
     * QuickTime keeps chapters' titles in a track of text, which FFmpeg takes for data.
     */
    private static boolean isChapterTitles(AVStream stream) {
        return stream.codecpar().codec_tag() == ('t' | 'e' << 8 | 'x' << 16 | 't' << 24);
    }

    private static String tagged(AVStream stream, String name) {
        String handler = Av.tag(stream.metadata(), "handler_name");
        return handler == null ? name : name + ", " + handler.strip();
    }

    void begin() {
        this.aboard.values().forEach(Passenger::begin);
    }

    /** Carries all that belongs before a time of the master. */
    void carryUntil(Rational seconds) {
        while (!this.exhausted && !this.aboard.isEmpty()) {
            Rational at = carryOne();
            if (at != null && at.compareTo(seconds) >= 0) {
                return;
            }
        }
    }

    void carryRest() {
        while (!this.exhausted && !this.aboard.isEmpty()) {
            carryOne();
        }
        this.aboard.values().forEach(Passenger::finish);
    }

    /** The time of the packet in the master, or null if it has none. */
    private Rational carryOne() {
        int result = av_read_frame(this.source.context(), this.packet);
        if (result < 0) {
            this.exhausted = true;
            if (result != AVERROR_EOF() && result == Av.ENOMEM) {
                throw Av.problem(result, "reading sound");
            }
            return null;
        }
        try {
            Passenger passenger = this.aboard.get(this.packet.stream_index());
            if (passenger == null) {
                return null;
            }
            Rational timeBase = Av.rational(this.source.context().streams(this.packet.stream_index()).time_base());
            this.clocks.get(this.packet.stream_index()).mend(this.packet);
            long time = this.packet.dts() == Av.NOPTS ? this.packet.pts() : this.packet.dts();
            if (time == Av.NOPTS) {
                passenger.carry(this.packet);
                return null;
            }
            Rational start = timeBase.times(this.packet.pts() == Av.NOPTS ? time : this.packet.pts());
            Rational end = start.plus(timeBase.times(Math.max(1, this.packet.duration())));
            if (this.until != null && start.compareTo(this.until) >= 0) {
                return start.plus(this.shift);
            }
            if (this.from == null || end.compareTo(this.from) > 0) {
                long ticks = this.shift.over(timeBase).round();
                if (this.packet.pts() != Av.NOPTS) {
                    this.packet.pts(this.packet.pts() + ticks);
                }
                if (this.packet.dts() != Av.NOPTS) {
                    this.packet.dts(this.packet.dts() + ticks);
                }
                passenger.carry(this.packet);
            }
            return start.plus(this.shift);
        }
        finally {
            av_packet_unref(this.packet);
        }
    }

    @Override
    public void close() {
        this.aboard.values().forEach(Passenger::close);
        av_packet_free(this.packet);
    }

}
