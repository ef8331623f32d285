package dev.rushes.server.watch;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;

/**
 * What a file {@code _READY} says of footage in its folder or below; ordered by worth.
 */
enum Ready {

    /** There is none. */
    NONE,

    /** It was written before the footage came, so for something else. */
    STALE,

    /** The footage is whole. */
    WHOLE;

    /** The file's name. */
    static final String MARK = "_READY";

    /**
     * What marks say of a file.
     * @param marks when each was written, by its folder below the root
     * @param file below the root
     */
    static Ready of(Path root, Map<Path, FileTime> marks, Path file) {
        Ready ready = NONE;
        FileTime arrived = null;
        for (Path above = file.getParent(); above != null; above = above.getParent()) {
            FileTime written = marks.get(above);
            if (written != null && arrived == null) {
                try {
                    arrived = arrived(root.resolve(file));
                }
                catch (IOException gone) {
                    return STALE;
                }
            }
            if (written != null && ready != WHOLE) {
                ready = (written.compareTo(arrived) >= 0) ? WHOLE : STALE;
            }
        }
        return ready;
    }

    /**
     * When a file came to be as and where it is, by the file system's own clock: copies
     * may keep the time of the last change of the original ({@code cp -p},
     * {@code rsync -t}), but not this one.
     */
    static FileTime arrived(Path file) throws IOException {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("unix")
                ? (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS)
                : Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** What they say of files together: the least. */
    static Ready of(Collection<Found> files) {
        return files.stream().map(Found::ready).min(Comparator.naturalOrder()).orElse(NONE);
    }

}
