package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.av_codec_get_id;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_DATA;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** Packets go over bit by bit. */
final class CopiedPassenger implements Passenger {

    private final AVStream source;

    private final AVStream target;

    private final Muxer master;

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
        this.master.write(packet);
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
