package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_CONFIG_PIX_FORMAT;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_supported_config;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NONE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.rushes.models.Problem;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * The pixel format for a master: the smallest that the codec takes and that holds all of
 * the source's; where there is none, the one that loses least.
 *
 * @param format for the encoder
 * @param losses what it cannot hold, in words; empty if nothing is lowered
 */
record PixelChoice(PixelFormat format, List<String> losses) {

    static PixelChoice of(Codec codec, PixelFormat source) {
        List<PixelFormat> formats = codec.pixelFormats().isEmpty() ? supported(codec)
                : codec.pixelFormats().stream().map(PixelFormat::of).toList();
        return formats.stream()
            .filter(f -> !f.floating() && !f.name().startsWith("yuvj") && !(f.grey() && f.alpha()))
            .map(f -> new PixelChoice(f, losses(source, f)))
            .min(Comparator.<PixelChoice>comparingInt(c -> c.losses.size())
                .thenComparingInt(c -> source.bits() > c.format.bits() ? -c.format.bits() : 0)
                .thenComparingInt(c -> c.format.rgb() == source.rgb() ? 0 : 1)
                .thenComparingInt(c -> c.format.grey() == source.grey() ? 0 : 1)
                .thenComparingInt(c -> cost(c.format)))
            .orElseThrow(() -> Problem.unsupported("%s cannot be written by this build of FFmpeg; use --codec ffv1",
                    codec.brief()));
    }

    private static List<String> losses(PixelFormat source, PixelFormat target) {
        List<String> losses = new ArrayList<>();
        if (target.bits() < source.bits()) {
            losses.add("%d bit become %d bit".formatted(source.bits(), target.bits()));
        }
        boolean colour = !source.grey();
        if (colour && target.grey()) {
            losses.add("colour becomes grey");
        }
        if (colour && (target.chromaWidth() > source.chromaWidth() || target.chromaHeight() > source.chromaHeight())) {
            losses.add("%s becomes %s".formatted(source.chroma(), target.chroma()));
        }
        if (source.alpha() && !target.alpha()) {
            losses.add("alpha is dropped");
        }
        return losses;
    }

    private static int cost(PixelFormat f) {
        int samples = f.grey() ? 4 : 4 + (8 >> f.chromaWidth() >> f.chromaHeight());
        return f.bits() * (samples + (f.alpha() ? 4 : 0));
    }

    private static List<PixelFormat> supported(Codec codec) {
        AVCodec encoder = avcodec_find_encoder_by_name(codec.encoder());
        try (PointerPointer<IntPointer> out = new PointerPointer<>(1); IntPointer count = new IntPointer(1)) {
            Av.check(avcodec_get_supported_config(null, encoder, AV_CODEC_CONFIG_PIX_FORMAT, 0, out, count),
                    "asking %s for its pixel formats", codec.encoder());
            List<PixelFormat> formats = new ArrayList<>();
            IntPointer values = out.get(IntPointer.class, 0);
            for (int i = 0; i < count.get(); i++) {
                if (values.get(i) != AV_PIX_FMT_NONE) {
                    formats.add(PixelFormat.of(values.get(i)));
                }
            }
            return formats;
        }
    }

}
