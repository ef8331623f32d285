package dev.rushes.server.work;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.rushes.server.Production;
import dev.rushes.server.queue.Resource;

/**
 * Keeps so many worker processes of each class alive. What a dead one held goes to others
 * at once.
 */
public final class Supervisor implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Supervisor.class.getName());

    /** What the end of a worker may take to be written down while the server goes. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(15);

    private final Production production;

    private final WorkerCommandLine commands;

    private final List<Thread> slots = new ArrayList<>();

    private final List<WorkerProcess> alive = new ArrayList<>();

    private final Persistence persistence;

    private final CountDownLatch closing = new CountDownLatch(1);

    public Supervisor(Production production, WorkerCommandLine commands) {
        this.production = production;
        this.persistence = new Persistence(this::closing, new Complaint(LOG, production.clock()));
        this.commands = commands;
    }

    /** Starts so many workers of each class. */
    public void start(Map<Resource, Integer> workers) {
        workers.forEach((resource, count) -> {
            for (int slot = 0; slot < count; slot++) {
                this.slots
                    .add(Thread.ofVirtual().name("supervisor-" + resource.word() + slot).start(() -> keep(resource)));
            }
        });
    }

    private void keep(Resource resource) {
        Pause pauses = new Pause();
        while (!closing()) {
            boolean begun = false;
            String name = WorkerNode.newName(resource, this.production.clock().millis());
            try {
                boolean blamed = live(resource, name) && !closing();
                begun = this.persistence.insist(() -> this.production.attempts().release(name, blamed));
            }
            catch (RuntimeException | Error trouble) {
                // the slot must outlive whatever it is
                LOG.log(Level.ERROR, "worker " + name + " has left its tasks behind", trouble);
            }
            Duration pause = pauses.after(begun);
            if (!closing()) {
                LOG.log(Level.WARNING, "worker {0} has ended; the next starts in {1} s", name, pause.toSeconds());
            }
            try {
                if (this.closing.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                    return;
                }
            }
            catch (InterruptedException hurried) {
                return;
            }
        }
    }

    private boolean closing() {
        return this.closing.getCount() == 0;
    }

    /**
     * One process from start to end.
     * @return whether it died rather than went
     */
    private boolean live(Resource resource, String name) {
        try (WorkerProcess process = WorkerProcess.start(resource, this.commands.of(resource, name),
                this.commands.signOfLife())) {
            add(process);
            try {
                return process.await() != 0;
            }
            finally {
                remove(process);
            }
        }
        catch (RuntimeException trouble) {
            LOG.log(Level.ERROR, "worker {0} cannot be started: {1}", name, trouble.getMessage());
            return false;
        }
    }

    private void add(WorkerProcess process) {
        synchronized (this.alive) {
            this.alive.add(process);
            if (closing()) {
                process.leave();
            }
        }
    }

    private void remove(WorkerProcess process) {
        synchronized (this.alive) {
            this.alive.remove(process);
        }
    }

    /** Process ids of the workers of a class that are alive. */
    public List<Long> pids(Resource resource) {
        synchronized (this.alive) {
            return this.alive.stream()
                .filter((process) -> process.resource() == resource)
                .map(WorkerProcess::pid)
                .toList();
        }
    }

    /** Tells all workers to go, and starts no more. */
    public void dismiss() {
        this.closing.countDown();
        synchronized (this.alive) {
            this.alive.forEach(WorkerProcess::leave);
        }
    }

    /** Tells all workers to go and waits for them; who does not is ended. */
    @Override
    public void close() {
        dismiss();
        try {
            if (!join(WorkerProcess.PATIENCE)) {
                synchronized (this.alive) {
                    this.alive.forEach(WorkerProcess::kill);
                }
                join(LAST_WORDS);
            }
        }
        catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for all slots together. */
    private boolean join(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        boolean all = true;
        for (Thread slot : this.slots) {
            all &= slot.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
        return all;
    }

}
