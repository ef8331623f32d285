package dev.rushes.workers.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import dev.rushes.workers.Disk;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Encoding;
import dev.rushes.workers.job.Job;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Plan;
import dev.rushes.workers.job.Processing;
import dev.rushes.workers.job.Scene;
import dev.rushes.workers.job.Task;
import dev.rushes.workers.media.ColourRules;
import dev.rushes.workers.media.Completeness;
import dev.rushes.workers.media.Compression;
import dev.rushes.workers.media.Cuts;
import dev.rushes.workers.media.FieldOrder;
import dev.rushes.workers.media.FrameIndex;
import dev.rushes.workers.media.Interlace;
import dev.rushes.workers.media.Masters;
import dev.rushes.workers.media.NoiseSampler;
import dev.rushes.workers.media.PixelFormat;
import dev.rushes.workers.media.Probe;
import dev.rushes.workers.media.Source;
import dev.rushes.workers.timeline.FrameRate;
import dev.rushes.workers.timeline.Rational;
import dev.rushes.workers.timeline.Timecode;

/** Takes every decision about a job. */
public final class Planner {

    /**
     * Decoding can start at any keyframe of these, by an index or by what each packet
     * says.
     */
    private static final List<String> SEEKABLE = List.of("mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "mxf", "image2");

    static final List<String> INTRA = List.of("prores", "dnxhd", "mjpeg", "ffv1", "cfhd", "dvvideo", "rawvideo", "v210",
            "png", "tiff", "dpx", "exr", "jpeg2000", "qtrle", "huffyuv", "ffvhuff", "utvideo", "aic", "hap", "magicyuv",
            "r210", "v410", "v308", "v408");

    private static final int LONGEST_FRAME_SECONDS = 24 * 3600;

    private final Models models;

    public Planner(Models models) {
        this.models = models;
    }

    /**
     * Plans a job: probes the clip, measures what must be measured, decides.
     * @throws Problem for anything that would make the work fail later and can be known
     * now
     */
    public Plan plan(Job job, int threads, Monitor monitor) {
        List<String> notices = new ArrayList<>();
        monitor.phase("reading " + job.clip().getFileName());
        Probe probe = Probe.of(job.clip(), job.rate() == null ? null : FrameRate.parse(job.rate()), monitor);
        ClipInfo clip = probe.info();
        FrameIndex index = probe.index();
        completeness(job, clip, notices);
        sequenceRate(job, clip, notices);
        Range range = Range.of(job.range(), clip, index);
        StageRules rules = new StageRules(this.models, job);
        ColourRules colour = ColourRules.of(clip.video());
        notices.addAll(colour.reasons());
        // what decoding alone takes, before a picture is decoded to be measured
        MemoryPlan.of(this.models, job, clip, List.of(), threads).atOnce(1, threads);
        Interlace interlace = interlace(job, clip, index, threads, monitor, notices);
        List<Scene> scenes = List.of();
        if (rules.measure() || rules.reach() > 0) {
            monitor.phase("looking for cuts");
            scenes = Cuts.find(clip, index, range.first(), range.end(), threads, monitor);
        }
        SceneNoise noise = null;
        if (rules.measure()) {
            monitor.phase("measuring noise");
            noise = noise(new NoiseSampler(clip, index, colour, interlace, threads, monitor), scenes, index, range);
            scenes = noise.scenes();
        }
        Wear wear = null;
        if (rules.looksForWear()) {
            monitor.phase("measuring compression" + (rules.noiseWears() ? " and noise" : ""));
            double grain = rules.noiseWears() ? new NoiseSampler(clip, index, colour, interlace, threads, monitor)
                .measure(List.of(new Scene(0, null)), range.first(), range.end())
                .getFirst()
                .luma()
                .mean() : 0;
            wear = new Wear(clip.video().codec(), Compression.of(clip, index, threads, monitor), grain);
        }
        List<Processing.Stage> stages = rules.stages(noise, wear, notices);
        int reach = stages.isEmpty() ? 0 : this.models.card(stages.getFirst().model()).reach();
        if (reach == 0 && stages.stream().noneMatch(Processing.Stage::measured)) {
            scenes = List.of();
        }
        boolean toCfr = job.timing().equals("cfr") && clip.video().timing().equals("vfr");
        int scale = stages.stream().mapToInt(Processing.Stage::scale).reduce(1, (a, b) -> a * b);
        String fieldOrder = job.interlaced().equals("keep") ? clip.video().fieldOrder() : FieldOrder.PROGRESSIVE;
        Encoding encoding = Masters.choose(job.recipe().output(), clip, colour.colour(), fieldOrder, scale, toCfr,
                notices);
        checkTimes(clip, index, Rational.parse(encoding.timeBase()));
        boolean sameChroma = sameChroma(clip, encoding);
        Processing processing = new Processing(interlace.order(), interlace.telecined(),
                FieldOrder.isInterlaced(fieldOrder) ? fieldOrder : null, interlace.reason(), colour.colour(),
                colour.reasons(), stages.isEmpty() && sameChroma ? "point" : "bicubic",
                sameChroma && interlace.order().equals("none") ? "point" : "bicubic", stages, scenes);
        Rational rate = Rational.parse(clip.video().frameRate());
        if (index.exact() && clip.video().timing().equals("vfr") && index.isPulledDown(rate)) {
            notices.add(
                    "the source is film at %s frames a second with soft telecine: its frames are kept as they are coded, %s"
                        .formatted(FrameRate.shown(rate),
                                toCfr ? "at a constant rate" : "with their times; --timing cfr makes these constant"));
        }
        else if (toCfr) {
            notices.add(
                    "the variable frame rate is converted to constant %s frames a second, as asked: frames are repeated or left out"
                        .formatted(FrameRate.shown(Rational.parse(encoding.frameRate()))));
        }
        if (clip.video().frames() < 0) {
            notices.add("the file gives no usable time stamps: its frames are taken to come at %s frames a second"
                .formatted(FrameRate.shown(Rational.parse(clip.video().frameRate()))));
        }
        List<Task> tasks = Segmenter.cut(index, range, job.segments(), Rational.parse(clip.video().frameRate()),
                SEEKABLE.contains(clip.format()), INTRA.contains(clip.video().codec()), reach);
        Rational shift = shift(clip, index, range, encoding.container());
        return assemble(job, clip, processing, encoding, shift, timecode(clip, range), tasks, notices);
    }

    private static SceneNoise noise(NoiseSampler sampler, List<Scene> scenes, FrameIndex index, Range range) {
        List<Integer> frames = new ArrayList<>(List.of(range.first()));
        scenes.stream()
            .skip(1)
            .map(scene -> index.exact() ? index.atOrAfter(scene.startPts()) : 0)
            .forEach(frames::add);
        return SceneNoise.of(scenes, sampler.measure(scenes, range.first(), range.end()), frames);
    }

    private static void completeness(Job job, ClipInfo clip, List<String> notices) {
        if (Source.isSequence(job.clip())) {
            return;
        }
        Completeness.missing(job.clip(), clip.format()).ifPresent(promised -> {
            String found = "%s is truncated: it should have at least %d bytes and has %d"
                .formatted(job.clip().getFileName(), promised, clip.bytes());
            if (!job.damaged().equals("keep")) {
                throw Problem.media("%s; copy it again, or save what is there with --damaged keep", found);
            }
            notices.add(found);
        });
    }

    /** Numbered pictures have a rate only if somebody says so. */
    private static void sequenceRate(Job job, ClipInfo clip, List<String> notices) {
        if (job.rate() == null && Source.isSequence(job.clip())) {
            String from = Source.recordedRate(job.clip()).isPresent() ? "%s frames a second by its pictures' headers"
                    : "no rate that anybody has said, so %s frames a second are taken";
            notices.add(("the image sequence has " + from + "; another is set by --rate")
                .formatted(clip.video().frameRate().replaceFirst("/1$", "")));
        }
    }

    /** What no container can say and no footage needs. */
    private static void checkTimes(ClipInfo clip, FrameIndex index, Rational masterTick) {
        Rational timeBase = Rational.parse(clip.video().timeBase());
        double seconds = timeBase.value() * (index.exact() ? index.longestShown() : 1);
        double most = Math.min(LONGEST_FRAME_SECONDS, Integer.MAX_VALUE * masterTick.value());
        if (seconds > most) {
            throw Problem.media(
                    "%s shows a frame for %.1f hours, and more than %.1f are not processed; its times are damaged",
                    clip.path().getFileName(), seconds / 3600, most / 3600);
        }
    }

    private static Interlace interlace(Job job, ClipInfo clip, FrameIndex index, int threads, Monitor monitor,
            List<String> notices) {
        boolean keep = job.interlaced().equals("keep");
        if (job.interlaced().equals("none") || (keep && job.recipe().restorations().isEmpty())) {
            return new Interlace("none", false, keep ? "kept as it is, as asked" : "progressive, as told");
        }
        monitor.phase("looking for interlacing");
        Interlace found = Interlace.of(clip, index, threads, monitor);
        boolean woven = !found.order().equals("none");
        if (woven && keep) {
            throw Problem.invalid(
                    "%s is %s, and models would mix the two moments of a frame; leave out --interlaced keep, or say --interlaced none if its pictures are progressive",
                    clip.path().getFileName(), found.reason());
        }
        if (woven) {
            notices.add("the source is %s: %s; --interlaced keep leaves its fields alone".formatted(found.reason(),
                    found.telecined()
                            ? "its fields are put back together to film frames, of which every fourth is shown twice"
                            : "it is deinterlaced with bwdif, each frame into one"));
        }
        return found;
    }

    /**
     * Program and transport streams start anywhere; files with an edit list mean their
     * start.
     */
    private static Rational shift(ClipInfo clip, FrameIndex index, Range range, String container) {
        // MXF has no time stamps: its picture begins at 0
        if (range.first() > 0 || container.equals("mxf")) {
            Rational timeBase = Rational.parse(clip.video().timeBase());
            long first = index.exact() ? index.pts()[range.first()] : range.first();
            return Rational.ZERO.minus(timeBase.times(first));
        }
        boolean arbitrary = clip.format().startsWith("mpeg") && clip.start() != null;
        return arbitrary ? Rational.ZERO.minus(Rational.parse(clip.start())) : Rational.ZERO;
    }

    /** Whether chroma has the same places in source and master. */
    private static boolean sameChroma(ClipInfo clip, Encoding encoding) {
        PixelFormat source = PixelFormat.of(clip.video().pixelFormat());
        PixelFormat master = PixelFormat.of(encoding.pixelFormat());
        return source.chromaWidth() == master.chromaWidth() && source.chromaHeight() == master.chromaHeight();
    }

    private static String timecode(ClipInfo clip, Range range) {
        Rational rate = Rational.parse(clip.video().frameRate());
        return Timecode.read(clip.timecode(), rate).map(t -> t.plus(range.first()).toString()).orElse(null);
    }

    private static Plan assemble(Job job, ClipInfo clip, Processing processing, Encoding encoding, Rational shift,
            String timecode, List<Task> tasks, List<String> notices) {
        String stem = Source.stem(job.clip());
        Path out = job.out().toAbsolutePath().normalize();
        String name = switch (encoding.container()) {
            case "sequence" -> stem + ".rushes";
            case "still" -> stem + ".rushes." + encoding.codec();
            default -> stem + ".rushes." + encoding.container();
        };
        Path master = out.resolve(name);
        if (Source.of(job.clip()).files().stream().anyMatch(file -> Disk.same(file, master))) {
            throw Problem.invalid("the master %s would replace its own source; choose another --out", master);
        }
        Plan keyless = new Plan(Plan.SCHEMA, "", job, clip, processing, encoding, shift.toString(), timecode, tasks,
                master, out.resolve(stem + ".report.json"), out.resolve("." + name + ".work"), notices);
        return new Plan(keyless.schema(), key(keyless), job, clip, processing, encoding, keyless.shift(), timecode,
                tasks, master, keyless.report(), keyless.workspace(), notices);
    }

    /**
     * Everything that decides the master's bytes, and the source's size and time of
     * change.
     */
    private static String key(Plan plan) {
        long changed = 0;
        for (Path file : Source.of(plan.job().clip()).files()) {
            changed = changed * 31 + file.toFile().lastModified();
        }
        String text = String.join("\n", Json.write(plan.clip()), Json.write(plan.processing()),
                Json.write(plan.encoding()), Json.write(plan.tasks()), plan.shift(), String.valueOf(plan.timecode()),
                String.format(Locale.ROOT, "%d", changed));
        return Disk.sha256(text);
    }

}
