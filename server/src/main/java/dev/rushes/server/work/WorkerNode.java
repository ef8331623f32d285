package dev.rushes.server.work;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import dev.rushes.server.Production;
import dev.rushes.server.database.Database;
import dev.rushes.server.jobs.Attempt;
import dev.rushes.server.jobs.Attempts;
import dev.rushes.server.jobs.TaskKind;
import dev.rushes.server.jobs.Want;
import dev.rushes.server.jobs.Wording;
import dev.rushes.server.queue.Delivery;
import dev.rushes.server.queue.Resource;
import dev.rushes.workers.Worker;
import org.jdbi.v3.core.Handle;

/** One worker of one class: takes tasks, does them, tells what came of them. */
public final class WorkerNode implements AutoCloseable {

    private static final Logger LOG = System.getLogger(WorkerNode.class.getName());

    /** How long a task may go on once the worker has to go, before it is handed back. */
    private static final Duration GRACE = Duration.ofSeconds(4);

    /** How long a task may take to stop, which it does between two frames. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Until space is looked for again, by a task that has found none. */
    private static final Duration SPACE_WAIT = Duration.ofSeconds(30);

    /** Until an assembly asks again whether fewer others are at work. */
    private static final Duration ASSEMBLY_WAIT = Duration.ofSeconds(5);

    /** Of a task that is gone; {@link Attempts#begin} takes it out of the queue. */
    private static final Attempts.Prospect NONE = new Attempts.Prospect(TaskKind.PROBE, false);

    private final Production production;

    private final Resource resource;

    private final String name;

    private final Complaint complaint;

    private final Map<TaskKind, TaskWork> works = new EnumMap<>(TaskKind.class);

    private final Delivery delivery;

    private final Vigil vigil;

    private final Persistence persistence;

    private final Company company = new Company();

    /** One thread is left for what is quick: probes, plans, single frames. */
    private final Semaphore assemblies;

    private final Premises premises;

    private final Pulse pulse = new Pulse();

    private final Remains remains;

    private final Need need;

    private final boolean supervised;

    private final ScheduledExecutorService ticker = Executors.newScheduledThreadPool(2,
            Thread.ofPlatform().daemon().name("ticker-", 0).factory());

    private volatile boolean closing;

    private volatile boolean leaving;

    /**
     * Prepares it; {@link #start} begins.
     * @param name unique among all that ever were, at most 50 letters
     * @param supervised whether the server has started it, and sees its end
     * @param threads that it may compute on: one task on all of them, or without models
     * as many tasks
     * @param memory in bytes that a task may take, 0 for what the machine has
     */
    public WorkerNode(Production production, Models models, Resource resource, String name, boolean supervised,
            int threads, long memory) {
        this.production = production;
        this.resource = resource;
        this.name = name;
        this.supervised = supervised;
        this.premises = new Premises(production);
        this.remains = new Remains(production);
        this.need = new Need(production);
        this.complaint = new Complaint(LOG, production.clock());
        this.persistence = new Persistence(() -> this.leaving, this.complaint);
        int atOnce = resource.models() ? 1 : threads;
        this.assemblies = new Semaphore(Math.max(1, atOnce - 1));
        TaskWorks.all(production, new Worker(models), resource.models() ? threads : 1, memory)
            .forEach((work) -> this.works.put(work.kind(), work));
        this.delivery = new Delivery(production.database(), production.clock(), resource, name, atOnce, this::take,
                PATIENCE);
        this.vigil = new Vigil(production);
    }

    /** A name that none had before. */
    public static String newName(Resource resource, long millis) {
        String host = Roll.host().replaceAll("[^A-Za-z0-9]", "");
        // two may begin in the same millisecond, or again in one that a clock comes back
        // to
        String chance = Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36 * 36), 36);
        return "%s-%s-%d-%s-%s".formatted(resource.word(), host.substring(0, Math.min(host.length(), 12)),
                ProcessHandle.current().pid(), Long.toString(millis, 36), chance);
    }

    public void start() {
        this.production.roll().seen(this.name, this.resource, this.supervised);
        var _ = this.ticker.scheduleWithFixedDelay(this::seen, Vigil.EVERY.toMillis(), Vigil.EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
        var _ = this.ticker.scheduleWithFixedDelay(this::watchDisk, 0, 1, TimeUnit.SECONDS);
        this.delivery.start();
        LOG.log(Level.INFO, "worker {0} is at work", this.name);
    }

    private void seen() {
        if (!this.pulse.beats()) {
            this.complaint.trouble("worker %s has no answer from the data directory %s; others get what it has"
                .formatted(this.name, this.production.storage().root()));
            return;
        }
        try {
            show();
            if (this.premises.scarce()) {
                this.need.look(this.resource, this.name);
            }
            this.vigil.look();
            this.complaint.well("the database answers again");
        }
        catch (RuntimeException | Error silent) {
            // whatever gets out of here would end the signs of life for good
            this.complaint.trouble("worker %s cannot show that it is alive, nor see whether others are: %s"
                .formatted(this.name, silent instanceof Problem ? silent.getMessage() : silent));
        }
    }

    /** Signs in, with what it lacks. */
    private void show() {
        this.production.roll().seen(this.name, this.resource, this.supervised, this.premises.want());
    }

    private void watchDisk() {
        try {
            Want before = this.premises.want();
            if (!this.premises.look(this.resource == Resource.IO)) {
                this.delivery.pause();
            }
            else if (!this.closing) {
                this.delivery.resume();
            }
            if (this.premises.want() != before) {
                // what waits for it need not wait for the next sign of life to say so
                show();
                this.production.unattended().look(this.resource);
            }
        }
        catch (RuntimeException | Error away) {
            // the database, which others complain of, or a want of memory, which passes
        }
        finally {
            this.pulse.answered();
        }
    }

    /** Does what the queue brings, or puts it back. */
    void take(String task) {
        Attempts attempts = this.production.attempts();
        if (!this.persistence.insist(this.premises::there)) {
            this.delivery.pause();
            putBack(task);
            return;
        }
        Attempts.Prospect prospect = this.persistence.insist(() -> attempts.prospect(task)).orElse(NONE);
        if (prospect.kind().large() && this.premises.scarce()) {
            postpone(task, SPACE_WAIT, this.premises.shortage());
            return;
        }
        boolean assembly = prospect.kind() == TaskKind.ASSEMBLE;
        if (assembly && !this.assemblies.tryAcquire()) {
            postpone(task, ASSEMBLY_WAIT, "waiting for other masters that are being assembled");
            return;
        }
        try {
            begin(task, prospect.suspect());
        }
        finally {
            if (assembly) {
                this.assemblies.release();
            }
        }
    }

    private void begin(String task, boolean suspect) {
        if (!this.company.join(suspect)) {
            putBack(task);
            return;
        }
        try {
            Optional<Attempt> begun = this.persistence
                .insist(() -> this.production.attempts().begin(task, this.resource, this.name));
            if (begun.isPresent()) {
                run(begun.get());
            }
        }
        finally {
            this.company.leave(suspect);
        }
    }

    private void postpone(String task, Duration wait, String why) {
        this.persistence.insist(() -> this.production.attempts().postpone(task, this.resource, this.name, wait, why));
    }

    private void putBack(String task) {
        this.persistence.insist(() -> this.production.database()
            .update((handle) -> this.production.queue().putBack(handle, task, this.resource, this.name)));
    }

    private void run(Attempt attempt) {
        LOG.log(Level.INFO, "{0} {1} of {2}: attempt {3}", attempt.kind().word(), attempt.number(), subject(attempt),
                attempt.attempt());
        Attempts attempts = this.production.attempts();
        TaskMonitor monitor = new TaskMonitor(attempts, attempt, () -> this.leaving, System::nanoTime);
        ScheduledFuture<?> ticks = this.ticker.scheduleWithFixedDelay(monitor::tell, 1, 1, TimeUnit.SECONDS);
        Runnable end;
        try {
            TaskWork work = this.works.get(attempt.kind());
            if (work == null) {
                throw Problem.unsupported("this worker is too old to know what a %s task is", attempt.kind().word());
            }
            Consumer<Handle> publication = work.run(attempt, monitor);
            // what was made while nothing is mounted lies in an empty folder of this
            // machine
            end = this.premises.there() ? () -> attempts.succeed(attempt, publication)
                    : () -> attempts.handBack(attempt);
        }
        catch (Exception | Error trouble) {
            end = failed(attempt, monitor, trouble);
        }
        finally {
            ticks.cancel(false);
        }
        end(attempt, end);
        this.persistence.insist(() -> this.remains.clear(attempt));
    }

    /** An end that the database refuses is a failure; one that it does not hear waits. */
    private void end(Attempt attempt, Runnable end) {
        try {
            this.persistence.insist(end);
        }
        catch (Problem refused) {
            if (refused.kind() == Problem.Kind.EXHAUSTED) {
                throw refused;
            }
            LOG.log(Level.ERROR, "%s of %s cannot be written down: %s".formatted(attempt.kind().word(),
                    subject(attempt), refused.getMessage()), refused);
            this.persistence.insist(() -> this.production.attempts().fail(attempt, refused));
        }
    }

    private Runnable failed(Attempt attempt, TaskMonitor monitor, Throwable trouble) {
        Attempts attempts = this.production.attempts();
        if (monitor.stopped()) {
            LOG.log(Level.INFO, "{0} of {1} is stopped", attempt.kind().word(), subject(attempt));
            return () -> {
                // void: whoever made it so has taken care of the task
            };
        }
        if (this.leaving || !this.premises.there() || trouble instanceof Problem away && Database.away(away)) {
            LOG.log(Level.INFO, "{0} of {1} is handed back", attempt.kind().word(), subject(attempt));
            return () -> attempts.handBack(attempt);
        }
        if (trouble instanceof Problem full && full.kind() == Problem.Kind.EXHAUSTED && this.premises.scarceLately()) {
            Problem hopeless = attempt.kind().gates()
                    ? this.need.tooLarge(attempt.job(), monitor.made(), monitor.discarded(), attempt.kind()) : null;
            if (hopeless != null) {
                return () -> this.need.giveUp(attempt, hopeless);
            }
            LOG.log(Level.INFO, "{0} of {1} waits for space: {2}", attempt.kind().word(), subject(attempt),
                    full.getMessage());
            return () -> attempts.handBack(attempt, SPACE_WAIT, this.premises.shortage());
        }
        Problem problem = Wording.of(trouble, this.production.storage().root());
        Level level = (problem.kind() == Problem.Kind.INTERNAL) ? Level.ERROR : Level.INFO;
        LOG.log(level, "%s of %s failed: %s".formatted(attempt.kind().word(), subject(attempt), problem.getMessage()),
                (level == Level.ERROR) ? trouble : null);
        return () -> attempts.fail(attempt, problem);
    }

    private static String subject(Attempt attempt) {
        return (attempt.job() != null) ? attempt.job() : attempt.asset();
    }

    /**
     * Takes nothing more, lets what is at work end if that is soon, and hands the rest
     * back.
     */
    @Override
    public void close() {
        this.closing = true;
        this.delivery.pause();
        var _ = this.ticker.schedule(() -> {
            this.leaving = true;
        }, GRACE.toMillis(), TimeUnit.MILLISECONDS);
        this.delivery.close();
        this.ticker.shutdownNow();
        try {
            // with whatever it could not hand back itself
            this.production.attempts().release(this.name, false);
            LOG.log(Level.INFO, "worker {0} has gone", this.name);
        }
        catch (Problem away) {
            LOG.log(Level.WARNING, "worker {0} has gone and could not say so: {1}", this.name, away.getMessage());
        }
    }

}
