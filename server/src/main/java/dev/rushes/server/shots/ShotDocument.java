package dev.rushes.server.shots;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.rushes.workers.tags.Shot;

/**
 * A shot as it is shown.
 *
 * @param id of it, until its footage is tagged again
 * @param asset the footage
 * @param job that found it; it may have been deleted since
 * @param clip the footage's name
 * @param href where it is
 * @param thumbnail where its best frame is, or null
 * @param strip a row of its frames, 160 pixels wide each, or null
 * @param takes how many shots are takes of the same, with this one
 * @param why what of it a query has met; null if nobody asked
 * @param shot what was found; in JSON its fields stand beside the others
 */
public record ShotDocument(String id, String asset, String job, String clip, String href, String thumbnail,
        String strip, int takes, List<String> why, @JsonUnwrapped Shot shot) {
    /** The same, which means something alike; null says nothing. */
    ShotDocument alike(Meanings.Hit hit) {
        if (hit == null || this.why == null) {
            return this;
        }
        List<String> both = new ArrayList<>(this.why);
        both.add(hit.why());
        return new ShotDocument(this.id, this.asset, this.job, this.clip, this.href, this.thumbnail, this.strip,
                this.takes, both, this.shot);
    }

}
