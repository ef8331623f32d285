package dev.rushes.workers.tags;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import dev.rushes.workers.shots.Transition;

/** Puts together what is known of each shot. */
final class Shots {

    /** Luma from which on, or below which, a shot is called bright or dark. */
    private static final double BRIGHT = 0.75;

    private static final double DARK = 0.12;

    /** Share of a shot at either end where cameras are moved and slates are shut. */
    private static final double ENDS = 0.1;

    private final Ruler ruler;

    /** Null if nobody looked. */
    private final Looks looks;

    private final Moves moves;

    private final Keepsakes keepsakes;

    private final Sightings sightings;

    private final Texts texts;

    /** Null if nobody listened. */
    private final Sounds sounds;

    Shots(Ruler ruler, Looks looks, Motion motion, Keepsakes keepsakes, Sightings sightings, Texts texts,
            Sounds sounds) {
        this.ruler = ruler;
        this.looks = looks;
        this.moves = new Moves(ruler, motion);
        this.keepsakes = keepsakes;
        this.sightings = sightings;
        this.texts = texts;
        this.sounds = sounds;
    }

    List<Shot> of(List<Transition> transitions, Corrections corrections) {
        List<Shot> shots = new ArrayList<>();
        for (int i = 0; i <= transitions.size(); i++) {
            int first = i == 0 ? 0 : transitions.get(i - 1).firstFrame();
            int end = i == transitions.size() ? this.ruler.frames() : transitions.get(i).firstFrame();
            shots.add(shot(i, first, end, i == 0 ? null : transitions.get(i - 1), corrections));
        }
        return shots;
    }

    private Shot shot(int index, int first, int end, Transition in, Corrections corrections) {
        int mixed = in == null ? 0 : Math.max(0, in.endFrame() - in.firstFrame());
        Shot.Transition transition = in == null ? new Shot.Transition("none", 0, 1)
                : new Shot.Transition(in.type().name().toLowerCase(Locale.ROOT), mixed, Facts.rounded(in.score(), 3));
        Shot.PictureFacts picture = null;
        Integer best = null;
        if (this.looks != null) {
            best = best(Math.min(first + mixed, end - 1), end);
            picture = picture(first, end, best);
        }
        Shot.Move move = this.looks == null ? null : this.moves.of(Math.min(first + mixed, end - 1), end);
        Shot.AudioFacts audio = this.sounds == null ? null : this.sounds.between(first, end);
        List<Sightings.Sight> sights = this.sightings.between(Math.min(first + mixed, end - 1), end);
        boolean objects = !sights.isEmpty() && sights.getFirst().objects() != null;
        FaceTracks faces = sights.isEmpty() || sights.getFirst().faces() == null ? null : new FaceTracks(sights);
        List<Sightings.Sight> likely = faces == null ? sights : faces.sights();
        List<Texts.Page> pages = this.texts.pages(first, end);
        Shot.Slate slate = pages == null ? null : Slates.of(pages);
        List<Shot.Tag> tags = new ArrayList<>(automatic(picture, audio));
        if (slate != null) {
            tags.add(auto("slate", slate.score()));
        }
        Mark start = this.ruler.mark(first);
        Mark after = this.ruler.mark(end);
        return corrections.apply(new Shot(index, start, after, transition, People.size(likely, this.sightings.aspect()),
                move, People.count(likely), faces == null ? null : faces.faces(), objects ? Things.of(sights) : null,
                pages == null ? null : Texts.lines(pages), slate,
                objects ? Fingerprint.mean(sights.stream().map(Sightings.Sight::fingerprint).toList()).toString()
                        : null,
                null, picture, audio, best, tags));
    }

    private Shot.PictureFacts picture(int first, int end, int best) {
        return new Shot.PictureFacts(mean(first, end, this.looks::light), mean(first, end, this.looks::sharpness),
                mean(first, end, (i) -> this.looks.white(i) + this.looks.black(i)),
                mean(Math.min(first + 1, end - 1), end, this.looks::change), Palette.of(this.keepsakes.picture(best)));
    }

    private static double mean(int first, int end, IntToDoubleFunction value) {
        return Facts.rounded(IntStream.range(first, end).mapToDouble(value).average().orElse(0), 4);
    }

    /** Sharp, well lit, and not in the middle of a wild movement. */
    private int best(int first, int end) {
        int margin = (int) ((end - first) * ENDS);
        List<Integer> choice = this.keepsakes.frames(first + margin, end - margin);
        return choice.stream().max(Comparator.comparingDouble(this::merit)).orElseThrow();
    }

    private double merit(int frame) {
        double light = this.looks.light(frame);
        return this.looks.sharpness(frame) * Math.min(light, 1 - light) / (0.02 + this.looks.change(frame));
    }

    private static List<Shot.Tag> automatic(Shot.PictureFacts picture, Shot.AudioFacts audio) {
        List<Shot.Tag> tags = new ArrayList<>();
        if (picture != null && picture.exposure() < DARK) {
            tags.add(auto("dark", 1 - picture.exposure() / DARK / 2));
        }
        if (picture != null && picture.exposure() > BRIGHT) {
            tags.add(auto("bright", picture.exposure()));
        }
        if (audio != null && audio.silenceRatio() == 1) {
            tags.add(auto("silent", 1));
        }
        return tags;
    }

    private static Shot.Tag auto(String name, double score) {
        return new Shot.Tag(name, Facts.rounded(score, 3), Shot.Tag.AUTO);
    }

}
