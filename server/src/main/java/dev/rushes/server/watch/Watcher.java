package dev.rushes.server.watch;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.rushes.models.Problem;
import dev.rushes.server.database.Database;
import dev.rushes.server.database.Ids;
import dev.rushes.server.presets.Presets;
import dev.rushes.server.storage.Storage;
import dev.rushes.workers.job.Json;

/** Watches one folder. One call of {@link #turn} is one look. */
final class Watcher {

    /** Who asks for the jobs. */
    static final String OWNER = "watch";

    /** Files taken at one look, so that masters are delivered in between. */
    private static final int AT_ONCE = 8;

    private static final int MOST_COMPLAINTS = 1000;

    private static final Logger LOG = System.getLogger(Watcher.class.getName());

    private final WatchFolder folder;

    private final Database database;

    private final Presets presets;

    private final Storage storage;

    private final Intake intake;

    private final Clock clock;

    private final Scan scan;

    private final Settling settling;

    private final Ledger ledger;

    private final Returns returns;

    /** Keys of files as they were last seen, so that they are not read at each look. */
    private Map<String, String> keys = new HashMap<>();

    private final Map<Path, String> complaints = new HashMap<>();

    private boolean there = true;

    Watcher(WatchFolder folder, Set<Path> outputs, Database database, Presets presets, Storage storage, Intake intake,
            Clock clock) {
        this.folder = folder;
        this.database = database;
        this.presets = presets;
        this.storage = storage;
        this.intake = intake;
        this.clock = clock;
        this.scan = new Scan(folder, outputs);
        this.settling = new Settling(folder);
        this.ledger = new Ledger(database, folder.name());
        this.returns = new Returns(folder, this.ledger, database, storage, this::same);
    }

    WatchFolder folder() {
        return this.folder;
    }

    /** One look: what has come to rest is taken, what is done is delivered. */
    void turn() {
        List<Found> files = this.scan.look().orElse(null);
        if (files == null) {
            // an unplugged disk or a lost mount: nothing is concluded from it
            if (this.there) {
                LOG.log(Level.WARNING, "{0} is not there; it is looked for again", this.folder.path());
            }
            this.there = false;
            return;
        }
        this.there = true;
        long now = this.clock.millis();
        this.settling.look(files, now);
        Map<String, String> fresh = new HashMap<>();
        int taken = 0;
        for (Found file : files) {
            if (file.refusal() == null && this.settling.waiting(file, files, now) == null && taken < AT_ONCE) {
                taken += consider(file, fresh) ? 1 : 0;
            }
            else if (file.refusal() != null && Cards.manyFiles(file.path())) {
                refuseUnit(file);
            }
        }
        if (taken < AT_ONCE) {
            this.keys = fresh;
        }
        this.returns.turn();
    }

    private boolean consider(Found file, Map<String, String> fresh) {
        Path clip = this.folder.path().resolve(file.path());
        try {
            Sidecar sidecar;
            try {
                sidecar = Sidecar.of(clip, this.folder.order());
            }
            catch (Problem wrong) {
                refuse(file, key(file, clip, wrong.getMessage(), fresh), wrong.getMessage());
                return false;
            }
            if (sidecar.skip()) {
                return false;
            }
            String key = key(file, clip, sidecar.text() + "\n" + revision(sidecar.order()), fresh);
            if (this.ledger.find(key).isPresent()) {
                return false;
            }
            return take(file, clip, key, sidecar.order());
        }
        catch (IOException | RuntimeException trouble) {
            // gone, still in use, no room, no such preset: the next look tells more
            complain(clip, String.valueOf(trouble.getMessage()));
            return false;
        }
    }

    /** Says the same of the same file once. */
    private void complain(Path clip, String why) {
        if (this.complaints.size() > MOST_COMPLAINTS) {
            this.complaints.clear();
        }
        if (!why.equals(this.complaints.put(clip, why))) {
            LOG.log(Level.WARNING, "{0} is not taken yet: {1}", clip, why);
        }
    }

    /** Whether a file is still what was taken under a key. */
    private boolean same(Path path, String key) {
        Path clip = this.folder.path().resolve(path);
        try {
            Sidecar sidecar = Sidecar.of(clip, this.folder.order());
            Found now = new Found(path, Files.size(clip), Files.getLastModifiedTime(clip).toMillis(), false, null,
                    null);
            return key(now, clip, sidecar.text() + "\n" + revision(sidecar.order()), new HashMap<>()).equals(key);
        }
        catch (IOException | Problem changed) {
            return false;
        }
    }

    private boolean take(Found file, Path clip, String key, Order order) throws IOException {
        this.intake.admit(OWNER);
        String upload = Ids.next("upl", this.clock.millis());
        Path part = this.storage.upload(upload);
        try {
            String sha256 = Copying.copy(clip, part);
            if (Files.size(clip) != file.size() || Files.getLastModifiedTime(clip).toMillis() != file.modified()
                    || Files.size(part) != file.size()) {
                // it changes after all
                return false;
            }
            String name = clip.getFileName().toString();
            String job = this.intake.take(new Intake.Staged(upload, name, file.size(), sha256), OWNER, order,
                    (handle, id) -> this.ledger.add(handle,
                            new Ledger.Entry(key, file.path().toString(), Ledger.TAKEN, id, null),
                            this.clock.millis()));
            LOG.log(Level.INFO, "{0} is taken as {1}", clip, job);
            return true;
        }
        catch (Problem problem) {
            if (problem.kind() == Problem.Kind.INVALID || problem.kind() == Problem.Kind.UNSUPPORTED) {
                // the same order will be as wrong the next time
                refuse(file, key, problem.getMessage());
                return false;
            }
            throw problem;
        }
        finally {
            Files.deleteIfExists(part);
        }
    }

    private void refuse(Found file, String key, String sentence) {
        if (this.ledger.find(key).isEmpty()) {
            this.ledger.add(new Ledger.Entry(key, file.path().toString(), Ledger.FAILED, null, sentence),
                    this.clock.millis());
            Errors.write(this.folder.path().resolve(file.path()), sentence);
        }
    }

    /** Says once for a whole folder what cannot be taken of it. */
    private void refuseUnit(Found file) {
        Path unit = (file.unit() != null) ? file.unit() : file.path().getParent();
        if (unit != null) {
            refuse(new Found(unit, 0, 0, false, unit, file.refusal()), Fingerprint.of(unit + "\n" + file.refusal()),
                    file.refusal());
        }
    }

    /** Path, size, time, order and content; whatever differs is other footage. */
    private String key(Found file, Path clip, String order, Map<String, String> fresh) throws IOException {
        String outside = Fingerprint.of("%s\n%d\n%d\n%s".formatted(file.path(), file.size(), file.modified(), order));
        String key = this.keys.get(outside);
        if (key == null) {
            key = Fingerprint.of(outside + Fingerprint.of(clip));
        }
        fresh.put(outside, key);
        return key;
    }

    private String revision(Order order) {
        String recipe = Json.line(order.recipe());
        return order.recipe().isTextual() ? recipe + this.database
            .read((handle) -> "%d %s".formatted(this.presets.revision(handle, order.recipe().textValue()),
                    // a preset that was deleted and made again begins with revision 1
                    // again
                    Fingerprint.of(this.presets.recipe(handle, order.recipe().textValue()))))
                : recipe;
    }

}
