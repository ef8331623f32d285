package dev.rushes.models;

/**
 * A card of a user's folder that is of no use.
 *
 * @param file its name, or the folder's where that cannot be read
 * @param reason in words
 */
public record LeftOut(String file, String reason) {

}
