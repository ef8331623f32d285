package dev.rushes.server.uploads;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import dev.rushes.models.Plural;
import dev.rushes.models.Problem;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.database.Database;
import dev.rushes.server.database.Ids;
import dev.rushes.server.http.Caller;
import dev.rushes.server.http.HttpProblem;
import dev.rushes.server.http.Scope;
import dev.rushes.server.storage.DiskSpace;
import dev.rushes.server.storage.Sequence;
import dev.rushes.server.storage.Storage;
import dev.rushes.server.uploads.Transfers.Transfer;

/** Uploads from their first byte to the asset. Everything here may block. */
public final class Uploads {

    private static final Logger LOG = System.getLogger(Uploads.class.getName());

    /** Of one key, with bytes to come. */
    private static final int COMING = 1000;

    /** The same, and parts that are whole: two sequences of the greatest length. */
    private static final int OPEN = 2 * Sequence.MOST;

    private final Database database;

    private final Storage storage;

    private final DiskSpace space;

    private final Audit audit;

    private final Clock clock;

    private final Receiver receiver;

    private final Transfers transfers;

    /** Promises are made one after the other. */
    private final ReentrantLock promising = new ReentrantLock();

    private final Fingerprints fingerprints = new Fingerprints();

    private final Ending ending;

    private final Joining joining;

    private final Recovery recovery;

    public Uploads(Database database, Storage storage, DiskSpace space, Admission admission, Audit audit, Clock clock) {
        this.database = database;
        this.storage = storage;
        this.space = space;
        this.audit = audit;
        this.clock = clock;
        this.receiver = new Receiver(database, space, clock);
        this.transfers = new Transfers(clock);
        this.ending = new Ending(database, storage, admission, audit, this.fingerprints);
        this.joining = new Joining(this, storage, this.transfers, this.ending);
        this.recovery = new Recovery(database, storage, this.transfers, this.ending);
    }

    DiskSpace space() {
        return this.space;
    }

    /** How many bodies and joins are going on, for metrics. */
    public int transfers() {
        return this.transfers.count();
    }

    /**
     * Ends what is coming in with keys that were revoked; what came stays as it would
     * after a cut.
     * @param revoked their names, asked for if anything comes in
     */
    void turnAway(Supplier<Set<String>> revoked) {
        Set<String> owners = this.transfers.owners();
        if (!owners.isEmpty()) {
            revoked.get().stream().filter(owners::contains).forEach(this.transfers::turnAway);
        }
    }

    /**
     * Begins one, once there is room.
     * @param bytes of the whole, or null if nobody knows
     * @throws HttpProblem 413, 429 or 507
     */
    Upload create(Caller caller, String name, String metadata, Long bytes, Upload.Kind kind, List<String> parts) {
        long now = this.clock.millis();
        Upload upload = new Upload(Ids.next("upl", now), name, metadata, bytes, 0, kind, parts, null, null,
                caller.name(), now, now + Receiver.KEPT.toMillis());
        DiskSpace.Room room = this.space.look();
        this.promising.lock();
        try {
            this.database.update((handle) -> {
                if (UploadTable.coming(handle, caller.name()) >= COMING
                        || UploadTable.open(handle, caller.name()) >= OPEN) {
                    throw new HttpProblem(429, "too-many", "Too many uploads",
                            "\"%s\" has %d uploads that are not done, or %d that are no asset; finish or end some"
                                .formatted(caller.name(), COMING, OPEN));
                }
                this.space.demand(handle, room, (bytes != null) ? bytes : 0);
                UploadTable.insert(handle, upload);
                this.audit.add(handle, caller.name(), "upload.begin", upload.id(), Map.of("name", name));
            });
        }
        finally {
            this.promising.unlock();
        }
        return upload;
    }

    /**
     * One that the caller may see.
     * @throws Problem NOT_FOUND, also for what is somebody else's
     * @throws HttpProblem 410 if it has expired
     */
    Upload find(Caller caller, String id) {
        Upload upload = Ids.looksLike("upl", id)
                ? this.database.read((handle) -> UploadTable.find(handle, id)).orElse(null) : null;
        if (upload == null || (!upload.owner().equals(caller.name()) && !caller.scope().allows(Scope.ADMIN))) {
            throw Problem.notFound("there is no upload %.40s; it may have expired, begin a new one", id);
        }
        if (!upload.done() && upload.expires() < this.clock.millis()) {
            throw new HttpProblem(410, "expired", "It has expired",
                    "nobody went on with the upload %s for %d days; begin a new one".formatted(id,
                            Receiver.KEPT.toDays()));
        }
        return upload;
    }

    /**
     * The same, after whoever writes to it and has gone silent was ended. One that came
     * whole and could not be stored then is stored now, so that no client takes it for
     * done before it is an asset.
     */
    Upload offset(Caller caller, String id) {
        find(caller, id);
        this.transfers.endIfSilent(id);
        Upload upload = find(caller, id);
        if (upload.done() || !upload.whole()) {
            return upload;
        }
        this.transfers.finish(id);
        Upload whole = find(caller, id);
        return (whole.done() || whole.kind() != Upload.Kind.SINGLE) ? whole : storeLate(caller, whole);
    }

    private Upload storeLate(Caller caller, Upload upload) {
        try (Transfer _ = this.transfers.begin(upload.id(), caller.name())) {
            if (upload.sha256() != null) {
                // its file may have its place already
                return this.ending.publish(upload, upload.sha256());
            }
            try (PartFile file = PartFile.open(this.storage.upload(upload.id()), upload.received())) {
                return this.ending.store(upload, file, this.fingerprints.take(upload));
            }
        }
        catch (IOException | Problem trouble) {
            if (trouble instanceof Problem gone && gone.kind() == Problem.Kind.NOT_FOUND) {
                throw gone;
            }
            // what clients of tus wait for; after any other answer they would begin anew
            throw Transfers.later(Problem.exhausted("the upload %s came whole and cannot be stored for now: %s",
                    upload.id(), trouble.getMessage()));
        }
    }

    /**
     * Takes a body to the end of an upload; with the last byte it becomes an asset.
     * @param offset where the client thinks that it goes on
     * @param length of the whole if it becomes known now, or null
     * @param announced bytes of the body, or null
     * @throws HttpProblem 403, 409, 413, 423, 429, 460, 507
     * @throws Cut if the client is gone
     */
    Upload receive(Caller caller, String id, long offset, Long length, Long announced, Body body, Checksum checksum)
            throws Cut {
        try (Transfer transfer = this.transfers.begin(id, caller.name())) {
            transfer.reads(body);
            Upload upload = find(caller, id);
            if (upload.kind() == Upload.Kind.FINAL) {
                throw new HttpProblem(403, "forbidden", "It is joined from others",
                        "the upload %s is joined from partial ones and takes no bytes of its own".formatted(id));
            }
            if (offset != upload.received()) {
                throw Problem.conflict("the upload %s goes on at byte %d, not at %d", id, upload.received(), offset);
            }
            if (length != null) {
                upload = declare(upload, length);
            }
            Receiver.fits(upload, announced);
            if (upload.done()) {
                return upload;
            }
            return write(upload, body, checksum, transfer);
        }
    }

    /**
     * Takes a body that came with the creation. If that fails nothing is left: the client
     * has not heard where the upload is.
     * @throws HttpProblem as {@link #receive}
     * @throws Cut if the client is gone
     */
    Upload first(Caller caller, Upload created, Long announced, Body body, Checksum checksum) throws Cut {
        boolean taken = false;
        try {
            Upload upload = receive(caller, created.id(), 0, null, announced, body, checksum);
            taken = true;
            return upload;
        }
        finally {
            if (!taken) {
                discard(caller, created.id());
            }
        }
    }

    private void discard(Caller caller, String id) {
        try {
            terminate(caller, id);
        }
        catch (Problem | HttpProblem trouble) {
            // what the client is told is why its bytes were refused; this goes when it
            // expires
            LOG.log(Level.WARNING, "the upload {0} stays for now: {1}", id, trouble.getMessage());
        }
    }

    private Upload write(Upload upload, Body body, Checksum checksum, Transfer transfer) throws Cut {
        Fingerprint fingerprint = this.fingerprints.take(upload);
        Fingerprint before = fingerprint.copy();
        try (PartFile file = PartFile.open(this.storage.upload(upload.id()), upload.received())) {
            Upload now;
            try {
                now = this.receiver.receive(upload, file, body, checksum, fingerprint, transfer);
            }
            finally {
                this.fingerprints.keep(upload.id(), (fingerprint.position() <= file.position()) ? fingerprint : before);
            }
            if (!now.whole() || now.kind() != Upload.Kind.SINGLE) {
                return now;
            }
            // no silence from here on: there is nothing more to hear
            transfer.reads(null);
            return this.ending.store(now, file, fingerprint);
        }
        catch (IOException trouble) {
            throw Problem.exhausted("the upload %s cannot be written: %s", upload.id(), trouble.getMessage());
        }
    }

    /** One request, one asset; if it breaks nothing is left. */
    Upload stream(Caller caller, String name, Long bytes, Body body, Checksum checksum) throws Cut {
        Upload upload = create(caller, name, "", bytes, Upload.Kind.STREAM, List.of());
        boolean done = false;
        try (Transfer transfer = this.transfers.begin(upload.id(), caller.name());
                PartFile file = PartFile.open(this.storage.upload(upload.id()), 0)) {
            transfer.reads(body);
            Fingerprint fingerprint = new Fingerprint();
            Upload now = this.receiver.receive(upload, file, body, checksum, fingerprint, transfer);
            if (now.received() == 0) {
                throw empty();
            }
            transfer.reads(null);
            Upload stored = this.ending.store(now.of(now.received()), file, fingerprint);
            done = true;
            return stored;
        }
        catch (IOException trouble) {
            throw Problem.exhausted("\"%s\" cannot be written: %s", name, trouble.getMessage());
        }
        finally {
            if (!done) {
                this.ending.remove(upload, caller.name());
            }
        }
    }

    /** What was made of just these partial uploads before, or null. */
    Upload joined(Caller caller, List<String> parts) {
        return this.database.read((handle) -> UploadTable.joined(handle, caller.name(), parts)).orElse(null);
    }

    /**
     * Joins partial uploads to one, which becomes an asset; they are gone then.
     * @throws Problem INVALID if one is not partial or not whole
     */
    Upload join(Caller caller, String name, String metadata, List<String> parts) {
        return this.joining.join(caller, name, metadata, parts);
    }

    private Upload declare(Upload upload, long length) {
        if (upload.bytes() != null) {
            if (upload.bytes() != length) {
                throw Problem.invalid("the upload %s has %s as was said before; that cannot be changed to %d",
                        upload.id(), Plural.of(upload.bytes(), "byte"), length);
            }
            return upload;
        }
        if (length < upload.received()) {
            throw Problem.invalid("the upload %s has %s already and cannot end at %d", upload.id(),
                    Plural.of(upload.received(), "byte"), length);
        }
        DiskSpace.Room room = this.space.look();
        this.promising.lock();
        try {
            this.database.update((handle) -> {
                this.space.demand(handle, room, length - upload.received());
                UploadTable.length(handle, upload.id(), length);
            });
        }
        finally {
            this.promising.unlock();
        }
        return upload.of(length);
    }

    /** Ends one at the client's wish; an asset that it became stays. */
    void terminate(Caller caller, String id) {
        find(caller, id);
        try (Transfer _ = this.transfers.takeOver(id, caller.name())) {
            this.ending.remove(find(caller, id), caller.name());
        }
    }

    /**
     * To the start of the server, before anybody asks: what a crash left is put right.
     * @param threads for reading files that came whole and were not stored yet
     */
    public void recover(Executor threads) {
        this.recovery.run(threads);
    }

    /**
     * Removes what nobody went on with.
     * @return how many were found, of which one that is stubborn may be left
     */
    public int expire(int limit) {
        List<Upload> old = this.database.read((handle) -> UploadTable.expired(handle, this.clock.millis(), limit));
        for (Upload upload : old) {
            try (Transfer _ = this.transfers.takeOver(upload.id(), upload.owner())) {
                this.ending.remove(upload, "retention");
            }
            catch (Problem | HttpProblem trouble) {
                LOG.log(Level.WARNING, "the upload {0} is old and stays for now: {1}", upload.id(),
                        trouble.getMessage());
            }
        }
        return old.size();
    }

    /**
     * Ends all bodies that are coming in; their clients go on when the server is back.
     */
    public void stop() {
        this.transfers.stop();
    }

    static HttpProblem empty() {
        return new HttpProblem(400, "empty", "The file is empty",
                "a file without bytes is no footage; choose another one");
    }

}
