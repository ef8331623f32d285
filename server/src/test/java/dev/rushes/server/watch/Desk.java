package dev.rushes.server.watch;

import java.time.Clock;
import java.util.function.BiConsumer;

import dev.rushes.models.Problem;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.assets.Assets;
import dev.rushes.server.database.Database;
import dev.rushes.server.database.Ids;
import dev.rushes.server.events.EventLog;
import dev.rushes.server.jobs.TaskStore;
import dev.rushes.server.queue.Tables;
import dev.rushes.server.storage.Blobs;
import dev.rushes.server.storage.DiskSpace;
import dev.rushes.server.storage.Storage;
import dev.rushes.server.storage.Usage;
import dev.rushes.server.uploads.Admission;
import dev.rushes.server.uploads.Reservations;
import dev.rushes.server.uploads.Uploads;
import org.jdbi.v3.core.Handle;

/** Takes footage in as the server does; of a job only the row is made. */
class Desk implements Intake {

    final Uploads uploads;

    final Usage usage;

    private final Clock clock;

    private final Database database;

    private final Reservations reservations;

    private final Admission admission;

    /** What is done between copy and taking, such as to die. */
    Runnable before = () -> {
    };

    Desk(Database database, Storage storage, Clock clock) {
        this(database, storage, clock, null);
    }

    Desk(Database database, Storage storage, Clock clock, Long quota) {
        this.clock = clock;
        this.database = database;
        this.usage = new Usage(storage, clock);
        Blobs blobs = new Blobs(storage);
        Assets assets = new Assets(new TaskStore(new Tables(database), clock), new EventLog(database, clock), clock);
        this.admission = new Admission(database, blobs, this.usage, assets);
        this.uploads = new Uploads(database, storage, new DiskSpace(storage, this.usage, quota, 1 << 20),
                this.admission, new Audit(clock), clock);
        this.reservations = new Reservations(this.uploads, database, storage, clock);
    }

    @Override
    public String reserve(String name, long bytes) {
        return this.reservations.reserve("watch", name, bytes);
    }

    @Override
    public void progress(String upload, long from, long to) {
        this.reservations.progress(upload, from, to);
    }

    @Override
    public void release(String upload) {
        this.reservations.release(upload);
    }

    @Override
    public String take(Staged staged, String owner, Order order, BiConsumer<Handle, String> also) {
        this.before.run();
        return this.admission.admit(new Admission.Arrival(staged.upload(), staged.name(), staged.bytes(),
                staged.files(), staged.sha256(), staged.rate(), owner),
                (handle, asset) -> job(handle, asset, staged, order, owner, also));
    }

    @Override
    public void refuse(String name, String owner, Order order, Problem why, BiConsumer<Handle, String> also) {
        this.before.run();
        this.database.update((handle) -> {
            String id = Ids.next("job", this.clock.millis());
            handle.execute(
                    "INSERT INTO jobs (id, name, options, priority, state, problem, version, progressed, owner,"
                            + " created) VALUES (?, ?, '{}', 0, 'failed', ?, 0, 0, ?, ?)",
                    id, name, why.getMessage(), owner, this.clock.millis());
            also.accept(handle, id);
        });
    }

    /** Makes the row of a job. */
    String job(Handle handle, String asset, Staged staged, Order order, String owner, BiConsumer<Handle, String> also) {
        String id = Ids.next("job", this.clock.millis());
        handle.execute(
                "INSERT INTO jobs (id, asset_id, name, recipe, preset, options, priority, webhook, state,"
                        + " version, progressed, owner, created)"
                        + " VALUES (?, ?, ?, '{}', ?, '{}', 0, ?, 'queued', 0, 0, ?, ?)",
                id, asset, staged.name(), order.recipe().textValue(), order.webhook(), owner, this.clock.millis());
        also.accept(handle, id);
        return id;
    }

}
