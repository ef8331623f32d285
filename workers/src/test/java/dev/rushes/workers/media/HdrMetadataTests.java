package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_CONTENT_LIGHT_LEVEL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_MASTERING_DISPLAY_METADATA;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_new;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avutil.av_content_light_metadata_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_mastering_display_metadata_alloc_size;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;

import dev.rushes.workers.engine.Clips;
import dev.rushes.workers.engine.Work;
import dev.rushes.workers.job.ClipInfo;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVContentLightMetadata;
import org.bytedeco.ffmpeg.avutil.AVMasteringDisplayMetadata;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an HDR picture was graded on is said of its master, too. */
class HdrMetadataTests {

    private static final int[] PRIMARIES = { 34000, 16000, 13250, 34500, 7500, 3000 };

    @ParameterizedTest
    @CsvSource({ "ffv1, mkv", "prores_hq, mkv", "prores_hq, mov", "av1, mp4" })
    void masteringDisplayAndContentLightStay(String codec, String container) {
        Path plain = Clips.make("hdr-plain.mkv",
                "-f lavfi -i testsrc2=64x64:rate=25 -frames:v 3 -pix_fmt yuv420p10le -c:v ffv1");
        Path graded = Clips.place("hdr-graded.mkv");
        tag(plain, graded);
        ClipInfo.Video source = Work.WORKER.probe(graded).video();
        assertEquals("G(53/200,69/100)B(3/20,3/50)R(17/25,8/25)WP(3127/10000,329/1000)L(1000/1,1/10000)",
                source.masteringDisplay());
        assertEquals("1000,400", source.contentLight());
        ClipInfo.Video master = Work.WORKER.probe(Work.on(graded).codec(codec).container(container).master()).video();
        assertEquals(source.contentLight(), master.contentLight());
        assertEquals(source.masteringDisplay(), master.masteringDisplay());
    }

    /** Copies a clip's packets into a file whose header carries HDR metadata. */
    private static void tag(Path from, Path to) {
        try (Input input = Input.open(from); Muxer output = Muxer.open(to, "matroska")) {
            AVStream stream = output.add(null);
            avcodec_parameters_copy(stream.codecpar(), input.video().codecpar());
            stream.codecpar().codec_tag(0);
            stream.time_base(input.video().time_base());
            mastering(stream.codecpar());
            light(stream.codecpar());
            output.begin();
            AVPacket packet = av_packet_alloc();
            while (av_read_frame(input.context(), packet) >= 0) {
                av_packet_rescale_ts(packet, input.video().time_base(), stream.time_base());
                output.write(packet);
            }
            av_packet_free(packet);
            output.finish();
        }
    }

    private static void mastering(AVCodecParameters p) {
        SizeTPointer size = new SizeTPointer(1);
        av_mastering_display_metadata_alloc_size(size);
        AVMasteringDisplayMetadata m = new AVMasteringDisplayMetadata(
                add(p, AV_PKT_DATA_MASTERING_DISPLAY_METADATA, size.get()));
        AVRational primaries = m.display_primaries();
        for (int i = 0; i < PRIMARIES.length; i++) {
            primaries.getPointer(i).num(PRIMARIES[i]).den(50000);
        }
        m.white_point().getPointer(0).num(15635).den(50000);
        m.white_point().getPointer(1).num(16450).den(50000);
        m.max_luminance().num(1000).den(1);
        m.min_luminance().num(1).den(10000);
        m.has_primaries(1);
        m.has_luminance(1);
    }

    private static void light(AVCodecParameters p) {
        SizeTPointer size = new SizeTPointer(1);
        av_content_light_metadata_alloc(size);
        new AVContentLightMetadata(add(p, AV_PKT_DATA_CONTENT_LIGHT_LEVEL, size.get())).MaxCLL(1000).MaxFALL(400);
    }

    private static Pointer add(AVCodecParameters p, int type, long size) {
        AVPacketSideData list = p.coded_side_data() == null ? new AVPacketSideData((Pointer) null)
                : p.coded_side_data();
        IntPointer count = new IntPointer(1).put(p.nb_coded_side_data());
        AVPacketSideData added = av_packet_side_data_new(list, count, type, size, 0);
        p.coded_side_data(list);
        p.nb_coded_side_data(count.get());
        return added.data().fill(0);
    }

}
