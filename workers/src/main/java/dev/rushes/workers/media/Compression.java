package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_EXPORT_DATA_VIDEO_ENC_PARAMS;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_VIDEO_ENC_PARAMS;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import dev.rushes.models.Problem;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.javacpp.BytePointer;

/**
 * How hard a clip is compressed.
 *
 * @param step width of the encoder's quantiser steps in 8-bit code values, the mean over
 * a few stretches of the clip; 0 where the decoder does not tell (it does for H.264 and
 * the MPEGs before it)
 * @param bitsPerPixel that a pixel of a frame has on average; 0 if the file does not say
 */
public record Compression(double step, double bitsPerPixel) {

    private static final int PLACES = 4;

    /**
     * Two groups of pictures of the usual pattern: all kinds of frames are among them.
     */
    private static final int FRAMES_A_PLACE = 12;

    /** FFmpeg's enum AVVideoEncParamsType. */
    private static final int H264 = 1;

    private static final int MPEG2 = 2;

    /** Measures by decoding a few stretches. */
    public static Compression of(ClipInfo clip, FrameIndex index, int threads, Monitor monitor) {
        double sum = 0;
        int measured = 0;
        try (Decoder decoder = new Decoder(clip.path(), !index.exact(), threads,
                AV_CODEC_EXPORT_DATA_VIDEO_ENC_PARAMS)) {
            int places = index.exact() && index.keyframes().length > PLACES ? PLACES : 1;
            for (int i = 0; i < places * FRAMES_A_PLACE; i++) {
                if (monitor.cancelled()) {
                    throw Problem.cancelled();
                }
                if (i > 0 && i % FRAMES_A_PLACE == 0) {
                    decoder.seek(index.pts()[(int) ((long) index.frames() * i / FRAMES_A_PLACE / places)]);
                    decoder.reset();
                }
                AVFrame frame = decoder.next();
                if (frame == null) {
                    break;
                }
                // deeper code values are finer
                double step = step(frame) / (1 << (clip.video().bitDepth() - 8));
                if (step > 0) {
                    sum += step;
                    measured++;
                }
            }
        }
        return new Compression(measured > 0 ? sum / measured : 0, bitsPerPixel(clip));
    }

    /** Of one frame, 0 if it does not tell. */
    private static double step(AVFrame frame) {
        AVFrameSideData data = av_frame_get_side_data(frame, AV_FRAME_DATA_VIDEO_ENC_PARAMS);
        if (data == null || data.isNull()) {
            return 0;
        }
        // struct AVVideoEncParams, of which JavaCPP has no class
        try (BytePointer bytes = new BytePointer(data.data()).limit(data.size())) {
            ByteBuffer header = bytes.asByteBuffer().order(ByteOrder.nativeOrder());
            int blocks = header.getInt(0);
            long offset = header.getLong(8);
            long size = header.getLong(16);
            int type = header.getInt(24);
            double quantiser = header.getInt(28);
            double deltas = 0;
            for (int i = 0; i < blocks; i++) {
                // behind the block's place and size
                deltas += header.getInt((int) (offset + i * size) + 16);
            }
            quantiser += blocks > 0 ? deltas / blocks : 0;
            return switch (type) {
                // ITU-T H.264, 8.5.9: twice as wide every 6, 0.625 at 0
                case H264 -> 0.625 * Math.pow(2, quantiser / 6);
                case MPEG2 -> quantiser;
                default -> 0;
            };
        }
    }

    private static double bitsPerPixel(ClipInfo clip) {
        ClipInfo.Video video = clip.video();
        double bits = video.bitRate();
        if (bits <= 0 && clip.duration() != null) {
            bits = clip.bytes() * 8 / Rational.parse(clip.duration()).value();
        }
        double found = bits / video.width() / video.height() / Rational.parse(video.frameRate()).value();
        return Double.isFinite(found) ? Math.max(0, found) : 0;
    }

}
