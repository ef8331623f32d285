package dev.rushes.server.watch;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.rushes.models.Problem;
import dev.rushes.server.database.Database;
import dev.rushes.server.presets.Presets;
import dev.rushes.server.storage.Sequence;
import dev.rushes.server.storage.FileNames;
import dev.rushes.server.storage.Storage;
import dev.rushes.workers.job.Json;

/** Watches one folder. One call of {@link #turn} is one look. */
final class Watcher {

    /** Who asks for the jobs. */
    static final String OWNER = "watch";

    /** Files taken at one look, so that masters are delivered in between. */
    private static final int AT_ONCE = 8;

    private static final int MOST_COMPLAINTS = 1000;

    private static final long HOUR = Duration.ofHours(1).toMillis();

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

    private long pruned = Long.MIN_VALUE;

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
        Scan.Look look = this.scan.look().orElse(null);
        if (look == null) {
            // an unplugged disk or a lost mount: nothing is concluded from it
            if (this.there) {
                LOG.log(Level.WARNING, "{0} is not there; it is looked for again", this.folder.path());
            }
            this.there = false;
            return;
        }
        this.there = true;
        long now = this.clock.millis();
        List<Found> clips = look.clips();
        this.settling.look(clips, now);
        Set<Path> leaving = leaving();
        Map<String, String> fresh = new HashMap<>();
        int taken = 0;
        for (Found clip : clips) {
            if (leaving.contains(clip.called())) {
                continue;
            }
            if (clip.refusal() == null && this.settling.waiting(clip, clips, now) == null && taken < AT_ONCE) {
                taken += consider(clip, fresh) ? 1 : 0;
            }
            else if (Cards.isRaw(clip.path())) {
                refuseUnit(clip);
            }
        }
        if (taken < AT_ONCE) {
            this.keys = fresh;
        }
        this.returns.turn();
        prune(look, now);
    }

    /**
     * What is being moved away since before a crash: the rest of it is no new footage.
     */
    private Set<Path> leaving() {
        return this.ledger.taken()
            .stream()
            .filter((entry) -> entry.moving() != null)
            .map((entry) -> Members.called(Path.of(entry.path())))
            .collect(Collectors.toSet());
    }

    /** An empty folder may be a mount that is gone: nothing is concluded from it. */
    private void prune(Scan.Look look, long now) {
        if (look.whole() && !look.clips().isEmpty() && (this.pruned == Long.MIN_VALUE || now - this.pruned > HOUR)) {
            this.pruned = now;
            Set<String> stamps = look.clips().stream().map(Found::stamp).collect(Collectors.toSet());
            look.clips()
                .stream()
                .filter((clip) -> Cards.isRaw(clip.path()))
                .forEach((clip) -> stamps.add(unit(clip).stamp()));
            this.ledger.prune(stamps, now);
        }
    }

    private boolean consider(Found clip, Map<String, String> fresh) {
        Path called = this.folder.path().resolve(clip.called());
        try {
            Sidecar sidecar;
            try {
                demandWhole(clip);
                sidecar = Sidecar.of(called, this.folder.order());
            }
            catch (Problem wrong) {
                refuse(clip, key(clip, wrong.getMessage(), fresh), wrong.getMessage());
                return false;
            }
            if (sidecar.skip()) {
                return false;
            }
            String key = key(clip, order(clip, sidecar), fresh);
            if (this.ledger.find(key).isPresent()) {
                return false;
            }
            return take(clip, key, sidecar.order());
        }
        catch (IOException | RuntimeException trouble) {
            // gone, still in use, no room, no such preset: the next look tells more
            complain(called, String.valueOf(trouble.getMessage()));
            return false;
        }
    }

    /**
     * Makes sure that a sequence is one and has no gap.
     * @throws Problem INVALID or MEDIA with what is wrong
     */
    static void demandWhole(Found clip) {
        if (clip.kind() == Found.Kind.SEQUENCE) {
            Sequence.of(clip.parts().stream().map((part) -> part.path().getFileName().toString()).toList())
                .demandWhole();
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

    /** Whether a clip is still what was taken under a key. */
    private boolean same(Path path, String key) {
        try {
            Found now = Members.now(this.folder.path(), path);
            if (now == null) {
                return false;
            }
            Sidecar sidecar = Sidecar.of(this.folder.path().resolve(now.called()), this.folder.order());
            return key(now, order(now, sidecar), new HashMap<>()).equals(key);
        }
        catch (IOException | Problem changed) {
            return false;
        }
    }

    private boolean take(Found clip, String key, Order order) throws IOException {
        this.intake.admit(OWNER);
        // a longer one would leave no room for what its master's name adds
        String name = FileNames.safe(Members.name(clip.path()), "clip");
        String rate = (clip.kind() == Found.Kind.SEQUENCE) ? order.rate() : null;
        String upload = this.intake.reserve(name, clip.size());
        try {
            Intake.Staged staged = new Staging(this.folder.path(), this.storage.upload(upload), clip,
                    (from, to) -> this.intake.progress(upload, from, to))
                .copy(upload, name, rate);
            if (!clip.unchanged(this.folder.path()) || staged.bytes() != clip.size()) {
                // it changes after all
                return false;
            }
            String job = this.intake.take(staged, OWNER, order,
                    (handle, id) -> this.ledger.add(handle, Ledger.Entry.taken(key, clip, id), this.clock.millis()));
            LOG.log(Level.INFO, "{0} is taken as {1}", this.folder.path().resolve(clip.path()), job);
            return true;
        }
        catch (Problem problem) {
            if (problem.kind() == Problem.Kind.INVALID || problem.kind() == Problem.Kind.UNSUPPORTED) {
                // the same order will be as wrong the next time
                refuse(clip, key, problem.getMessage());
                return false;
            }
            throw problem;
        }
        finally {
            this.intake.release(upload);
        }
    }

    private void refuse(Found clip, String key, String sentence) {
        if (this.ledger.find(key).isEmpty()) {
            this.ledger.add(Ledger.Entry.refused(key, clip, sentence), this.clock.millis());
            Errors.write(this.folder.path().resolve(clip.called()), sentence);
        }
    }

    /** Says once for a whole folder what cannot be taken of it. */
    private void refuseUnit(Found clip) {
        Found unit = unit(clip);
        String sentence = Cards.refusal(clip.path());
        refuse(unit, Fingerprint.of(unit.path() + "\n" + sentence), sentence);
    }

    private static Found unit(Found clip) {
        Path parent = clip.path().getParent();
        Path unit = (clip.unit() != null) ? clip.unit() : (parent != null) ? parent : clip.path();
        return Found.file(new Found.Part(unit, 0, 0), false, unit, null);
    }

    /** Path, size, time, order and content; whatever differs is other footage. */
    private String key(Found clip, String order, Map<String, String> fresh) throws IOException {
        String outside = Fingerprint.of(clip.stamp() + "\n" + order);
        String key = this.keys.get(outside);
        if (key == null) {
            key = Fingerprint.of(outside + Fingerprint.of(this.folder.path(), clip.parts()));
        }
        fresh.put(outside, key);
        return key;
    }

    private String order(Found clip, Sidecar sidecar) {
        String rate = (clip.kind() == Found.Kind.SEQUENCE) ? "\n" + sidecar.order().rate() : "";
        return sidecar.text() + "\n" + revision(sidecar.order()) + rate;
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
