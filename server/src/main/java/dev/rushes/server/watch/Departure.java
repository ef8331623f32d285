package dev.rushes.server.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.rushes.models.Problem;

/**
 * Moves footage that is done with out of the way, with its sidecar and the mark that
 * spoke for it, so that neither is taken for the next footage's. The ledger knows of a
 * move from before the first file until after the last, for a server may die over it.
 */
final class Departure {

    private final WatchFolder folder;

    private final Ledger ledger;

    private final Keys keys;

    private final Scan scan;

    /** How many clips of the last look there are to a sidecar. */
    private final Map<Path, Integer> sharing = new HashMap<>();

    Departure(WatchFolder folder, Ledger ledger, Keys keys, Scan scan) {
        this.folder = folder;
        this.ledger = ledger;
        this.keys = keys;
        this.scan = scan;
    }

    /** To be called before a turn: what is there. */
    void look(Collection<Found> clips) {
        this.sharing.clear();
        clips.forEach((clip) -> this.sharing.merge(clip.called(), 1, Integer::sum));
    }

    /** Moves an entry's footage if it is still what was taken, or goes on with that. */
    void of(Ledger.Entry entry) throws IOException {
        Path path = Path.of(entry.path());
        if (entry.moving() != null) {
            // it was begun, by us or by a server that died over it; what has come in its
            // place since is other footage
            Found rest = Members.moving(this.folder.path(), this.folder.path().resolve(entry.moving()), path);
            if (rest != null && rest.stamp().equals(entry.stamp())) {
                move(rest, Path.of(entry.moving()));
            }
        }
        else {
            Found now = Members.now(this.folder.path(), path);
            if (now == null && Members.of(this.folder.path(), path).isEmpty()) {
                // it may lie on a disk that is away; if it never comes, it is forgotten
                return;
            }
            if (now != null && same(now, entry.key())) {
                Path place = place(now);
                this.ledger.moving(entry.key(), place.toString());
                move(now, place);
            }
        }
        this.ledger.settle(entry.key(), Ledger.DONE);
    }

    /** Whether a clip is still what was taken under a key. */
    private boolean same(Found now, String key) throws IOException {
        try {
            return this.keys.matches(now, Sidecar.of(this.folder.path().resolve(now.called()), this.folder), key);
        }
        catch (Problem wrong) {
            if (wrong.kind() == Problem.Kind.INVALID) {
                // its sidecar has changed
                return false;
            }
            throw wrong;
        }
    }

    /** Where nothing of the same names is: done, done/2, done/3 and so on. */
    private Path place(Found clip) {
        List<Path> files = new ArrayList<>(clip.parts().stream().map(Found.Part::path).toList());
        files.add(Sidecar.beside(clip.called()));
        for (int number = 1;; number++) {
            Path place = numbered(number);
            if (files.stream().noneMatch((file) -> isThere(place.resolve(file)))) {
                return place;
            }
        }
    }

    private static Path numbered(int number) {
        Path done = Path.of(WatchFolder.DONE);
        return (number == 1) ? done : done.resolve(String.valueOf(number));
    }

    /** Moves what is still there; what was moved before a crash is there no more. */
    private void move(Found clip, Path place) throws IOException {
        List<Path> files = Members.of(this.folder.path(), clip.path());
        Path sidecar = Sidecar.beside(clip.called());
        // not when some files are moved already: it would be later footage's. Nor as long
        // as another clip goes by it, such as shot_0001.dpx beside shot.0001.dpx
        if (files.size() == clip.parts().size() && this.sharing.merge(clip.called(), -1, Integer::sum) <= 0
                && isFile(sidecar) && !isThere(place.resolve(sidecar))) {
            move(sidecar, place);
        }
        for (Path file : files) {
            move(file, place);
        }
        for (Path above = clip.path().getParent(); above != null; above = above.getParent()) {
            retire(above.resolve(Ready.MARK), place);
        }
    }

    private void move(Path file, Path place) throws IOException {
        Path target = this.folder.path().resolve(place).resolve(file);
        Files.createDirectories(target.getParent());
        // without leave to replace: never onto what is there already
        Files.move(this.folder.path().resolve(file), target);
    }

    /** Moves a mark that speaks for nothing else that is there. */
    private void retire(Path mark, Path place) throws IOException {
        Path source = this.folder.path().resolve(mark);
        if (!isFile(mark) || this.scan.isNeeded(source)) {
            return;
        }
        Path target = place.resolve(mark);
        for (int number = 1; isThere(target) && !isSame(mark, target); number++) {
            target = numbered(number).resolve(mark);
        }
        target = this.folder.path().resolve(target);
        Files.createDirectories(target.getParent());
        // one of the same content, such as none, may be replaced
        Files.move(source, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private boolean isThere(Path file) {
        return Files.exists(this.folder.path().resolve(file), LinkOption.NOFOLLOW_LINKS);
    }

    private boolean isFile(Path file) {
        return Files.isRegularFile(this.folder.path().resolve(file), LinkOption.NOFOLLOW_LINKS);
    }

    private boolean isSame(Path one, Path other) throws IOException {
        return isFile(other)
                && Files.mismatch(this.folder.path().resolve(one), this.folder.path().resolve(other)) == -1;
    }

}
