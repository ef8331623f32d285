package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Plan;
import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avformat.AVChapter;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** Carries tags, timecode, reel name and chapters from a source to its master. */
final class Metadata {

    /** True of the source's container or encoder only. */
    private static final Set<String> OWN = Set.of("major_brand", "minor_version", "compatible_brands", "encoder",
            "vendor_id", "duration", "number_of_frames", "number_of_bytes", "bps", "timecode", "reel_name",
            "product_uid", "generation_uid", "material_package_umid", "file_package_umid", "modification_date",
            "toolkit_version", "operational_pattern_ul", "uid", "product_version", "application_platform",
            "company_name", "product_name");

    /** What QuickTime's own three-letter tags can say. */
    private static final Set<String> PLAIN = Set.of("title", "artist", "album", "comment", "copyright", "date", "genre",
            "description", "creation_time", "language", "location", "make", "model", "author", "composer", "keywords",
            "year", "encoder", "handler_name");

    private Metadata() {
    }

    /** Whether a clip has tags that QuickTime keeps only under keys of their own. */
    static boolean needsKeys(ClipInfo clip) {
        return clip.tags().keySet().stream().anyMatch(key -> carried(key) && !PLAIN.contains(key));
    }

    private static boolean carried(String key) {
        String name = key.toLowerCase(Locale.ROOT);
        return !OWN.contains(name) && !name.startsWith("_statistics") && !name.startsWith("duration-");
    }

    /** To the container and its picture, which is stream 0. */
    static void copy(Plan plan, AVFormatContext master) {
        master.metadata(dictionary(plan.clip().tags(), Map.of()));
        boolean quickTime = plan.encoding().container().equals("mov");
        Map<String, String> extra = new HashMap<>();
        if (plan.timecode() != null) {
            extra.put("timecode", plan.timecode());
        }
        if (plan.clip().reel() != null) {
            extra.put("reel_name", plan.clip().reel());
        }
        language(plan.clip().video().tags(), quickTime, extra);
        master.streams(0).metadata(dictionary(plan.clip().video().tags(), extra));
        chapters(plan, master);
    }

    /** To one of the other streams. */
    static void copy(AVStream source, AVStream target, Muxer master) {
        Map<String, String> tags = Av.tags(source.metadata());
        Map<String, String> extra = new HashMap<>();
        language(tags, Av.string(master.context().oformat().name()).equals("mov"), extra);
        target.metadata(dictionary(tags, extra));
    }

    private static void language(Map<String, String> tags, boolean quickTime, Map<String, String> extra) {
        if (quickTime && tags.containsKey("language")) {
            extra.put("language", Languages.bibliographic(tags.get("language")));
        }
    }

    private static AVDictionary dictionary(Map<String, String> tags, Map<String, String> extra) {
        AVDictionary dictionary = new AVDictionary(null);
        tags.forEach((key, value) -> {
            if (carried(key)) {
                av_dict_set(dictionary, key, value, 0);
            }
        });
        extra.forEach((key, value) -> av_dict_set(dictionary, key, value, 0));
        return dictionary;
    }

    private static void chapters(Plan plan, AVFormatContext master) {
        Rational shift = Rational.parse(plan.shift());
        Rational end = Passengers.until(plan);
        List<ClipInfo.Chapter> chapters = plan.clip().chapters().stream().filter(c -> {
            Rational from = Rational.parse(c.start()).plus(shift);
            Rational to = Rational.parse(c.end()).plus(shift);
            return to.compareTo(Rational.ZERO) > 0 && (end == null || from.compareTo(end.plus(shift)) < 0);
        }).toList();
        if (chapters.isEmpty()) {
            return;
        }
        // FFmpeg frees array and chapters with the context
        PointerPointer<AVChapter> array = new PointerPointer<>(av_mallocz((long) chapters.size() * Long.BYTES));
        for (int i = 0; i < chapters.size(); i++) {
            ClipInfo.Chapter c = chapters.get(i);
            AVChapter chapter = new AVChapter(av_mallocz(Pointer.sizeof(AVChapter.class)));
            Rational from = Rational.parse(c.start()).plus(shift);
            chapter.id(i + 1);
            chapter.time_base().num(1).den(1000);
            chapter.start(Math.max(0, from.times(1000).round()));
            Rational to = Rational.parse(c.end());
            chapter.end((end != null && end.compareTo(to) < 0 ? end : to).plus(shift).times(1000).round());
            if (c.title() != null) {
                chapter.metadata(dictionary(Map.of("title", c.title()), Map.of()));
            }
            array.put(i, chapter);
        }
        master.chapters(array);
        master.nb_chapters(chapters.size());
    }

}
