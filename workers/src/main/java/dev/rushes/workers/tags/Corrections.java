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
        return now.stream()
            .map((shot) -> shot.with(corrections.apply(shot.start().frame(), shot.end().frame(), shot.tags())))
            .toList();
    }

    /**
     * Adds people's words to a shot's own: each word goes to the shot that shares most
     * frames with the one of which it was said.
     */
    List<Shot.Tag> apply(int start, int end, List<Shot.Tag> own) {
        List<Shot.Tag> tags = new ArrayList<>(own);
        for (Shot shot : this.earlier) {
            int shared = Math.min(end, shot.end().frame()) - Math.max(start, shot.start().frame());
            // more than half of either is shared with one only
            if (2 * shared > Math.min(end - start, shot.frames())) {
                shot.tags()
                    .stream()
                    .filter((tag) -> tag.source().equals(Shot.Tag.HUMAN))
                    .filter((tag) -> tags.stream()
                        .noneMatch((mine) -> mine.source().equals(Shot.Tag.HUMAN) && mine.name().equals(tag.name())))
                    .forEach((tag) -> {
                        tags.removeIf((mine) -> mine.name().equals(tag.name()));
                        tags.add(tag);
                    });
            }
        }
        return tags;
    }

}
