package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avutil.av_version_info;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.bytedeco.ffmpeg.global.avcodec;

/** Of what a master was made with. */
public final class Versions {

    private Versions() {
    }

    public static Map<String, String> all() {
        Av.load();
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("rushes",
                Objects.requireNonNullElse(Versions.class.getPackage().getImplementationVersion(), "unpacked"));
        versions.put("ffmpeg", Av.string(av_version_info()));
        versions.put("ffmpeg_licence", Av.string(avcodec.avcodec_license()));
        versions.put("java", Runtime.version().toString());
        return versions;
    }

}
