package dev.rushes.server.work;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

import dev.rushes.server.Production;
import dev.rushes.server.jobs.Repair;
import dev.rushes.server.queue.Queue;

/**
 * Watches that no task is held by the dead, and that none waits for a clock that was set
 * back. The server and every worker keep it; what one has mended, the others find in
 * order.
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

    private final Silence<Queue.Held> tasks = new Silence<>(LOOKS);

    public Vigil(Production production) {
        this.production = production;
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
                this.production.attempts().release(silent.worker(), true);
            }
            for (Queue.Held silent : this.tasks.look(this.production.database().read(this.production.queue()::held))) {
                LOG.log(Level.WARNING, "task {0} is no longer at work with {1}; it is offered again", silent.task(),
                        silent.worker());
                this.production.database().update((handle) -> this.production.queue().release(handle, silent));
            }
            int shortened = this.repair.shortenWaits();
            if (shortened > 0) {
                LOG.log(Level.WARNING, "the clock was set back; {0} tasks or jobs wait no longer for it", shortened);
            }
        }
        catch (RuntimeException away) {
            this.workers.forget();
            this.tasks.forget();
            throw away;
        }
    }

}
