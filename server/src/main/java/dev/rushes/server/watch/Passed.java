package dev.rushes.server.watch;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.ArrayList;

/** What a look has passed over: the first of it with its reasons, the rest by number. */
final class Passed {

    static final int MOST = 1000;

    private final List<Line> lines = new ArrayList<>();

    private int count;

    /**
     * One file or folder.
     *
     * @param path below the watched folder
     */
    record Line(Path path, String why) {

    }

    void add(Path path, String why) {
        this.count++;
        if (this.count <= MOST) {
            this.lines.add(new Line(path, why));
        }
    }

    /** In the order of their paths. */
    List<Line> lines() {
        return this.lines.stream().sorted(Comparator.comparing(Line::path)).toList();
    }

    /** How many more there are. */
    int rest() {
        return Math.max(0, this.count - MOST);
    }

}
