package dev.rushes.workers.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.workers.timeline.Rational;
import org.bytedeco.javacpp.Loader;

/** FFmpeg's own programs, which come with the library: the independent witness. */
public final class Ffmpeg {

    private static final String FFMPEG = Loader.load(org.bytedeco.ffmpeg.ffmpeg.class);

    private static final String FFPROBE = Loader.load(org.bytedeco.ffmpeg.ffprobe.class);

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private Ffmpeg() {
    }

    /**
     * Runs {@code ffmpeg} on arguments as a shell would split them (single quotes group).
     */
    public static String run(String arguments, Object... values) {
        return run(words(arguments.formatted(values)));
    }

    static String run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(FFMPEG, "-v", "error", "-nostdin", "-y"));
        command.addAll(arguments);
        return execute(command);
    }

    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher m = WORD.matcher(line);
        while (m.find()) {
            words.add(m.group(1) != null ? m.group(1) : m.group(2));
        }
        return words;
    }

    /** The MD5 of every decoded picture, in order. */
    public static List<String> pictures(Path file) {
        return pictures(file, "");
    }

    /**
     * The MD5 of every decoded picture, in order.
     * @param options such as {@code -pix_fmt rgb24}
     */
    public static List<String> pictures(Path file, String options) {
        return hashes(file, "-fps_mode passthrough -map 0:v:0 -copyts " + options);
    }

    /** Last column of FFmpeg's framemd5 format. */
    static List<String> hashes(Path file, String options) {
        List<String> command = new ArrayList<>(List.of("-i", file.toString()));
        command.addAll(words(options));
        command.addAll(List.of("-f", "framemd5", "-"));
        return run(command).lines()
            .filter((line) -> !line.startsWith("#"))
            .map((line) -> line.substring(line.lastIndexOf(',') + 1).strip())
            .toList();
    }

    /** What {@code ffprobe} says, all of it. */
    public static JsonNode probe(Path file) {
        return json(file, "-show_format -show_streams -show_chapters");
    }

    /** The first picture stream of {@link #probe}. */
    public static JsonNode picture(Path file) {
        return json(file, "-show_streams -select_streams V:0").get("streams").get(0);
    }

    static JsonNode json(Path file, String what) {
        List<String> command = new ArrayList<>(List.of(FFPROBE, "-v", "error", "-of", "json"));
        command.addAll(words(what));
        command.add(file.toString());
        try {
            return new ObjectMapper().readTree(execute(command));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Presentation times of a stream's packets in ticks, in order of presentation. */
    public static List<Long> times(Path file, String stream) {
        JsonNode packets = json(file, "-show_entries packet=pts,flags -select_streams " + stream).get("packets");
        return elements(packets).filter((packet) -> !packet.path("flags").asText().contains("D"))
            .map((packet) -> packet.path("pts").asLong())
            .sorted()
            .toList();
    }

    /**
     * Presentation times of a stream's packets in exact seconds, in order of
     * presentation.
     */
    public static List<Rational> seconds(Path file, String stream) {
        JsonNode all = json(file, "-show_entries stream=time_base -select_streams " + stream);
        Rational timeBase = Rational.parse(all.get("streams").get(0).get("time_base").asText());
        return times(file, stream).stream().map(timeBase::times).toList();
    }

    /** Presentation times of decoded pictures in seconds, as exact text. */
    public static List<String> frameTimes(Path file) {
        JsonNode frames = json(file, "-show_entries frame=best_effort_timestamp_time -select_streams V:0")
            .get("frames");
        return elements(frames).map((frame) -> frame.path("best_effort_timestamp_time").asText()).toList();
    }

    /** Flags of the picture's packets, "K" first for a keyframe. */
    public static JsonNode flags(Path file) {
        return json(file, "-show_entries packet=flags -select_streams v").get("packets");
    }

    static Stream<JsonNode> elements(JsonNode array) {
        List<JsonNode> all = new ArrayList<>();
        array.forEach(all::add);
        return all.stream();
    }

    private static String execute(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(false)
                .redirectError(ProcessBuilder.Redirect.PIPE)
                .start();
            Thread.Builder drain = Thread.ofPlatform().daemon();
            StringBuilder errors = new StringBuilder();
            Thread reader = drain.start(() -> read(process, errors));
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            reader.join();
            if (code != 0) {
                throw new IllegalStateException(String.join(" ", command) + "\nended with " + code + ":\n" + errors);
            }
            return output;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    private static void read(Process process, StringBuilder into) {
        try {
            into.append(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        }
        catch (IOException ex) {
            into.append(ex);
        }
    }

}
