package dev.rushes.server.watch;

import java.io.IOException;

/** What the tests of watched reels share. */
abstract class WatchedReels extends WatchedFolder {

    final void frames(String stem, int from, int to) throws IOException {
        for (int frame = from; frame <= to; frame++) {
            picture(stem, frame);
        }
    }

    /** Such as shot.0001.dpx, with its number for content; "0" gives bare numbers. */
    final void picture(String stem, int frame) throws IOException {
        clip("%s%s%04d.dpx".formatted(stem, stem.endsWith("0") ? "" : ".", frame), "%02d".formatted(frame));
    }

    final String errors() throws IOException {
        return String.join(" ",
                tree(this.root).stream()
                    .filter((path) -> path.contains("error"))
                    .map((path) -> path.substring("ingest/".length()))
                    .toList());
    }

    /** Of the newest asset. */
    final String asset(String columns) {
        return this.database
            .read((handle) -> handle.createQuery("SELECT " + columns + " FROM assets ORDER BY id DESC LIMIT 1")
                .mapTo(String.class)
                .one());
    }

}
