package dev.rushes.server.uploads;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

import dev.rushes.models.Problem;
import dev.rushes.server.assets.Assets;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.database.Database;
import dev.rushes.server.database.Ids;
import dev.rushes.server.http.Caller;
import dev.rushes.server.http.HttpProblem;
import dev.rushes.server.http.Scope;
import dev.rushes.server.storage.Blobs;
import dev.rushes.server.storage.DiskSpace;
import dev.rushes.server.storage.Durably;
import dev.rushes.server.storage.Sequence;
import dev.rushes.server.storage.Storage;
import dev.rushes.server.storage.Usage;
import dev.rushes.server.uploads.Transfers.Transfer;

/** Uploads from their first byte to the asset. Everything here may block. */
public final class Uploads {

    private static final Logger LOG = System.getLogger(Uploads.class.getName());

    /** Of one key, with bytes to come. */
    private static final int COMING = 1000;

    /** The same, and parts that are whole: two sequences of the greatest length. */
    private static final int OPEN = 2 * Sequence.MOST;

    /**
     * Fingerprints that are remembered; more uploads than that read their files again.
     */
    private static final int REMEMBERED = 1024;

    private final Database database;

    private final Storage storage;

    private final Blobs blobs;

    private final DiskSpace space;

    private final Usage usage;

    private final Assets assets;

    private final Audit audit;

    private final Clock clock;

    private final Receiver receiver;

    private final Transfers transfers;

    /** Promises are made one after the other. */
    private final ReentrantLock promising = new ReentrantLock();

    private final Map<String, Fingerprint> fingerprints = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Fingerprint> eldest) {
            return size() > REMEMBERED;
        }

    };

    public Uploads(Database database, Storage storage, Blobs blobs, DiskSpace space, Usage usage, Assets assets,
            Audit audit, Clock clock) {
        this.database = database;
        this.storage = storage;
        this.blobs = blobs;
        this.space = space;
        this.usage = usage;
        this.assets = assets;
        this.audit = audit;
        this.clock = clock;
        this.receiver = new Receiver(database, space, clock);
        this.transfers = new Transfers(clock);
    }

    DiskSpace space() {
        return this.space;
    }

    /** How many bodies and joins are going on, for metrics. */
    public int transfers() {
        return this.transfers.count();
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

    /** The same, after whoever writes to it and has gone silent was ended. */
    Upload offset(Caller caller, String id) {
        find(caller, id);
        this.transfers.endIfSilent(id);
        Upload upload = find(caller, id);
        if (upload.done() || !upload.whole()) {
            return upload;
        }
        this.transfers.finish(id);
        return find(caller, id);
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

    private Upload write(Upload upload, Body body, Checksum checksum, Transfer transfer) throws Cut {
        Fingerprint fingerprint = recall(upload);
        Fingerprint before = fingerprint.copy();
        try (PartFile file = PartFile.open(this.storage.upload(upload.id()), upload.received())) {
            try {
                Upload now = this.receiver.receive(upload, file, body, checksum, fingerprint, transfer);
                return (now.whole() && now.kind() == Upload.Kind.SINGLE) ? finish(now, file, fingerprint) : now;
            }
            finally {
                remember(upload.id(), (fingerprint.position() <= file.position()) ? fingerprint : before);
            }
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
            Upload stored = finish(now.of(now.received()), file, fingerprint);
            done = true;
            return stored;
        }
        catch (IOException trouble) {
            throw Problem.exhausted("\"%s\" cannot be written: %s", name, trouble.getMessage());
        }
        finally {
            if (!done) {
                remove(upload, caller.name());
            }
        }
    }

    /**
     * Joins partial uploads to one, which becomes an asset; they are gone then.
     * @throws Problem INVALID if one is not partial or not whole
     */
    Upload join(Caller caller, String name, String metadata, List<String> parts) {
        List<Upload> sources = parts.stream().map((part) -> find(caller, part)).toList();
        long bytes = 0;
        for (Upload source : sources) {
            if (source.kind() != Upload.Kind.PARTIAL || !source.whole()) {
                throw Problem.invalid(
                        "the upload %s is %s; only partial uploads that have all their bytes can be joined",
                        source.id(), (source.kind() != Upload.Kind.PARTIAL) ? "not partial" : "not whole yet");
            }
            bytes += source.received();
        }
        Upload upload = create(caller, name, metadata, bytes, Upload.Kind.FINAL, parts);
        boolean done = false;
        try (Transfer _ = this.transfers.begin(upload.id(), caller.name());
                PartFile file = PartFile.open(this.storage.upload(upload.id()), 0)) {
            Fingerprint fingerprint = new Fingerprint();
            for (Upload source : sources) {
                append(source, file, fingerprint);
            }
            file.sync();
            Upload joined = finish(upload.at(bytes), file, fingerprint);
            done = true;
            sources.forEach((part) -> remove(part, caller.name()));
            return joined;
        }
        catch (IOException trouble) {
            throw DiskSpace.full("the uploads cannot be joined: %s".formatted(trouble.getMessage()));
        }
        finally {
            if (!done) {
                remove(upload, caller.name());
            }
        }
    }

    private void append(Upload source, PartFile file, Fingerprint fingerprint) throws IOException {
        byte[] block = new byte[PartFile.BLOCK];
        try (PartFile from = PartFile.open(this.storage.upload(source.id()), source.received())) {
            for (long at = 0; at < source.received();) {
                int length = from.read(block, at, (int) Math.min(block.length, source.received() - at));
                file.write(block, length);
                fingerprint.written(block, length, file);
                at += length;
            }
        }
    }

    /** All bytes are on the disk: gives the file its place and makes the asset. */
    private Upload finish(Upload upload, PartFile file, Fingerprint fingerprint) throws IOException {
        String sha256 = fingerprint.finish(file);
        file.sync();
        // whoever starts after a crash from here on finds what the file is and goes on
        this.database.update((handle) -> UploadTable.content(handle, upload.id(), sha256, upload.received()));
        return publish(upload.id(), upload.name(), upload.received(), upload.owner(), sha256);
    }

    private Upload publish(String id, String name, long bytes, String owner, String sha256) {
        this.blobs.alone(sha256, () -> {
            this.blobs.put(id, sha256, name);
            return this.database.change((handle) -> {
                String asset = this.assets.add(handle, name, bytes, sha256, owner);
                UploadTable.done(handle, id, asset);
                this.audit.add(handle, owner, "asset.upload", asset, Map.of("name", name, "sha256", sha256));
                return asset;
            });
        });
        this.usage.changed();
        synchronized (this.fingerprints) {
            this.fingerprints.remove(id);
        }
        return this.database.read((handle) -> UploadTable.find(handle, id)).orElseThrow();
    }

    private Upload declare(Upload upload, long length) {
        if (upload.bytes() != null) {
            if (upload.bytes() != length) {
                throw Problem.invalid("the upload %s has %d bytes as was said before; that cannot be changed to %d",
                        upload.id(), upload.bytes(), length);
            }
            return upload;
        }
        if (length < upload.received()) {
            throw Problem.invalid("the upload %s has %d bytes already and cannot end at %d", upload.id(),
                    upload.received(), length);
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
        this.transfers.end(id);
        remove(find(caller, id), caller.name());
    }

    /**
     * To the start of the server, before anybody asks: what a crash left is put right.
     * @param threads for reading files that came whole and were not stored yet
     */
    public void recover(Executor threads) {
        for (Upload upload : this.database.read(UploadTable::open)) {
            try {
                recover(upload, threads);
            }
            catch (Problem trouble) {
                // one file that is stubborn keeps neither the others nor the server
                LOG.log(Level.ERROR, "the upload {0} is left as it is: {1}", upload.id(), trouble.getMessage());
            }
        }
    }

    private void recover(Upload upload, Executor threads) {
        boolean ours = upload.kind() == Upload.Kind.SINGLE || upload.kind() == Upload.Kind.PARTIAL;
        if (upload.sha256() != null && ours) {
            publish(upload.id(), upload.name(), upload.received(), upload.owner(), upload.sha256());
        }
        else if (!ours || size(this.storage.upload(upload.id())) < upload.received()) {
            remove(upload, "setup");
        }
        else if (upload.whole() && !upload.done()) {
            Transfer transfer = this.transfers.begin(upload.id(), upload.id());
            threads.execute(() -> finishLate(upload, transfer));
        }
    }

    private void finishLate(Upload upload, Transfer transfer) {
        try (transfer; PartFile file = PartFile.open(this.storage.upload(upload.id()), upload.received())) {
            finish(upload, file, new Fingerprint());
        }
        catch (IOException | RuntimeException trouble) {
            LOG.log(Level.ERROR, "the upload " + upload.id() + " came whole and cannot be stored", trouble);
        }
    }

    /** Removes what nobody went on with. */
    public int expire(int limit) {
        List<Upload> old = this.database.read((handle) -> UploadTable.expired(handle, this.clock.millis(), limit));
        old.forEach((upload) -> {
            this.transfers.end(upload.id());
            remove(upload, "retention");
        });
        return old.size();
    }

    /**
     * Ends all bodies that are coming in; their clients go on when the server is back.
     */
    public void stop() {
        this.transfers.endAll();
    }

    private void remove(Upload upload, String who) {
        this.database.update((handle) -> {
            UploadTable.delete(handle, upload.id());
            this.audit.add(handle, who, "upload.end", upload.id(), Map.of());
        });
        synchronized (this.fingerprints) {
            this.fingerprints.remove(upload.id());
        }
        try {
            Durably.remove(this.storage.upload(upload.id()));
        }
        catch (IOException trouble) {
            throw Problem.exhausted("the upload %s cannot be removed: %s", upload.id(), trouble.getMessage());
        }
    }

    private Fingerprint recall(Upload upload) {
        synchronized (this.fingerprints) {
            Fingerprint known = this.fingerprints.remove(upload.id());
            return (known != null && known.position() <= upload.received()) ? known : new Fingerprint();
        }
    }

    private void remember(String id, Fingerprint fingerprint) {
        synchronized (this.fingerprints) {
            this.fingerprints.put(id, fingerprint);
        }
    }

    static HttpProblem empty() {
        return new HttpProblem(400, "empty", "The file is empty",
                "a file without bytes is no footage; choose another one");
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        }
        catch (IOException gone) {
            return 0;
        }
    }

}
