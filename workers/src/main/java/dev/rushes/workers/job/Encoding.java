package dev.rushes.workers.job;

import java.util.Map;

/**
 * How the master is written.
 *
 * @param codec our id, such as "prores_hq"
 * @param encoder FFmpeg's encoder, such as "prores_aw"
 * @param options the encoder's own options
 * @param container mov, mkv, mp4, mxf, or "sequence" or "still"
 * @param pixelFormat FFmpeg's name
 * @param width, height in pixels
 * @param timeBase of the master's video stream, seconds a tick
 * @param frameRate exact
 * @param timing "cfr" or "vfr"
 * @param fieldOrder "progressive", "tt", "bb", "tb" or "bt" as in the source, or null if
 * neither the source nor we can say
 * @param colour what is written to stream and container
 */
public record Encoding(String codec, String encoder, Map<String, String> options, String container, String pixelFormat,
        int width, int height, String timeBase, String frameRate, String timing, String fieldOrder,
        ClipInfo.Colour colour) {

}
