package dev.rushes.server.watch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.rushes.models.Problem;
import dev.rushes.server.database.Database;
import dev.rushes.server.presets.Presets;
import dev.rushes.server.storage.Storage;

/** Watches one folder. One call of {@link #turn} is one look. */
final class Watcher {

    private static final long HOUR = Duration.ofHours(1).toMillis();

    private static final Logger LOG = System.getLogger(Watcher.class.getName());

    private final WatchFolder folder;

    private final Clock clock;

    private final Stop stop;

    private final Scan scan;

    private final Settling settling;

    private final Ledger ledger;

    private final Keys keys;

    private final Refusals refusals;

    private final Taking taking;

    private final Returns returns;

    private final Set<Found> refused = new HashSet<>();

    /** Clips whose mark is too old, and their folders, of which that was said. */
    private final Set<Path> outdated = new HashSet<>();

    /** What keeps the folder from being seen whole, as it was said, or null. */
    private String trouble;

    private long pruned = Long.MIN_VALUE;

    /**
     * Watches from the first {@link #turn} on.
     * @param ours folders that are never looked into: what Rushes writes is no footage
     */
    Watcher(WatchFolder folder, Set<Path> ours, Database database, Presets presets, Storage storage, Intake intake,
            Clock clock, Stop stop) {
        this.folder = folder;
        this.clock = clock;
        this.stop = stop;
        this.scan = new Scan(folder, ours);
        this.settling = new Settling(folder);
        this.ledger = new Ledger(database, folder.name());
        this.keys = new Keys(folder.path(), this.ledger, database, presets);
        this.refusals = new Refusals(folder, intake, clock, this.ledger, this.keys);
        this.taking = new Taking(folder, storage, intake, clock, this.ledger, this.keys, this.refusals, stop);
        this.returns = new Returns(folder, this.ledger, database, storage,
                new Departure(folder, this.ledger, this.keys, this.scan), stop);
    }

    WatchFolder folder() {
        return this.folder;
    }

    /** One look: what has come to rest is taken, what is done is delivered. */
    void turn() {
        long now = this.clock.millis();
        this.keys.look();
        Scan.Look look = this.scan.look().orElse(null);
        // an unplugged disk or a lost mount: nothing is concluded from it
        say((look != null) ? look.trouble() : this.folder.path() + " is not there; it is looked for again");
        if (look != null) {
            take(look.clips(), now);
            prune(look, now);
        }
        this.returns.turn((look != null) ? look.clips() : List.of(), now);
    }

    /** For as long as one poll, so that masters are delivered in between. */
    private void take(List<Found> clips, long now) {
        this.settling.look(clips, now);
        this.taking.look();
        Set<Path> leaving = leaving();
        for (Found clip : clips) {
            if (this.stop.wanted() || Math.abs(this.clock.millis() - now) > this.folder.poll().toMillis()) {
                break;
            }
            if (clip.refusal() != null) {
                refuse(clip);
            }
            else if (!leaving.contains(clip.called())) {
                consider(clip, now);
            }
        }
        this.refused.retainAll(clips.stream()
            .filter((clip) -> Cards.isRaw(clip.path()))
            .map(Watcher::unit)
            .collect(Collectors.toSet()));
        this.outdated.retainAll(clips.stream()
            .filter((clip) -> clip.ready() == Ready.STALE)
            .flatMap((clip) -> Stream.of(clip.path(), clip.path().getParent()))
            .collect(Collectors.toSet()));
        Set<Path> there = clips.stream().map(Found::path).collect(Collectors.toSet());
        this.keys.retain(there);
        this.taking.retain(there);
    }

    private void consider(Found clip, long now) {
        String waiting = this.settling.waiting(clip, now);
        if (waiting == null) {
            this.taking.consider(clip);
        }
        else if (this.settling.outdated(clip, now) && this.outdated.add(clip.path()) && !this.ledger.taken(clip.stamp())
                && this.outdated.add(clip.path().getParent())) {
            LOG.log(Level.WARNING, "{0} is not taken yet: {1}", this.folder.path().resolve(clip.path()), waiting);
        }
    }

    /**
     * What is being moved away since before a crash: the rest of it is no new footage.
     */
    private Set<Path> leaving() {
        return this.ledger.moving()
            .stream()
            .map((entry) -> Members.called(Path.of(entry.path())))
            .collect(Collectors.toSet());
    }

    /** Says the same once. */
    private void say(String sentence) {
        if (sentence != null && !sentence.equals(this.trouble)) {
            LOG.log(Level.WARNING, sentence);
        }
        this.trouble = sentence;
    }

    /** An empty folder may be a mount that is gone: nothing is concluded from it. */
    private void prune(Scan.Look look, long now) {
        if (look.trouble() == null && !look.clips().isEmpty()
                && (this.pruned == Long.MIN_VALUE || now - this.pruned > HOUR)) {
            this.pruned = now;
            Set<String> stamps = look.clips().stream().map(Found::stamp).collect(Collectors.toSet());
            look.clips()
                .stream()
                .filter((clip) -> Cards.isRaw(clip.path()))
                .forEach((clip) -> stamps.add(unit(clip).stamp()));
            this.ledger.prune(stamps, now);
        }
    }

    /** Says once for a whole folder what cannot be taken of it. */
    private void refuse(Found clip) {
        if (Cards.isRaw(clip.path())) {
            Found unit = unit(clip);
            if (!this.refused.contains(unit)) {
                Problem why = Problem.unsupported("%s", Cards.refusal(clip.path()));
                this.refusals.tell(unit, Fingerprint.of(unit.path() + "\n" + why.getMessage()), this.folder.order(),
                        why);
                this.refused.add(unit);
            }
        }
    }

    private static Found unit(Found clip) {
        Path parent = clip.path().getParent();
        Path unit = (clip.unit() != null) ? clip.unit() : (parent != null) ? parent : clip.path();
        return Found.file(new Found.Part(unit, 0, 0), unit, null);
    }

}
