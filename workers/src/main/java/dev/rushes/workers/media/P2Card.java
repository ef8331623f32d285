package dev.rushes.workers.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.rushes.models.Problem;

/**
 * Panasonic's P2 cards keep a clip's picture in {@code CONTENTS/VIDEO/X.MXF} and each
 * channel of its sound in {@code CONTENTS/AUDIO/X00.MXF}, {@code X01.MXF} and so on (MXF
 * OP-Atom: one essence a file). All begin at the same moment.
 */
final class P2Card {

    private P2Card() {
    }

    /**
     * The files of a clip's sound in the order of its channels; empty if the picture lies
     * on no P2 card.
     * @param picture absolute and normal
     */
    static List<Path> sound(Path picture) {
        Path video = picture.getParent();
        Path contents = (video == null) ? null : video.getParent();
        String name = String.valueOf(picture.getFileName());
        if (contents == null || !named(video, "VIDEO") || !named(contents, "CONTENTS")
                || !name.toUpperCase(Locale.ROOT).endsWith(".MXF")) {
            return List.of();
        }
        String stem = name.substring(0, name.length() - ".MXF".length());
        Pattern channel = Pattern.compile(Pattern.quote(stem) + "\\d\\d\\.MXF", Pattern.CASE_INSENSITIVE);
        try (Stream<Path> folders = Files.list(contents)) {
            Path audio = folders.filter((folder) -> named(folder, "AUDIO") && Files.isDirectory(folder))
                .findFirst()
                .orElse(null);
            return (audio == null) ? List.of() : members(audio, channel);
        }
        catch (IOException ex) {
            throw new Problem(Problem.Kind.NOT_FOUND, "the folder " + contents + " cannot be listed", ex);
        }
    }

    private static List<Path> members(Path audio, Pattern channel) throws IOException {
        try (Stream<Path> files = Files.list(audio)) {
            return files
                .filter((file) -> channel.matcher(String.valueOf(file.getFileName())).matches()
                        && Files.isRegularFile(file))
                .sorted()
                .toList();
        }
    }

    private static boolean named(Path folder, String name) {
        return String.valueOf(folder.getFileName()).equalsIgnoreCase(name);
    }

}
