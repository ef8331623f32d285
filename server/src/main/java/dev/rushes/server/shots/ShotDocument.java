package dev.rushes.server.shots;

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

}
