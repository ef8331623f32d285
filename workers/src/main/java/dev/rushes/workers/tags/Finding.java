package dev.rushes.workers.tags;

/**
 * Something that is wrong with a clip, or may be.
 *
 * @param kind such as "black", "freeze" or "clipped-sound"
 * @param start where it begins, or null if it is true of the whole
 * @param end the first frame after it, or null
 * @param score how sure it is, 0..1
 * @param note what was found, in one sentence
 */
public record Finding(String kind, Mark start, Mark end, double score, String note) {

}
