package dev.rushes.server.shots;

import java.util.List;

/**
 * What is looked for; null is anything.
 *
 * @param text as it was typed
 * @param words of it that say something, in any order
 * @param asset the footage's id
 * @param size such as "CU"
 * @param move such as "pan-left", or its first part for both directions
 * @param people how many at least
 * @param speech whether somebody speaks
 * @param tag a word for the shot, or a thing that it shows
 * @param takes a group of takes
 * @param offset shots to leave out, 0 or more
 * @param limit shots at most
 */
record ShotQuery(String text, List<String> words, String asset, String size, String move, Integer people,
        Boolean speech, String tag, String takes, int offset, int limit) {

}
