package dev.rushes.server.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import dev.rushes.models.Problem;
import dev.rushes.server.database.Database;
import dev.rushes.server.presets.Presets;
import dev.rushes.workers.job.Json;

/**
 * What clips are known by: path, size, time, order and content; whatever differs is other
 * footage. Remembers what it has read, so that footage that stays is neither read nor
 * asked for at each look.
 */
final class Keys {

    private final Path folder;

    private final Ledger ledger;

    private final Database database;

    private final Presets presets;

    private final Map<Path, Known> known = new HashMap<>();

    /** By the preset's name, as they are at this look. */
    private final Map<String, Revision> revisions = new HashMap<>();

    Keys(Path folder, Ledger ledger, Database database, Presets presets) {
        this.folder = folder;
        this.ledger = ledger;
        this.database = database;
        this.presets = presets;
    }

    /**
     * What a clip was known by.
     *
     * @param outside of it, without content
     * @param dealtWith whether the ledger has it
     */
    private record Known(String outside, String key, boolean dealtWith) {

    }

    /**
     * A preset's.
     *
     * @param missing why there is none, or null
     */
    private record Revision(String text, Problem missing) {

    }

    /** To be called before a look. */
    void look() {
        this.revisions.clear();
    }

    /** To be called after a look: what is not there any more is forgotten. */
    void retain(Collection<Path> clips) {
        this.known.keySet().retainAll(clips);
    }

    /**
     * The key of a clip with what its order and sidecar say.
     * @throws Problem NOT_FOUND if there is no such preset
     */
    String of(Found clip, Sidecar sidecar) throws IOException {
        return of(clip, order(clip, sidecar));
    }

    /** The same for a clip that is refused with a sentence. */
    String of(Found clip, String order) throws IOException {
        String outside = outside(clip, order);
        Known before = this.known.get(clip.path());
        if (before != null && before.outside().equals(outside)) {
            return before.key();
        }
        String key = inside(clip, outside);
        this.known.put(clip.path(), new Known(outside, key, false));
        return key;
    }

    /** The same without its content, for a clip that cannot be read. */
    String ofUnread(Found clip, String sentence) {
        String outside = outside(clip, sentence);
        Known before = this.known.get(clip.path());
        if (before == null || !before.outside().equals(outside)) {
            this.known.put(clip.path(), new Known(outside, outside, false));
        }
        return outside;
    }

    /** Whether a clip has a key, by what can be read of it now. */
    boolean matches(Found clip, Sidecar sidecar, String key) throws IOException {
        return inside(clip, outside(clip, order(clip, sidecar))).equals(key);
    }

    private static String outside(Found clip, String order) {
        return Fingerprint.of(clip.stamp() + "\n" + order);
    }

    private String inside(Found clip, String outside) throws IOException {
        return Fingerprint.of(outside + Fingerprint.of(this.folder, clip.parts()));
    }

    private String order(Found clip, Sidecar sidecar) {
        String rate = (clip.kind() == Found.Kind.SEQUENCE) ? "\n" + sidecar.order().rate() : "";
        return sidecar.text() + "\n" + revision(sidecar.order()) + rate;
    }

    /** Whether the clip of a key was taken, or given up. */
    boolean dealtWith(Found clip, String key) {
        Known before = this.known.get(clip.path());
        boolean same = before != null && before.key().equals(key);
        if (same && before.dealtWith()) {
            return true;
        }
        boolean found = this.ledger.find(key).isPresent();
        if (same && found) {
            this.known.put(clip.path(), new Known(before.outside(), key, true));
        }
        return found;
    }

    private String revision(Order order) {
        if (!order.recipe().isTextual()) {
            return Json.line(order.recipe());
        }
        Revision revision = this.revisions.computeIfAbsent(order.recipe().textValue(), this::revision);
        if (revision.missing() != null) {
            throw revision.missing();
        }
        return Json.line(order.recipe()) + revision.text();
    }

    private Revision revision(String preset) {
        try {
            // a preset that was deleted and made again begins with revision 1 again
            return this.database.read((handle) -> new Revision("%d %s".formatted(this.presets.revision(handle, preset),
                    Fingerprint.of(this.presets.recipe(handle, preset))), null));
        }
        catch (Problem problem) {
            if (problem.kind() != Problem.Kind.NOT_FOUND) {
                throw problem;
            }
            return new Revision(null, problem);
        }
    }

}
