package dev.rushes.server.uploads;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import dev.rushes.models.Problem;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.database.Ids;
import dev.rushes.server.http.Caller;
import dev.rushes.server.http.HttpProblem;
import dev.rushes.server.storage.DiskSpace;
import dev.rushes.server.storage.Durably;
import dev.rushes.server.storage.Reel;
import dev.rushes.server.storage.Sequence;
import dev.rushes.server.storage.Storage;

/**
 * Numbered pictures that were uploaded one by one become one asset. Until its transaction
 * the uploads stay as they are: a crash costs nothing but to ask again.
 */
public final class Reels {

    private final Uploads uploads;

    private final Admission admission;

    private final Storage storage;

    private final Audit audit;

    private final Clock clock;

    private volatile boolean stopping;

    public Reels(Uploads uploads, Admission admission, Storage storage, Audit audit, Clock clock) {
        this.uploads = uploads;
        this.admission = admission;
        this.storage = storage;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes a sequence of partial uploads, which are used up.
     * @param name of the clip, or null for the files' own
     * @param rate frames a second, or null
     * @return the asset's id
     * @throws Problem INVALID if they are no numbered pictures or not whole, MEDIA if a
     * number is missing, NOT_FOUND, CONFLICT if one was used by somebody else meanwhile
     */
    String join(Caller caller, String name, List<String> ids, String rate) {
        Map<String, Upload> parts = parts(caller, ids);
        Sequence sequence = Sequence.of(parts.keySet());
        sequence.demandWhole();
        String staging = Ids.next("upl", this.clock.millis());
        Path folder = this.storage.upload(staging);
        try {
            Files.createDirectories(folder);
            Reel reel = gather(sequence, parts, folder);
            String called = (name != null) ? name : sequence.name();
            String asset = this.admission.admit(new Admission.Arrival(staging, called, reel.bytes(),
                    reel.files().size(), reel.sha256(), rate, caller.name()), (handle, id) -> {
                        parts.values().forEach((part) -> {
                            if (!UploadTable.delete(handle, part.id())) {
                                throw Problem.conflict("the upload %s was ended or used by somebody else", part.id());
                            }
                        });
                        this.audit.add(handle, caller.name(), "asset.upload", id,
                                Map.of("name", called, "sha256", reel.sha256(), "files", reel.files().size()));
                        return id;
                    });
            for (Upload part : parts.values()) {
                Files.deleteIfExists(this.storage.upload(part.id()));
            }
            return asset;
        }
        catch (IOException trouble) {
            throw DiskSpace.full("the uploads cannot be joined: %s".formatted(trouble.getMessage()));
        }
        finally {
            remove(folder);
        }
    }

    private Map<String, Upload> parts(Caller caller, List<String> ids) {
        if (new HashSet<>(ids).size() < ids.size()) {
            throw Problem.invalid("\"uploads\" names an upload twice");
        }
        Map<String, Upload> parts = new HashMap<>();
        for (String id : ids) {
            Upload part = this.uploads.find(caller, id);
            if (part.kind() != Upload.Kind.PARTIAL || !part.whole()) {
                throw Problem.invalid("the upload %s is %s; a sequence is made of partial uploads with all their bytes",
                        part.id(), (part.kind() != Upload.Kind.PARTIAL) ? "not partial" : "not whole yet");
            }
            if (parts.put(part.name(), part) != null) {
                throw Problem.invalid("two of the uploads are called \"%.100s\"", part.name());
            }
        }
        return parts;
    }

    private Reel gather(Sequence sequence, Map<String, Upload> parts, Path folder) throws IOException {
        List<Reel.File> files = new ArrayList<>();
        for (String name : sequence.names()) {
            if (this.stopping) {
                throw new HttpProblem(503, "stopping", "The server is stopping",
                        "the server is being stopped; ask again when it is back");
            }
            Upload part = parts.get(name);
            Path file = this.storage.upload(part.id());
            try (PartFile content = PartFile.open(file, part.received())) {
                files.add(new Reel.File(name, part.received(), new Fingerprint().finish(content)));
            }
            link(file, folder.resolve(name));
        }
        Reel reel = new Reel(Reel.SEQUENCE, files);
        reel.write(folder);
        return reel;
    }

    /** Whoever is at work gives up before the next file. */
    void stop() {
        this.stopping = true;
    }

    /** Both are in our own directory, where nobody changes a file in place. */
    private static void link(Path file, Path name) throws IOException {
        try {
            Files.createLink(name, file);
        }
        catch (UnsupportedOperationException | FileSystemException noLinks) {
            Files.copy(file, name);
            Durably.sync(name);
        }
    }

    private static void remove(Path folder) {
        try {
            Durably.remove(folder);
        }
        catch (IOException trouble) {
            throw Problem.exhausted("%s cannot be removed: %s", folder.getFileName(), trouble.getMessage());
        }
    }

}
