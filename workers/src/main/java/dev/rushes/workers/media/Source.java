package dev.rushes.workers.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.rushes.models.Problem;
import dev.rushes.workers.timeline.Rational;

/**
 * What a clip's name stands for: one file, or the numbered files of an image sequence.
 *
 * @param url for FFmpeg, with its protocol spelled out, so that no name can choose
 * another
 * @param demuxer FFmpeg's name for a sequence's, null for one file
 * @param options for the demuxer
 * @param files that are read, in order
 * @param sound those of them that hold nothing but sound for the first one's picture
 */
public record Source(String url, String demuxer, Map<String, String> options, List<Path> files, List<Path> sound) {

    /** {@code shot.%04d.dpx} or {@code shot.####.exr}. */
    private static final Pattern SEQUENCE = Pattern.compile("(.*?)(?:%0?(\\d*)d|(#+))([^%#]*\\.[^.%#]+)");

    /** Paths have lost one of the slashes. */
    private static final Pattern ADDRESS = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):/+(.*)");

    /** Cinema's, where nobody says another. */
    private static final Rational USUAL_RATE = new Rational(24, 1);

    /**
     * Looks a clip up on disk.
     * @throws Problem NOT_FOUND if it is not there, MEDIA if it is no regular file or
     * empty
     */
    public static Source of(Path clip) {
        return of(clip, null);
    }

    /**
     * Looks a clip up on disk.
     * @param rate frames a second of an image sequence, or null for what its first
     * picture says, or else the usual
     * @throws Problem NOT_FOUND if it is not there, MEDIA if it is no regular file or
     * empty, INVALID if a rate is given and the clip has one of its own
     */
    public static Source of(Path clip, Rational rate) {
        Path path = clip.toAbsolutePath().normalize();
        if (!Files.exists(path)) {
            Matcher m = SEQUENCE.matcher(String.valueOf(path.getFileName()));
            if (m.matches()) {
                return sequence(path, m, rate);
            }
            Matcher address = ADDRESS.matcher(clip.toString());
            if (address.matches()) {
                boolean file = address.group(1).equalsIgnoreCase("file");
                throw Problem.invalid("%s is an address, and only files of this machine are opened; give %s",
                        file ? clip : address.replaceFirst("$1://$2"),
                        file ? "the path alone: /" + address.group(2) : "a copy that lies here");
            }
            throw Problem.notFound("%s does not exist", clip);
        }
        if (!Files.isRegularFile(path)) {
            throw Problem.media("%s is no regular file; give a file, or a pattern such as shot.%%04d.png", clip);
        }
        if (!Files.isReadable(path)) {
            throw Problem.media("%s may not be read; check its permissions", clip);
        }
        if (rate != null) {
            throw Problem.invalid(
                    "%s is no image sequence and has its own frame rate: --rate is for patterns such as shot.%%04d.png",
                    clip);
        }
        List<Path> sound = P2Card.sound(path);
        List<Path> files = new ArrayList<>(List.of(path));
        files.addAll(sound);
        return new Source("file:" + path, null, Map.of(), List.copyOf(files), sound);
    }

    /**
     * Frames a second of an image sequence by what its first picture says.
     * @return empty if that says nothing plausible, or the clip is no sequence
     * @throws Problem as {@link #of(Path)}
     */
    public static Optional<Rational> recordedRate(Path clip) {
        return isSequence(clip) ? DpxHeader.rate(of(clip).files().getFirst()) : Optional.empty();
    }

    /** Whether a name is an image sequence's pattern and no file. */
    public static boolean isSequence(Path clip) {
        return !Files.exists(clip) && SEQUENCE.matcher(String.valueOf(clip.getFileName())).matches();
    }

    /**
     * A clip's name without extension or number pattern, for naming what is made of it.
     */
    public static String stem(Path clip) {
        String name = String.valueOf(clip.getFileName());
        Matcher m = SEQUENCE.matcher(name);
        if (isSequence(clip) && m.matches()) {
            String stem = m.group(1).replaceAll("[._ -]+$", "");
            return stem.isEmpty() ? "sequence" : stem;
        }
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    static String extension(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static Source sequence(Path pattern, Matcher m, Rational rate) {
        int digits = m.group(3) != null ? m.group(3).length() : m.group(2).isEmpty() ? 1 : Integer.parseInt(m.group(2));
        String prefix = m.group(1);
        String suffix = m.group(4);
        Path folder = pattern.getParent();
        record Numbered(long number, Path file) {
        }
        List<Numbered> found = new ArrayList<>();
        Pattern member = Pattern.compile(Pattern.quote(prefix) + "(\\d{" + digits + ",18})" + Pattern.quote(suffix));
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> {
                Matcher number = member.matcher(String.valueOf(file.getFileName()));
                if (number.matches() && Files.isRegularFile(file)) {
                    found.add(new Numbered(Long.parseLong(number.group(1)), file));
                }
            });
        }
        catch (IOException ex) {
            throw new Problem(Problem.Kind.NOT_FOUND, "the folder " + folder + " cannot be listed", ex);
        }
        if (found.isEmpty()) {
            throw Problem.notFound("no file matches %s", pattern);
        }
        found.sort((a, b) -> Long.compare(a.number, b.number));
        for (int i = 1; i < found.size(); i++) {
            long expected = found.get(i - 1).number + 1;
            if (found.get(i).number != expected) {
                throw Problem.media("%s has a gap: number %d is missing; a master needs every frame", pattern,
                        expected);
            }
        }
        long first = found.getFirst().number;
        if (first > Integer.MAX_VALUE) {
            throw Problem.media("%s: number %d is too large; renumber the files", pattern, first);
        }
        Rational exact = (rate != null) ? rate : DpxHeader.rate(found.getFirst().file()).orElse(USUAL_RATE);
        String escaped = (folder + "/" + prefix).replace("%", "%%");
        String url = "file:" + escaped + "%0" + digits + "d" + suffix.replace("%", "%%");
        return new Source(url, "image2", Map.of("start_number", String.valueOf(first), "framerate", exact.toString(),
                "pattern_type", "sequence"), found.stream().map(Numbered::file).toList(), List.of());
    }

}
