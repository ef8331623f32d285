package dev.rushes.server.shots;

import java.util.List;
import java.util.Map;

/**
 * Some of the shots that were looked for.
 *
 * @param shots the best first; without words by clip and time
 * @param total of all
 * @param relaxed whether no shot had all words, so that any of them was enough
 * @param facets how many shots of all there are of each size, move, number of people and
 * tag, by value
 * @param next the offset of the following part, or null if this is the last
 */
record ShotPage(List<ShotDocument> shots, long total, boolean relaxed, Map<String, Map<String, Long>> facets,
        Integer next) {

}
