package dev.rushes.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;

import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import dev.rushes.server.assets.Asset;
import dev.rushes.server.assets.Assets;
import dev.rushes.server.database.Database;
import dev.rushes.server.events.EventLog;
import dev.rushes.server.jobs.Artefacts;
import dev.rushes.server.jobs.Attempt;
import dev.rushes.server.jobs.Attempts;
import dev.rushes.server.jobs.Lifecycle;
import dev.rushes.server.jobs.Orders;
import dev.rushes.server.jobs.Repair;
import dev.rushes.server.jobs.TaskKind;
import dev.rushes.server.jobs.TaskStore;
import dev.rushes.server.jobs.Unattended;
import dev.rushes.server.jobs.Waiting;
import dev.rushes.server.queue.Queue;
import dev.rushes.server.queue.Tables;
import dev.rushes.server.shots.Shots;
import dev.rushes.server.storage.Storage;
import dev.rushes.server.webhooks.Outbox;
import dev.rushes.server.teaching.TaughtTags;
import dev.rushes.server.work.Roll;
import dev.rushes.workers.Claim;
import org.jdbi.v3.core.Handle;

/**
 * What the server and its workers have in common: files, tables and the rules between
 * them.
 *
 * @param followUps kinds of task for show that somebody does; none else is offered
 */
public record Production(Storage storage, Database database, Clock clock, Queue queue, EventLog events, TaskStore tasks,
        Assets assets, Artefacts artefacts, Lifecycle lifecycle, Attempts attempts, Orders orders, Shots shots,
        TaughtTags taught, Roll roll, Set<TaskKind> followUps) implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Production.class.getName());

    /** Folder of the studio's own models in the data directory. */
    private static final String MODELS = "models";

    /** The kinds that have a class in the list of works. */
    private static final Set<TaskKind> FOLLOW_UPS = Set.of(TaskKind.PREVIEW, TaskKind.RESULT);

    /**
     * Opens the data directory and its database.
     * @param url {@code postgresql://…}, or null for the built-in database
     * @throws Problem INVALID or EXHAUSTED if one of them cannot be opened
     */
    public static Production open(Path data, String url, Clock clock) {
        return open(new Storage(data), url, clock);
    }

    /**
     * The same for a worker, which makes neither directory nor database: where there are
     * none, they may not be mounted.
     * @throws Problem NOT_FOUND if the built-in database is not there, INVALID if the
     * directory may not be used, else as above
     */
    public static Production join(Path data, String url, Clock clock) {
        Storage storage = Storage.remote(data);
        if (url == null && !Database.isIn(data)) {
            throw Problem.notFound("there is no database in the data directory %s; mount it, give --data the server's,"
                    + " or give --db if the server has one elsewhere", data);
        }
        return open(storage, url, clock);
    }

    private static Production open(Storage storage, String url, Clock clock) {
        Database database = Database.open(url, storage.root());
        Queue queue = new Tables(database);
        EventLog events = new EventLog(database, clock);
        TaskStore tasks = new TaskStore(queue, clock);
        Assets assets = new Assets(tasks, events, clock);
        Lifecycle lifecycle = new Lifecycle(tasks, events, clock, new Outbox(clock)::jobEnded);
        Shots shots = new Shots(database, events, clock);
        return new Production(storage, database, clock, queue, events, tasks, assets,
                new Artefacts(storage, events, clock), lifecycle,
                new Attempts(database, queue, tasks, lifecycle, assets, events, clock), new Orders(database), shots,
                new TaughtTags(database, shots, clock), new Roll(database), FOLLOW_UPS);
    }

    /** The models that are shipped and those of a data directory, as they are now. */
    public static Models models(Path data) {
        return Models.shipped()
            .with(data.resolve(MODELS), (card) -> LOG.log(Level.WARNING, "the model card {0} is left out: {1}",
                    card.file(), card.reason()));
    }

    /** What brings tables and queue together again. */
    public Repair repair() {
        return new Repair(this.database, this.tasks, this.lifecycle, this.clock);
    }

    /** What looks after tasks of a class that has no workers. */
    public Unattended unattended() {
        return new Unattended(this.database, this.tasks, new Waiting(this.database, this.events, this.clock));
    }

    /**
     * One asset.
     * @throws Problem NOT_FOUND
     */
    public Asset asset(String id) {
        return this.database.read((handle) -> this.assets.get(handle, id));
    }

    /** What an attempt may publish by. */
    public Claim claim(Attempt attempt) {
        return new Claim(attempt.claim(), () -> this.attempts.holds(attempt));
    }

    /** Offers a task that is for show, if somebody does that kind. */
    public void follow(Handle handle, TaskKind kind, String job, String asset) {
        if (this.followUps.contains(kind)) {
            this.tasks.offer(handle, kind, job, asset);
        }
    }

    @Override
    public void close() {
        this.database.close();
    }

}
