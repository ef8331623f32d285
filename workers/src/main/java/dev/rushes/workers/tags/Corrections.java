package dev.rushes.workers.tags;

import java.util.ArrayList;
import java.util.List;

/** What people said of a clip's shots before it was tagged again. */
public final class Corrections {

    private final List<Shot> earlier;

    private Corrections(List<Shot> earlier) {
        this.earlier = earlier;
    }

    /** Of an earlier document, or null. */
    static Corrections of(ClipTags earlier) {
        return new Corrections(earlier == null ? List.of() : earlier.shots());
    }

    /**
     * Shots of a clip that was tagged anew, with what people said of its earlier ones.
     */
    public static List<Shot> keep(List<Shot> earlier, List<Shot> now) {
        Corrections corrections = new Corrections(earlier);
        return now.stream().map(corrections::apply).toList();
    }

    /**
     * Puts what people said in the place of what the machine says: it goes to the shot
     * that shares most frames with the one of which it was said.
     */
    Shot apply(Shot now) {
        Shot corrected = now;
        for (Shot shot : this.earlier) {
            int shared = Math.min(now.end().frame(), shot.end().frame())
                    - Math.max(now.start().frame(), shot.start().frame());
            // more than half of either is shared with one only
            if (2 * shared > Math.min(now.frames(), shot.frames())) {
                corrected = corrected.with(
                        shot.size() != null && human(shot.size().source()) ? shot.size() : corrected.size(),
                        shot.move() != null && human(shot.move().source()) ? shot.move() : corrected.move(),
                        words(shot.tags(), corrected.tags()));
            }
        }
        return corrected;
    }

    private static List<Shot.Tag> words(List<Shot.Tag> earlier, List<Shot.Tag> own) {
        List<Shot.Tag> tags = new ArrayList<>(own);
        earlier.stream()
            .filter((tag) -> human(tag.source()))
            .filter((tag) -> tags.stream().noneMatch((mine) -> human(mine.source()) && mine.name().equals(tag.name())))
            .forEach((tag) -> {
                tags.removeIf((mine) -> mine.name().equals(tag.name()));
                tags.add(tag);
            });
        return tags;
    }

    private static boolean human(String source) {
        return Shot.Tag.HUMAN.equals(source);
    }

}
