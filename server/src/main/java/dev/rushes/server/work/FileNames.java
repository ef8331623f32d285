package dev.rushes.server.work;

import java.nio.file.Path;
import java.util.Locale;

import dev.rushes.workers.media.Source;

/** What files are called for those who fetch them. */
final class FileNames {

    private FileNames() {
    }

    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return (dot > 0) ? name.substring(0, dot) : name;
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
