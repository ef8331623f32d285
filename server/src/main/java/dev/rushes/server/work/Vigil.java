package dev.rushes.server.work;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import dev.rushes.models.Plural;
import dev.rushes.server.Production;
import dev.rushes.server.jobs.Repair;
import dev.rushes.server.jobs.Unattended;
import dev.rushes.server.queue.Queue;
import dev.rushes.server.queue.Resource;

/**
 * Watches that no task is held by the dead, that none waits for a clock that was set
 * back, and none without a word for workers that are not there. The server and every
 * worker keep it; what one has mended, the others find in order.
 */
public final class Vigil {

    /** Between two looks; as often, the living give their signs. */
    public static final Duration EVERY = Duration.ofSeconds(15);

    /** A minute and a half. */
    private static final int LOOKS = 6;

    private static final Logger LOG = System.getLogger(Vigil.class.getName());

    private final Production production;

    private final Repair repair;

    private final Silence<Roll.Beat> workers = new Silence<>(LOOKS);

    /** After all that their worker may have: its death would else go unseen. */
    private final Silence<Queue.Held> tasks = new Silence<>(LOOKS + 3);

    /** How often in a row a class has had no worker; one that died may come back. */
    private final Map<Resource, Integer> absences = new EnumMap<>(Resource.class);

    private final Unattended unattended;

    public Vigil(Production production) {
        this.production = production;
        this.unattended = production.unattended();
        this.repair = production.repair();
    }

    /**
     * One look.
     * @throws dev.rushes.models.Problem EXHAUSTED while the database is away; nobody is
     * held for dead for what happened meanwhile
     */
    public synchronized void look() {
        try {
            // who cannot write himself cannot hold it against others that they do not
            this.production.database()
                .update((handle) -> handle.execute("UPDATE counters SET last = last WHERE name = 'event'"));
            for (Roll.Beat silent : this.workers.look(this.production.roll().beats())) {
                LOG.log(Level.WARNING, "worker {0} has given no sign of life; others get what it had", silent.worker());
                this.production.roll().end(silent.worker());
                // the server sees itself whether one of its own has died of a clip; if it
                // does not, it has died first
                this.production.attempts().release(silent.worker(), !silent.supervised());
            }
            for (Queue.Held silent : this.tasks.look(this.production.database().read(this.production.queue()::held))) {
                LOG.log(Level.WARNING, "task {0} is no longer at work with {1}; it is offered again", silent.task(),
                        silent.worker());
                this.production.database().update((handle) -> this.production.queue().release(handle, silent));
            }
            int moved = this.unattended.look(absent());
            if (moved > 0) {
                LOG.log(Level.WARNING, "no worker of the class gpu is at work; without it: {0}",
                        Plural.of(moved, "segment"));
            }
            int shortened = this.repair.shortenWaits();
            if (shortened > 0) {
                LOG.log(Level.WARNING, "the clock was set back; what waits no longer for it: {0}",
                        Plural.of(shortened, "task"));
            }
        }
        catch (RuntimeException away) {
            this.workers.forget();
            this.tasks.forget();
            throw away;
        }
    }

    private Set<Resource> absent() {
        Set<Resource> present = this.production.roll().classes();
        Set<Resource> absent = EnumSet.noneOf(Resource.class);
        for (Resource resource : Resource.values()) {
            int looks = present.contains(resource) ? 0 : Math.min(LOOKS, this.absences.getOrDefault(resource, 0) + 1);
            this.absences.put(resource, looks);
            if (looks == LOOKS) {
                absent.add(resource);
            }
        }
        return absent;
    }

}
