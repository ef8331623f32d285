package dev.rushes.models.perception;

/**
 * A line of text in a picture.
 *
 * @param text as far as it was legible
 * @param score how sure the network is of its letters, 0..1
 * @param box where
 */
public record Reading(String text, double score, Box box) {

}
