package dev.rushes.server.watch;

import java.io.IOException;
import java.nio.file.Path;

/** Compares paths by where they lead, through links. */
final class RealPaths {

    private RealPaths() {
    }

    /** Whether a path is a folder or lies in it, whether they are there yet or not. */
    static boolean within(Path path, Path folder) {
        return path.startsWith(folder) || of(path).startsWith(of(folder));
    }

    /** Of what is not there, as far as it is. */
    private static Path of(Path path) {
        for (Path there = path; there != null; there = there.getParent()) {
            try {
                return there.toRealPath().resolve(there.relativize(path));
            }
            catch (IOException notThere) {
                // its parent may be
            }
        }
        return path;
    }

}
