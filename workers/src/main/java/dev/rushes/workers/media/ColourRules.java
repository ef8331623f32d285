package dev.rushes.workers.media;

import java.util.ArrayList;
import java.util.List;

import dev.rushes.workers.job.ClipInfo;

/**
 * How a source's code values are read where the file does not say: by the rules that
 * broadcast and players follow, each said aloud.
 *
 * @param colour nothing is null; "unknown" primaries and transfer stay so, since nothing
 * is converted by them
 * @param reasons a sentence for each assumption
 */
public record ColourRules(ClipInfo.Colour colour, List<String> reasons) {

    /** Standard definition ends here. */
    private static final int HD_HEIGHT = 720;

    private static final int HD_WIDTH = 1280;

    public static ColourRules of(ClipInfo.Video video) {
        List<String> reasons = new ArrayList<>();
        ClipInfo.Colour tagged = video.colour();
        boolean rgb = video.chroma().equals("rgb");
        String matrix = rgb ? "gbr" : tagged.matrix();
        if (!rgb && (matrix == null || matrix.equals("gbr") || matrix.equals("reserved"))) {
            boolean hd = video.height() >= HD_HEIGHT || video.width() >= HD_WIDTH;
            matrix = matrixFor(tagged.primaries(), hd, video.height());
            reasons.add(
                    "the colour matrix is not tagged: it is taken as %s, since %s".formatted(shown(matrix),
                            tagged.primaries() == null
                                    ? "%d × %d is %s definition".formatted(video.width(), video.height(),
                                            hd ? "high" : "standard")
                                    : "the primaries are " + shown(tagged.primaries())));
        }
        String range = tagged.range();
        if (range == null) {
            boolean full = rgb || (video.chroma().equals("grey") && isStillCodec(video.codec()))
                    || video.codec().equals("mjpeg");
            range = full ? "pc" : "tv";
            reasons.add("the range of levels is not tagged: it is taken as %s".formatted(full ? "full" : "limited"));
        }
        String siting = tagged.siting();
        if (siting == null && video.chroma().startsWith("4:2:0")) {
            siting = video.codec().equals("mjpeg") ? "center" : "left";
            reasons.add("the chroma siting is not tagged: it is taken as %s".formatted(siting));
        }
        return new ColourRules(new ClipInfo.Colour(matrix, range, orUnknown(tagged.primaries()),
                orUnknown(tagged.transfer()), siting == null ? "left" : siting), reasons);
    }

    /** As people in post-production write it. */
    private static String shown(String tag) {
        return switch (tag) {
            case "bt709" -> "BT.709";
            case "bt2020", "bt2020nc" -> "BT.2020";
            case "smpte170m" -> "BT.601 (525 lines)";
            case "bt470bg" -> "BT.601 (625 lines)";
            default -> tag;
        };
    }

    private static String matrixFor(String primaries, boolean hd, int height) {
        if (primaries != null) {
            switch (primaries) {
                case "bt2020" -> {
                    return "bt2020nc";
                }
                case "smpte170m", "bt470bg" -> {
                    return primaries;
                }
                case "bt709" -> {
                    return "bt709";
                }
                default -> {
                    // says nothing of the matrix
                }
            }
        }
        return hd ? "bt709" : height == 576 || height == 288 ? "bt470bg" : "smpte170m";
    }

    private static boolean isStillCodec(String codec) {
        return switch (codec) {
            case "png", "tiff", "bmp", "dpx", "exr", "jpeg2000", "webp", "mjpeg", "jpegls" -> true;
            default -> false;
        };
    }

    private static String orUnknown(String name) {
        return name == null ? "unknown" : name;
    }

}
