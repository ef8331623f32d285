package dev.rushes.server.watch;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Camera cards and image sequences by their names. A card is waited for as a whole: its
 * clips are taken when none of its files changes any more. An asset is one file today, so
 * what is many files (a sequence; P2, whose sound lies apart; RED and ARRI folders of
 * pictures) is not taken, and that is said.
 */
final class Cards {

    private static final Pattern ROOT = Pattern
        .compile("(?i)^(?:(.*)/)?(private/m4root|private/avchd|avchd|m4root|bpav|xdroot|contents|[^/]+\\.rd[cm])/.*");

    /** Where the clips of a card lie that are whole by themselves. */
    private static final Pattern CLIP = Pattern.compile("(?i).*(m4root/clip/[^/]+\\.(mp4|mxf)"
            + "|bdmv/stream/[^/]+\\.mts|bpav/clpr/.+\\.(mp4|mxf)|xdroot/clip/[^/]+\\.mxf)");

    private static final Pattern P2 = Pattern.compile("(?i).*contents/(video|audio)/[^/]+\\.mxf");

    private static final Pattern RED = Pattern.compile("(?i).*\\.(rdc|rdm)/.*");

    private static final Pattern PICTURE = Pattern.compile("(?i).*\\d{3,}\\.(dpx|exr|tif|tiff|png|jpg|jpeg|ari|dng)");

    private Cards() {
    }

    /** The folder that holds the card's structure, or null if the file is on no card. */
    static Path unit(Path path) {
        Matcher root = ROOT.matcher(unix(path));
        if (!root.matches()) {
            return null;
        }
        return Path.of((root.group(1) == null) ? "" : root.group(1), root.group(2));
    }

    /** Whether it is a part of footage that an asset cannot hold. */
    static boolean manyFiles(Path path) {
        String text = unix(path);
        return P2.matcher(text).matches() || RED.matcher(text).matches() || PICTURE.matcher(text).matches();
    }

    /** Why a file is no footage that can be taken, or null. */
    static String refusal(Path path) {
        String text = unix(path);
        if (P2.matcher(text).matches()) {
            return "a P2 card keeps picture and sound in files of their own, and an asset is one file;"
                    + " join them first";
        }
        if (RED.matcher(text).matches()) {
            return "a RED clip is a folder of files, and an asset is one file; transcode it first";
        }
        if (PICTURE.matcher(text).matches()) {
            return "an image sequence is many files, and an asset is one; use rushes process, or wrap it in a movie";
        }
        if (unit(path) != null && !CLIP.matcher(text).matches()) {
            return "it belongs to a camera card and is none of its clips";
        }
        return null;
    }

    private static String unix(Path path) {
        return path.toString().replace('\\', '/');
    }

}
