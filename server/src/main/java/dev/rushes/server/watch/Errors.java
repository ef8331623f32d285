package dev.rushes.server.watch;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Says beside the footage why nothing came of it. */
final class Errors {

    /** Of a name, as file systems take it. */
    private static final int BYTES = 255;

    private static final Logger LOG = System.getLogger(Errors.class.getName());

    private Errors() {
    }

    /**
     * Writes {@code clip.mov.rushes-error.txt}; a folder that is read-only is no trouble.
     */
    static void write(Path clip, String sentence) {
        byte[] text = (sentence + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
        if (says(clip, text)) {
            // a server died over it, or could not note that it was said
            return;
        }
        LOG.log(Level.WARNING, "{0}: {1}", clip, sentence);
        try {
            // whatever else somebody has put there: never through a link, nor into a pipe
            Files.deleteIfExists(beside(clip));
            Files.write(beside(clip), text, StandardOpenOption.CREATE_NEW);
        }
        catch (IOException | InvalidPathException readOnly) {
            LOG.log(Level.INFO, "nothing can be written beside {0}", clip);
        }
    }

    private static boolean says(Path clip, byte[] text) {
        try {
            Path file = beside(clip);
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == text.length
                    && Arrays.equals(Files.readAllBytes(file), text);
        }
        catch (IOException | InvalidPathException otherwise) {
            return false;
        }
    }

    /** Removes it once the clip is taken or has worked out. */
    static void clear(Path clip) {
        Path file = beside(clip);
        try {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(file);
            }
        }
        catch (NoSuchFileException gone) {
            // somebody else did
        }
        catch (IOException readOnly) {
            LOG.log(Level.INFO, "{0} cannot be removed", file);
        }
    }

    /** A name that would be too long loses its end, and stays different from others. */
    private static Path beside(Path clip) {
        String name = clip.getFileName().toString();
        if (bytes(name + Scan.ERROR) <= BYTES) {
            return clip.resolveSibling(name + Scan.ERROR);
        }
        String mark = "~" + Fingerprint.of(name).substring(0, 8) + Scan.ERROR;
        StringBuilder stem = new StringBuilder(name);
        while (bytes(stem + mark) > BYTES) {
            stem.setLength(stem.offsetByCodePoints(stem.length(), -1));
        }
        return clip.resolveSibling(stem + mark);
    }

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

}
