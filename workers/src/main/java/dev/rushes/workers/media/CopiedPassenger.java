package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.av_codec_get_id;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_DATA;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** Packets go over bit by bit. */
final class CopiedPassenger implements Passenger {

    private static final String MP4 = "mp4";

    private final AVStream source;

    private final AVStream target;

    private final Muxer master;

    /** Of the last packet, in the master's clock. */
    private long last = Av.NOPTS;

    CopiedPassenger(AVStream source, Muxer master) {
        this.source = source;
        this.master = master;
        this.target = master.add(null);
        avcodec_parameters_copy(this.target.codecpar(), source.codecpar());
        int tag = source.codecpar().codec_tag();
        boolean known = source.codecpar().codec_type() == AVMEDIA_TYPE_DATA
                || master.context().oformat().codec_tag() != null
                        && av_codec_get_id(master.context().oformat().codec_tag(), tag) == source.codecpar().codec_id();
        this.target.codecpar().codec_tag(known ? tag : 0);
        if (MP4.equals(Av.string(master.context().oformat().name()))) {
            // PCM there says of each channel where it belongs
            PcmPassenger.name(this.target.codecpar().ch_layout());
        }
        this.target.time_base(source.time_base());
        this.target.disposition(source.disposition());
        this.target.sample_aspect_ratio(source.sample_aspect_ratio());
        Metadata.copy(source, this.target, master);
    }

    @Override
    public void begin() {
        // nothing to settle
    }

    @Override
    public void carry(AVPacket packet) {
        av_packet_rescale_ts(packet, this.source.time_base(), this.target.time_base());
        packet.stream_index(this.target.index());
        packet.pos(-1);
        follow(packet);
        this.master.write(packet);
    }

    /** Packets in disorder are a tick apart: a muxer refuses them otherwise. */
    private void follow(AVPacket packet) {
        if (packet.dts() == Av.NOPTS) {
            return;
        }
        // titles may begin together
        long least = (this.target.codecpar().codec_type() == AVMEDIA_TYPE_AUDIO) ? this.last + 1 : this.last;
        if (this.last != Av.NOPTS && packet.dts() < least) {
            packet.dts(least);
            packet.pts((packet.pts() == Av.NOPTS) ? packet.dts() : Math.max(packet.pts(), packet.dts()));
        }
        this.last = packet.dts();
    }

    @Override
    public void finish() {
        // nothing is held back
    }

    @Override
    public void close() {
        // owns nothing
    }

}
