package dev.rushes.workers.tags;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.rushes.models.Problem;
import dev.rushes.models.perception.SpeechDetector;
import dev.rushes.models.AnalyserCard;
import dev.rushes.workers.Disk;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Threads;
import dev.rushes.workers.media.Hearing;
import dev.rushes.workers.media.Listener;
import dev.rushes.workers.media.Source;
import dev.rushes.workers.media.View;
import dev.rushes.workers.media.Viewer;
import dev.rushes.workers.shots.ShotDetector;
import dev.rushes.workers.shots.Transition;
import dev.rushes.workers.operations.Tag;
import dev.rushes.workers.timeline.Rational;

/** Looks at a clip and listens to it once, and says what is in it. */
public final class Tagger {

    /** By what a model looks for, the fields that it has a say in. */
    private static final Map<String, List<String>> GUESSES = Map.of("shots", List.of("start", "end", "transition_in"),
            "faces", List.of("faces", "people", "size"), "objects", List.of("objects", "people", "size"), "speech",
            List.of("audio.speech_ratio", "audio.speech"), "text", List.of("text", "slate"));

    /** Of the pictures that analysers and people see: enough for a contact sheet. */
    private static final int LONG_SIDE = 480;

    private static final double KEEP_SECONDS = 0.5;

    private static final double READ_SECONDS = 1;

    private final TagRequest request;

    private final ClipInfo clip;

    private final Monitor monitor;

    private final Ruler ruler;

    private final Flashes flashes = new Flashes();

    private final Motion motion = new Motion();

    private final Looks looks = new Looks(this.flashes);

    private final List<AnalyserCard> listeners = new ArrayList<>();

    private Tagger(TagRequest request, ClipInfo clip, Monitor monitor) {
        this.request = request;
        this.clip = clip;
        this.monitor = monitor;
        this.ruler = new Ruler(clip);
    }

    /**
     * Tags a clip and writes what was found beside each other into the folder. What
     * people said of it in an earlier document is taken over.
     * @param info what {@code probe} says of the clip
     * @return {@code <stem>.tags.json}, which is written last
     * @throws Problem MEDIA if it cannot be decoded, CANCELLED, EXHAUSTED if the disk is
     * full, INVALID if an earlier document cannot be read
     */
    public static Path tag(TagRequest request, ClipInfo info, Monitor monitor) {
        return new Tagger(request, info, monitor).run();
    }

    private Path run() {
        String stem = Source.stem(this.request.shown());
        Path document = this.request.out().resolve(stem + ".tags.json");
        try {
            Files.createDirectories(this.request.out());
        }
        catch (IOException ex) {
            throw Disk.problem(ex, "the folder " + this.request.out() + " cannot be made");
        }
        ClipTags earlier = this.request.earlier();
        if (earlier == null && Files.exists(document)) {
            earlier = ClipTags.read(document);
        }
        boolean pictures = wants("picture");
        int stride = this.ruler.frames(KEEP_SECONDS);
        try (Keepsakes keepsakes = new Keepsakes(this.request.out(), stride);
                Sightings sightings = new Sightings(wants("faces"), wants("objects"), stride,
                        Threads.of(this.request.threads()));
                Texts texts = new Texts(wants("text"), this.ruler.frames(READ_SECONDS),
                        Threads.of(this.request.threads()))) {
            this.monitor.expect(Math.max(0, this.clip.video().frames()));
            this.monitor.phase("looking");
            List<Transition> transitions = look(keepsakes, sightings, texts);
            this.monitor.phase("listening");
            Hearing heard = listen();
            List<Finding> faults = new ArrayList<>();
            if (pictures) {
                faults.addAll(new PictureFaults(this.ruler, this.looks).find(this.flashes));
            }
            if (heard != null) {
                faults.addAll(SoundFaults.find(heard, this.ruler));
            }
            Sounds sounds = heard == null ? null : new Sounds(heard, this.ruler);
            List<Shot> shots = wants("shots") ? new Shots(this.ruler, pictures ? this.looks : null, this.motion,
                    keepsakes, sightings, texts, sounds)
                .of(transitions, Corrections.of(earlier)) : List.of();
            if (this.request.takes() != null) {
                shots = this.request.takes().group(stem, shots);
            }
            ClipTags tags = new ClipTags(ClipTags.SCHEMA,
                    ClipTags.Clip.of(this.clip.at(this.request.shown()), sounds, shots, faults), shots,
                    pictures ? Curves.of(this.looks, sounds) : null,
                    Tag.ANALYSERS.stream().filter(this::wants).toList(), models(sightings, texts));
            new TagFiles(this.request.out(), stem, this.monitor).write(tags, keepsakes);
            return document;
        }
    }

    /** Null if nobody wants to know, or if there is no sound. */
    private Hearing listen() {
        if (!wants("sound") && !wants("speech")) {
            return null;
        }
        try (SpeechDetector speech = wants("speech") ? new SpeechDetector() : null) {
            Hearing heard = Listener.hear(this.clip.path(), firstPicture(), speech, this.monitor);
            if (heard != null && speech != null) {
                this.listeners.add(speech.card());
            }
            return heard;
        }
    }

    private List<ClipTags.Model> models(Sightings sightings, Texts texts) {
        Stream<AnalyserCard> cutter = wants("shots") ? Stream.of(ShotDetector.network().card()) : Stream.empty();
        return Stream.of(cutter, sightings.cards().stream(), texts.cards().stream(), this.listeners.stream())
            .flatMap((cards) -> cards)
            .map((card) -> new ClipTags.Model(card.id(), card.version(), card.sha256(), GUESSES.get(card.task())))
            .toList();
    }

    /** All but faults are facts of shots. */
    private boolean wants(String analyser) {
        Set<String> only = this.request.only();
        return only.contains(analyser) || analyser.equals("shots") && (only.contains("faces")
                || only.contains("objects") || only.contains("text") || only.contains("speech"));
    }

    private Rational firstPicture() {
        return Rational.parse(this.clip.video().timeBase()).times(this.clip.video().startPts());
    }

    private List<Transition> look(Keepsakes keepsakes, Sightings sightings, Texts texts) {
        ShotDetector detector = new ShotDetector();
        boolean pictures = wants("picture");
        boolean sights = wants("faces") || wants("objects") || wants("text");
        try (Viewer viewer = new Viewer(this.clip, pictures || sights ? LONG_SIDE : 0,
                Threads.of(this.request.threads()))) {
            View view;
            while ((view = viewer.next()) != null) {
                if (this.monitor.cancelled()) {
                    throw Problem.cancelled();
                }
                this.ruler.add(view.pts());
                detector.see(view.sketch());
                if (pictures) {
                    this.looks.see(view.picture());
                    this.motion.see(view.picture());
                    keepsakes.see(view);
                }
                if (sights) {
                    sightings.see(view);
                    texts.see(view, viewer);
                }
                this.monitor.frames(1);
            }
            if (this.ruler.frames() == 0) {
                throw Problem.media("%s: no frame can be decoded", this.clip.path().getFileName());
            }
            if (viewer.damagedPackets() > 0 || viewer.readError() != null) {
                this.monitor
                    .warn(String.format(Locale.ROOT, "%s is damaged: what can be decoded, %d frames, was tagged",
                            this.clip.path().getFileName(), this.ruler.frames()));
            }
        }
        return detector.finish();
    }

}
