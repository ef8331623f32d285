package dev.rushes.workers.media;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.rushes.models.Problem;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Encoding;
import dev.rushes.workers.job.Output;
import dev.rushes.workers.timeline.Rational;

/** Decides how a master is written. */
public final class Masters {

    /** MXF's edit units. */
    private static final Set<String> MXF_RATES = Set.of("24000/1001", "24/1", "25/1", "30000/1001", "30/1", "50/1",
            "60000/1001", "60/1");

    private Masters() {
    }

    /**
     * Chooses codec, container, pixel format and clock.
     * @param fieldOrder of the pictures to be written, or null if unknown
     * @param notices takes a sentence for everything that a person should know
     * @throws Problem INVALID or NOT_FOUND if that codec cannot hold this picture or that
     * container that codec
     */
    public static Encoding choose(Output wanted, ClipInfo clip, ClipInfo.Colour colour, String fieldOrder, int scale,
            boolean toCfr, List<String> notices) {
        ClipInfo.Video video = clip.video();
        PixelFormat source = PixelFormat.of(video.pixelFormat());
        Codec codec = codec(wanted, clip, source, video.width() * scale, notices);
        String container = container(codec, wanted.container(), clip);
        PixelChoice choice = PixelChoice.of(codec, source);
        if (!choice.losses().isEmpty()) {
            notices.add("%s cannot hold all that the source has: %s".formatted(codec.brief(),
                    String.join(", ", choice.losses())));
        }
        int width = Math.multiplyExact(video.width(), scale);
        int height = Math.multiplyExact(video.height(), scale);
        PictureSize.check(codec, width, height);
        checkFields(codec, container, fieldOrder, notices);
        PixelFormat format = choice.format();
        ClipInfo.Colour written = written(codec, colour, source, format, width, height, notices);
        Rational rate = Rational.parse(video.frameRate());
        boolean constant = video.timing().equals("cfr") || toCfr;
        Rational timeBase = timeBase(video, rate, constant);
        if (container.equals("mxf") && (!constant || !MXF_RATES.contains(rate.toString()))) {
            throw Problem.invalid("MXF holds constant standard frame rates only and %s has %s; use --container mov%s",
                    clip.path().getFileName(), constant ? rate.toString() : "a variable one",
                    constant ? "" : " or --timing cfr");
        }
        Map<String, String> options = new HashMap<>(codec.options());
        if (codec == Codec.FFV1 && (width < 16 || height < 16)) {
            // too small for the encoder's own choice
            options.put("slices", "1");
        }
        if (codec == Codec.H264) {
            // visually clean for a proxy: 0.2 bit a pixel
            options.put("b", String.valueOf((long) Math.max(500_000, 0.2 * width * height * rate.value())));
        }
        return new Encoding(codec.id(), codec.encoder(), Map.copyOf(options), container, format.name(), width, height,
                timeBase.toString(), rate.toString(), constant ? "cfr" : "vfr", fieldOrder, written);
    }

    /** A container in a sentence. */
    static String called(String container) {
        return switch (container) {
            case "sequence" -> "an image sequence";
            case "still" -> "a picture file";
            default -> container.toUpperCase(Locale.ROOT);
        };
    }

    private static Codec codec(Output wanted, ClipInfo clip, PixelFormat source, int width, List<String> notices) {
        if (!wanted.codec().equals("auto")) {
            return Codec.of(wanted.codec());
        }
        if (clip.still()) {
            return clip.video().codec().equals("tiff") ? Codec.TIFF : Codec.PNG;
        }
        if (width % 2 != 0) {
            notices.add("the picture is %d pixels wide and ProRes holds even widths only: the master is FFV1"
                .formatted(width));
            return Codec.FFV1;
        }
        if (source.alpha() || source.rgb() || source.chroma().equals("4:4:4")) {
            notices.add("the source has %s, which ProRes 422 HQ cannot hold: the master is ProRes 4444"
                .formatted(source.alpha() ? "alpha" : source.rgb() ? "RGB pictures" : "4:4:4 chroma"));
            return Codec.PRORES_4444;
        }
        return Codec.PRORES_HQ;
    }

    private static String container(Codec codec, String wanted, ClipInfo clip) {
        new Output(codec.id(), wanted).check();
        if (codec.isPicture()) {
            return clip.still() ? "still" : "sequence";
        }
        if (wanted.equals("auto")) {
            return codec.containers().getFirst();
        }
        return wanted;
    }

    private static void checkFields(Codec codec, String container, String fieldOrder, List<String> notices) {
        if (!FieldOrder.isInterlaced(fieldOrder)) {
            return;
        }
        String first = FieldOrder.topFirst(fieldOrder) ? "top" : "bottom";
        if (codec.isPicture()) {
            notices.add(
                    "%s files cannot say that pictures are interlaced, and these are (%s field first): whoever opens them must know"
                        .formatted(codec.brief(), first));
        }
        else if (codec != Codec.PRORES_HQ && codec != Codec.PRORES_4444 && codec != Codec.FFV1) {
            throw Problem.invalid(
                    "%s holds no interlaced pictures, and these are kept so (%s field first); leave out --interlaced keep, or use --codec prores_hq or ffv1",
                    codec.brief(), first);
        }
        else if (container.equals("mxf")) {
            throw Problem.invalid(
                    "the MXF writer cannot say that pictures are kept interlaced (%s field first); use --container mov",
                    first);
        }
    }

    private static ClipInfo.Colour written(Codec codec, ClipInfo.Colour colour, PixelFormat source, PixelFormat format,
            int width, int height, List<String> notices) {
        if (format.rgb()) {
            return new ClipInfo.Colour("gbr", "pc", colour.primaries(), colour.transfer(), colour.siting());
        }
        if (source.rgb()) {
            String matrix = colour.primaries().equals("bt2020") ? "bt2020nc"
                    : height >= 720 || width >= 1280 ? "bt709" : "smpte170m";
            return new ClipInfo.Colour(matrix, "tv", colour.primaries(), colour.transfer(), "left");
        }
        if (codec.isPicture()) {
            // grey: picture files have no limited range
            return new ClipInfo.Colour(colour.matrix(), "pc", colour.primaries(), colour.transfer(), colour.siting());
        }
        if (codec != Codec.FFV1 && colour.range().equals("pc")) {
            notices.add("the source is full range: the master is limited range, which every reader of %s expects"
                .formatted(codec.brief()));
            return new ClipInfo.Colour(colour.matrix(), "tv", colour.primaries(), colour.transfer(), colour.siting());
        }
        return colour;
    }

    /**
     * A clock whose tick is as fine as the source's; where frames lie on a grid that the
     * source's clock is too coarse for (Matroska's milliseconds), one that has both the
     * grid and the source's ticks, so that an offset to the sound stays exact.
     */
    private static Rational timeBase(ClipInfo.Video video, Rational rate, boolean constant) {
        Rational source = Rational.parse(video.timeBase());
        if (!constant || rate.inverse().over(source).den() == 1) {
            return source;
        }
        BigInteger grid = BigInteger.valueOf(rate.num());
        BigInteger ticks = BigInteger.valueOf(source.den());
        BigInteger common = grid.multiply(ticks).divide(grid.gcd(ticks));
        return common.bitLength() < 31 ? new Rational(1, common.longValueExact()) : new Rational(1, rate.num());
    }

}
