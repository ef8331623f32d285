package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_AMBIENT_VIEWING_ENVIRONMENT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_CONTENT_LIGHT_LEVEL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_FRAME_CROPPING;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_MASTERING_DISPLAY_METADATA;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_SPHERICAL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_STEREO3D;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_new;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import dev.rushes.models.Problem;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * What a picture stream carries besides pictures and stays true when they are re-encoded.
 */
final class SideData {

    private static final int[] CARRIED = { AV_PKT_DATA_DISPLAYMATRIX, AV_PKT_DATA_STEREO3D, AV_PKT_DATA_SPHERICAL,
            AV_PKT_DATA_FRAME_CROPPING, AV_PKT_DATA_MASTERING_DISPLAY_METADATA, AV_PKT_DATA_CONTENT_LIGHT_LEVEL,
            AV_PKT_DATA_AMBIENT_VIEWING_ENVIRONMENT };

    private SideData() {
    }

    static AVPacketSideData get(AVCodecParameters p, int type) {
        AVPacketSideData found = av_packet_side_data_get(p.coded_side_data(), p.nb_coded_side_data(), type);
        return found == null || found.isNull() ? null : found;
    }

    /**
     * Copies what is carried.
     * @param scale the enlargement, by which a clean aperture grows
     */
    static void copy(AVCodecParameters from, AVCodecParameters to, int scale) {
        for (int type : CARRIED) {
            AVPacketSideData data = get(from, type);
            if (data != null && get(to, type) == null) {
                add(to, data);
            }
        }
        AVPacketSideData aperture = get(to, AV_PKT_DATA_FRAME_CROPPING);
        if (aperture != null && scale > 1) {
            // four 32-bit little-endian margins in pixels: top, bottom, left, right
            ByteBuffer margins = aperture.data().limit(aperture.size()).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i + Integer.BYTES <= margins.capacity(); i += Integer.BYTES) {
                margins.putInt(i, margins.getInt(i) * scale);
            }
        }
    }

    private static void add(AVCodecParameters to, AVPacketSideData data) {
        try (IntPointer count = new IntPointer(1).put(to.nb_coded_side_data())) {
            AVPacketSideData list = to.coded_side_data();
            if (list == null) {
                list = new AVPacketSideData((Pointer) null);
            }
            AVPacketSideData copy = av_packet_side_data_new(list, count, data.type(), data.size(), 0);
            if (copy == null || copy.isNull()) {
                throw Problem.exhausted("out of memory");
            }
            Pointer.memcpy(copy.data(), data.data(), data.size());
            to.coded_side_data(list);
            to.nb_coded_side_data(count.get());
        }
    }

}
