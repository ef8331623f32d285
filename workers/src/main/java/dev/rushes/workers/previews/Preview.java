package dev.rushes.workers.previews;

/**
 * One file for the page.
 *
 * @param kind "proxy", "poster" or "waveform"
 * @param name of the file in its folder
 * @param type of its content, such as "video/mp4"
 * @param bytes its size
 * @param sha256 in hexadecimal
 */
public record Preview(String kind, String name, String type, long bytes, String sha256) {

}
