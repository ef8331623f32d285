package dev.rushes.server.watch;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Camera cards by their names. A card is waited for as a whole: its clips are taken when
 * none of its files changes any more. A clip is one file (AVCHD, XAVC, XDCAM) or, on P2,
 * a picture with the channels of its sound. RED and ARRI record what FFmpeg cannot
 * develop; that is said.
 */
final class Cards {

    /**
     * By the folders in it: footage that somebody keeps in a folder "contents" is on no
     * card.
     */
    private static final Pattern ROOT = Pattern
        .compile("(?is)^(?:(.*)/)?((?:private/m4root|private/avchd|avchd|m4root|bpav|xdroot|contents)"
                + "(?=/(?:avchdtn|bdmv|canonthm|clip|clpr|edit|general|sub|take|takr|thmbnl|userdata"
                + "|audio|avclip|icon|proxy|video|voice)/)|[^/]+\\.rd[cm])/.*");

    /** Where the clips of a card lie. */
    private static final Pattern CLIP = Pattern.compile("(?is).*(m4root/clip/[^/]+\\.(mp4|mxf)"
            + "|bdmv/stream/[^/]+\\.mts|bpav/clpr/.+\\.(mp4|mxf)|xdroot/clip/[^/]+\\.mxf|contents/video/[^/]+\\.mxf)");

    private static final Pattern P2 = Pattern.compile("(?is)(.*/)?contents/video/[^/]+\\.mxf");

    private static final Pattern RAW = Pattern.compile("(?is)(.*\\.(rdc|rdm)/.*|.*\\.(r3d|ari|arx|braw))");

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

    /** Whether it is a P2 clip's picture. */
    static boolean isP2(Path path) {
        return P2.matcher(unix(path)).matches();
    }

    /** Whether a file is a channel of the sound of a P2 clip's picture. */
    static boolean isChannel(Path picture, Path file) {
        String stem = picture.getFileName().toString().replaceAll("\\.[^.]*$", "");
        Path audio = file.getParent();
        return audio != null && audio.getFileName().toString().equalsIgnoreCase("AUDIO")
                && picture.getParent().getParent().equals(audio.getParent())
                && file.getFileName().toString().matches("(?is)" + Pattern.quote(stem) + "[0-9]{2}\\.mxf");
    }

    /** Whether it is of a camera's raw format, which is refused for its folder once. */
    static boolean isRaw(Path path) {
        return RAW.matcher(unix(path)).matches();
    }

    /** Why a file is no footage that can be taken, or null. */
    static String refusal(Path path) {
        if (isRaw(path)) {
            return "it is a camera's raw recording (RED, ARRI, Blackmagic), which is developed by the maker's own"
                    + " program; export DPX, EXR or ProRes there";
        }
        if (unit(path) != null && !CLIP.matcher(unix(path)).matches()) {
            return "it belongs to a camera card and is none of its clips";
        }
        return null;
    }

    private static String unix(Path path) {
        return path.toString().replace('\\', '/');
    }

}
