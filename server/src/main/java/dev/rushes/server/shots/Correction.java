package dev.rushes.server.shots;

import java.util.ArrayList;
import java.util.List;

import dev.rushes.workers.tags.Shot;

/**
 * What a person knows better of a shot; null changes nothing.
 *
 * @param add words that hold
 * @param remove words that do not
 * @param size such as "CU"
 * @param move such as "pan-left"
 */
public record Correction(List<String> add, List<String> remove, String size, String move) {

    Shot of(Shot shot) {
        List<Shot.Tag> tags = new ArrayList<>(shot.tags());
        this.add.forEach((name) -> say(tags, name, 1));
        this.remove.forEach((name) -> say(tags, name, 0));
        return shot.with(this.size == null ? shot.size() : Shot.Size.said(this.size),
                this.move == null ? shot.move() : Shot.Move.said(this.move), tags);
    }

    private static void say(List<Shot.Tag> tags, String name, double score) {
        tags.removeIf((tag) -> tag.name().equals(name));
        tags.add(new Shot.Tag(name, score, Shot.Tag.HUMAN));
    }

}
