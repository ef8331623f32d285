package dev.rushes.workers.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Everything that can be known of a clip without judging its content. Rationals are
 * written "num/den"; what a file does not say is null. This is the document that
 * {@code rushes probe} prints.
 *
 * @param schema "rushes.clip/1"
 * @param path the file or the sequence's pattern, absolute
 * @param bytes size of the file, or of all files of a sequence
 * @param format FFmpeg's name of the container
 * @param duration seconds as "num/den"
 * @param start presentation time of the first packet of any stream, seconds as "num/den"
 * @param still true for a single image file
 * @param timecode start timecode such as "01:00:00:00" or "01:00:00;00" (drop frame)
 * @param reel reel or tape name
 * @param tags the container's metadata
 * @param video the picture
 * @param audio, subtitles, data, attachments the other streams, in the file's order
 * @param chapters in time order
 */
public record ClipInfo(String schema, Path path, long bytes, String format, String duration, String start,
        boolean still, String timecode, String reel, Map<String, String> tags, Video video, List<Stream> audio,
        List<Stream> subtitles, List<Stream> data, List<Stream> attachments, List<Chapter> chapters) {

    /** The same under another name. */
    public ClipInfo at(Path other) {
        return new ClipInfo(this.schema, other, this.bytes, this.format, this.duration, this.start, this.still,
                this.timecode, this.reel, this.tags, this.video, this.audio, this.subtitles, this.data,
                this.attachments, this.chapters);
    }

    public static final String SCHEMA = "rushes.clip/1";

    /**
     * Whether the container lists every frame and each listed one decodes to a picture,
     * so that a missing one means damage. VP8 and MPEG-4 have packets that show nothing.
     */
    public boolean wholeIndex() {
        return List.of("mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "mxf").contains(format)
                && !List.of("vp8", "mpeg4").contains(video.codec()) && video.frames() >= 0;
    }

    /**
     * The picture stream.
     *
     * @param index in the file
     * @param codec FFmpeg's name, such as "h264"
     * @param profile such as "High 4:2:2"
     * @param width, height coded size in pixels, before rotation
     * @param pixelFormat FFmpeg's name, such as "yuv422p10le"
     * @param bitDepth bits a component, of the deepest component
     * @param chroma "4:2:0", "4:2:2", "4:4:4", "4:1:1", "4:1:0", "4:4:0", "grey" or "rgb"
     * @param alpha whether there is an alpha plane
     * @param timeBase of presentation times, seconds a tick
     * @param frameRate nominal, exact
     * @param averageRate measured over the file by its frame count and duration
     * @param timing "cfr" or "vfr", from every packet's time stamp
     * @param startPts presentation time of the first frame in ticks
     * @param frames frames the container lists (after edit lists), or -1
     * @param duration from the first frame's start to the last one's end, in ticks
     * @param fieldOrder as tagged: "progressive", "tt", "bb", "tb", "bt" or null
     * @param sampleAspect of one pixel
     * @param rotation degrees counter-clockwise from the display matrix
     * @param colour as tagged
     * @param masteringDisplay, contentLight HDR metadata in words, or null
     * @param bitRate bits a second
     * @param language, dispositions, tags as in the file
     */
    public record Video(int index, String codec, String profile, int width, int height, String pixelFormat,
            int bitDepth, String chroma, boolean alpha, String timeBase, String frameRate, String averageRate,
            String timing, long startPts, long frames, long duration, String fieldOrder, String sampleAspect,
            double rotation, Colour colour, String masteringDisplay, String contentLight, long bitRate, String language,
            List<String> dispositions, Map<String, String> tags) {

    }

    /** How code values mean colours; FFmpeg's names; null where untagged. */
    public record Colour(String matrix, String range, String primaries, String transfer, String siting) {

    }

    /**
     * Sound, subtitles, data or an attachment.
     *
     * @param index in the file
     * @param codec FFmpeg's name
     * @param sampleRate in Hz, 0 if it is not sound
     * @param channels 0 if it is not sound
     * @param layout such as "stereo" or "5.1"
     * @param bits a sample, 0 if unknown
     * @param start of the stream, seconds as "num/den"
     * @param duration seconds as "num/den"
     * @param language, dispositions, tags as in the file
     */
    public record Stream(int index, String codec, int sampleRate, int channels, String layout, int bits, String start,
            String duration, String language, List<String> dispositions, Map<String, String> tags) {

    }

    /** A named stretch of time; start and end in seconds as "num/den". */
    public record Chapter(String start, String end, String title) {

    }

}
