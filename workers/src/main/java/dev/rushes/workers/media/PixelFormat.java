package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_ALPHA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BAYER;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_FLOAT;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NONE;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import java.util.List;

import dev.rushes.models.Problem;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * What a pixel format can hold.
 *
 * @param name FFmpeg's
 * @param bits of the deepest colour component
 * @param chromaWidth, chromaHeight log2 of chroma subsampling
 * @param rgb whether components are R, G, B
 * @param grey whether there is luma alone
 * @param alpha whether there is an alpha plane
 * @param floating whether components are floating-point numbers
 */
public record PixelFormat(String name, int bits, int chromaWidth, int chromaHeight, boolean rgb, boolean grey,
        boolean alpha, boolean floating) {

    /** What zimg reads and writes. */
    private static final List<String> ZIMG = List.of("yuv410p", "yuv411p", "yuv420p", "yuv422p", "yuv440p", "yuv444p",
            "yuvj420p", "yuvj422p", "yuvj440p", "yuvj444p", "yuvj411p", "yuv420p9le", "yuv420p10le", "yuv420p12le",
            "yuv420p14le", "yuv420p16le", "yuv422p9le", "yuv422p10le", "yuv422p12le", "yuv422p14le", "yuv422p16le",
            "yuv440p10le", "yuv440p12le", "yuv444p9le", "yuv444p10le", "yuv444p12le", "yuv444p14le", "yuv444p16le",
            "yuva420p", "yuva422p", "yuva444p", "yuva420p9le", "yuva422p9le", "yuva444p9le", "yuva420p10le",
            "yuva422p10le", "yuva444p10le", "yuva422p12le", "yuva444p12le", "yuva420p16le", "yuva422p16le",
            "yuva444p16le", "gbrp", "gbrp9le", "gbrp10le", "gbrp12le", "gbrp14le", "gbrp16le", "gbrap", "gbrap10le",
            "gbrap12le", "gbrap14le", "gbrap16le", "gbrpf32le", "gbrapf32le", "gray", "gray9le", "gray10le", "gray12le",
            "gray14le", "gray16le", "grayf32le");

    public static PixelFormat of(String name) {
        int id = av_get_pix_fmt(name);
        if (id == AV_PIX_FMT_NONE) {
            throw Problem.media("the pixel format \"%s\" is unknown", name);
        }
        return of(id);
    }

    static PixelFormat of(int id) {
        AVPixFmtDescriptor d = av_pix_fmt_desc_get(id);
        if (d == null || d.isNull()) {
            throw Problem.media("the picture has no known pixel format");
        }
        int bits = 0;
        int colours = d.nb_components() - ((d.flags() & AV_PIX_FMT_FLAG_ALPHA) != 0 ? 1 : 0);
        for (int i = 0; i < Math.max(1, colours); i++) {
            bits = Math.max(bits, d.comp(i).depth());
        }
        boolean rgb = (d.flags() & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BAYER)) != 0;
        boolean alpha = (d.flags() & (AV_PIX_FMT_FLAG_ALPHA | AV_PIX_FMT_FLAG_PAL)) != 0;
        return new PixelFormat(Av.string(av_get_pix_fmt_name(id)), bits, d.log2_chroma_w(), d.log2_chroma_h(), rgb,
                !rgb && colours == 1, alpha, (d.flags() & AV_PIX_FMT_FLAG_FLOAT) != 0);
    }

    int id() {
        return av_get_pix_fmt(name);
    }

    /** "4:2:0" and so on. */
    public String chroma() {
        if (rgb) {
            return "rgb";
        }
        if (grey) {
            return "grey";
        }
        return switch (chromaWidth * 10 + chromaHeight) {
            case 0 -> "4:4:4";
            case 1 -> "4:4:0";
            case 10 -> "4:2:2";
            case 11 -> "4:2:0";
            case 20 -> "4:1:1";
            case 22 -> "4:1:0";
            default -> "1/" + (1 << chromaWidth) + "x1/" + (1 << chromaHeight);
        };
    }

    /**
     * The planar format that zimg reads and that holds every value of this one: itself,
     * or what FFmpeg's unpacking makes of it without loss.
     * @throws Problem UNSUPPORTED if there is none
     */
    PixelFormat planar() {
        if (ZIMG.contains(name)) {
            return this;
        }
        if (floating || bits > 16) {
            return of(alpha ? "gbrapf32le" : "gbrpf32le");
        }
        if (grey && alpha) {
            return of(bits > 8 ? "ya16le" : "ya8");
        }
        return ZIMG.stream()
            .map(PixelFormat::of)
            .filter(f -> f.rgb == rgb && f.grey == grey && f.alpha == alpha && !f.floating && f.bits >= bits
                    && !f.name.startsWith("yuvj")
                    && (rgb || grey || (f.chromaWidth == chromaWidth && f.chromaHeight == chromaHeight)))
            .min((a, b) -> Integer.compare(a.bits, b.bits))
            .orElseThrow(() -> Problem.unsupported("pictures in the pixel format %s cannot be read", name));
    }

    /**
     * Filters that repeat a planar grey as red, green and blue; nothing for colour.
     * zscale itself takes no grey to RGB, and the scaler that FFmpeg would put before it
     * makes 16-bit grey brighter by 1/255.
     */
    String greyToRgb() {
        if (!grey) {
            return "";
        }
        String copies = "map0s=0:map0p=0:map1s=0:map1p=0:map2s=0:map2p=0";
        String depth = floating ? "f32le" : bits == 8 ? "" : bits + "le";
        return alpha ? ",extractplanes=y+a[y][a];[y][a]mergeplanes=%s:map3s=1:map3p=0:format=gbrap%s".formatted(copies,
                depth) : ",mergeplanes=%s:format=gbrp%s".formatted(copies, depth);
    }

    /** Filters that keep the luma of a conversion to YCbCr as this planar grey. */
    String rgbToGrey() {
        return ",format=yuv444p%s,extractplanes=y".formatted(bits == 8 ? "" : bits + "le");
    }

}
