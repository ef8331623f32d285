package dev.rushes.server.watch;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says beside the footage why nothing came of it. */
final class Errors {

    private static final Logger LOG = System.getLogger(Errors.class.getName());

    private Errors() {
    }

    /**
     * Writes {@code clip.mov.rushes-error.txt}; a folder that is read-only is no trouble.
     */
    static void write(Path clip, String sentence) {
        LOG.log(Level.WARNING, "{0}: {1}", clip, sentence);
        try {
            Files.writeString(beside(clip), sentence + System.lineSeparator());
        }
        catch (IOException readOnly) {
            LOG.log(Level.INFO, "{0} cannot be written", beside(clip));
        }
    }

    /** Removes it once the same clip has worked out. */
    static void clear(Path clip) {
        try {
            Files.deleteIfExists(beside(clip));
        }
        catch (IOException readOnly) {
            LOG.log(Level.INFO, "{0} cannot be removed", beside(clip));
        }
    }

    private static Path beside(Path clip) {
        return clip.resolveSibling(clip.getFileName() + Scan.ERROR);
    }

}
