package dev.rushes.workers.media;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.rushes.models.Nearest;
import dev.rushes.models.Problem;
import dev.rushes.workers.job.Output;

/** What a master can be written in. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are immutable, which their types
                                          // cannot say
public enum Codec {

    // prores_aw is three to five times faster than prores_ks and its pictures are no
    // worse: 65.1 dB against
    // 64.4 dB at the same size on a 720p clip
    PRORES_HQ("prores_hq", "prores_aw", "ProRes 422 HQ", "Apple ProRes 422 HQ, 10 bit", List.of("yuv422p10le"),
            Map.of("profile", "3", "vendor", "apl0")),
    PRORES_4444("prores_4444", "prores_aw", "ProRes 4444", "Apple ProRes 4444, 10 bit, with alpha",
            List.of("yuv444p10le", "yuva444p10le"), Map.of("profile", "4", "vendor", "apl0")),
    DNXHR_HQX("dnxhr_hqx", "dnxhd", "DNxHR HQX", "Avid DNxHR HQX, 10 bit 4:2:2", List.of("yuv422p10le"),
            Map.of("profile", "dnxhr_hqx")),
    // every frame a keyframe: the same bytes however the work was cut. The number of
    // slices is the encoder's choice by the picture's size alone, not by threads; no
    // number suits all sizes, from 1 × 1 to 8K
    FFV1("ffv1", "ffv1", "FFV1", "FFV1 version 3, lossless, 8 to 16 bit", List.of(),
            Map.of("level", "3", "g", "1", "slicecrc", "1")),
    H264("h264", "libopenh264", "H.264", "H.264 High, 8 bit 4:2:0, for proxies and delivery", List.of("yuv420p"),
            Map.of("profile", "high", "rc_mode", "quality", "allow_skip_frames", "0")),
    AV1("av1", "libsvtav1", "AV1", "AV1, 8 or 10 bit 4:2:0, for delivery", List.of("yuv420p", "yuv420p10le"),
            Map.of("preset", "8", "crf", "22")),
    PNG("png", "png", "PNG", "PNG, 8 or 16 bit RGB, one file a frame",
            List.of("rgb24", "rgba", "gray", "rgb48be", "rgba64be", "gray16be"), Map.of("pred", "mixed")),
    TIFF("tiff", "tiff", "TIFF", "TIFF, 8 or 16 bit RGB, one file a frame",
            List.of("rgb24", "rgba", "gray", "rgb48le", "rgba64le", "gray16le"), Map.of("compression_algo", "deflate"));

    private final String id;

    private final String encoder;

    private final String brief;

    private final String title;

    private final List<String> pixelFormats;

    private final Map<String, String> options;

    Codec(String id, String encoder, String brief, String title, List<String> pixelFormats,
            Map<String, String> options) {
        this.id = id;
        this.encoder = encoder;
        this.brief = brief;
        this.title = title;
        this.pixelFormats = pixelFormats;
        this.options = options;
    }

    /**
     * Finds a codec.
     * @throws Problem NOT_FOUND, naming the nearest
     */
    public static Codec of(String id) {
        return Arrays.stream(values())
            .filter(c -> c.id.equals(id))
            .findFirst()
            .orElseThrow(() -> Problem.notFound("there is no codec \"%s\"%s; there are %s", id,
                    Nearest.to(id, ids()).map(n -> ", did you mean " + n + "?").orElse(""), String.join(", ", ids())));
    }

    public static List<String> ids() {
        return Arrays.stream(values()).map(Codec::id).toList();
    }

    /** As users write it. */
    public String id() {
        return this.id;
    }

    /** FFmpeg's name of the encoder. */
    public String encoder() {
        return this.encoder;
    }

    /** For people, within a sentence. */
    public String brief() {
        return this.brief;
    }

    /** For people. */
    public String title() {
        return this.title;
    }

    /** Where it may go, the usual one first. */
    public List<String> containers() {
        return isPicture() ? List.of("sequence", "still") : Output.containers(this.id);
    }

    /** What it is given, or empty for all that the encoder takes. */
    public List<String> pixelFormats() {
        return this.pixelFormats;
    }

    /** For the encoder. */
    public Map<String, String> options() {
        return this.options;
    }

    /** Whether each frame becomes a file of its own. */
    public boolean isPicture() {
        return this == PNG || this == TIFF;
    }

    /** Whether frames do not depend on each other. */
    public boolean isIntra() {
        return this != H264 && this != AV1;
    }

}
