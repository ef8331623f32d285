package dev.rushes.server.work;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.rushes.workers.media.Source;

/** What files are called for those who fetch them. */
final class FileNames {

    /** Such as ".[0001-0240]". */
    private static final Pattern NUMBERS = Pattern.compile("[._ -]*\\[[0-9]+-[0-9]+]$");

    private FileNames() {
    }

    /** Without extension, and of a sequence without its numbers. */
    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        String stem = (dot > 0) ? name.substring(0, dot) : name;
        String unnumbered = NUMBERS.matcher(stem).replaceFirst("");
        return unnumbered.isEmpty() ? stem : unnumbered;
    }

    /**
     * The name of a file that came of a clip, as if the clip had another name: the same
     * content may have been brought under several.
     */
    static String renamed(Path file, Path clip, String stem) {
        String name = file.getFileName().toString();
        String old = Source.stem(clip);
        return name.startsWith(old) ? stem + name.substring(old.length()) : name;
    }

    /** The content type that a master's extension stands for. */
    static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "mov" -> "video/quicktime";
            case "mp4" -> "video/mp4";
            case "mkv" -> "video/x-matroska";
            case "mxf" -> "application/mxf";
            case "png" -> "image/png";
            case "tiff" -> "image/tiff";
            default -> "application/octet-stream";
        };
    }

}
