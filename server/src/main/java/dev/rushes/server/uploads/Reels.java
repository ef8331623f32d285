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
import java.util.Set;

import dev.rushes.models.Problem;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.database.Ids;
import dev.rushes.server.http.Caller;
import dev.rushes.server.http.HttpProblem;
import dev.rushes.server.storage.DiskSpace;
import dev.rushes.server.storage.Durably;
import dev.rushes.server.storage.P2Clip;
import dev.rushes.server.storage.Reel;
import dev.rushes.server.storage.Sequence;
import dev.rushes.server.storage.Storage;

/**
 * Files of one clip that were uploaded one by one become one asset: numbered pictures, or
 * a P2 clip's picture and sound. Until its transaction the uploads stay as they are: a
 * crash costs nothing but to ask again.
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
     * Makes a clip of partial uploads, which are used up.
     * @param name of the clip, or null for the files' own
     * @param rate frames a second, or null
     * @return the asset's id
     * @throws Problem INVALID if they are not one clip or not whole, or if a rate is
     * given for one that has its own, MEDIA if a number is missing, NOT_FOUND, CONFLICT
     * if one was used by somebody else meanwhile
     */
    String join(Caller caller, String name, List<String> ids, String rate) {
        Map<String, Upload> parts = parts(caller, ids);
        Clip clip = Clip.of(parts.keySet(), rate);
        String staging = Ids.next("upl", this.clock.millis());
        Path folder = this.storage.upload(staging);
        try {
            Files.createDirectories(folder);
            Reel reel = gather(clip, parts, folder);
            String called = (name != null) ? name : clip.name();
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

    private Reel gather(Clip clip, Map<String, Upload> parts, Path folder) throws IOException {
        List<Reel.File> files = new ArrayList<>();
        Set<Path> folders = new HashSet<>();
        for (String name : clip.files()) {
            if (this.stopping) {
                throw new HttpProblem(503, "stopping", "The server is stopping",
                        "the server is being stopped; ask again when it is back");
            }
            Upload part = parts.get(name);
            Path file = this.storage.upload(part.id());
            try (PartFile content = PartFile.open(file, part.received())) {
                files.add(new Reel.File(clip.place(name), part.received(), new Fingerprint().finish(content)));
            }
            Path place = folder.resolve(clip.place(name));
            Files.createDirectories(place.getParent());
            link(file, place);
            for (Path at = place.getParent(); !at.equals(folder); at = at.getParent()) {
                folders.add(at);
            }
        }
        for (Path made : folders) {
            Durably.sync(made);
        }
        Reel reel = new Reel(clip.kind(), files);
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

    /**
     * How files lie in a reel.
     *
     * @param files their names in the clip's order
     * @param p2 null for a sequence
     */
    private record Clip(String kind, String name, List<String> files, P2Clip p2) {

        static Clip of(Set<String> names, String rate) {
            P2Clip p2 = P2Clip.of(names).orElse(null);
            if (p2 == null) {
                Sequence sequence = Sequence.of(names);
                sequence.demandWhole();
                return new Clip(Reel.SEQUENCE, sequence.name(), sequence.names(), null);
            }
            if (rate != null) {
                throw Problem.invalid("\"%.100s\" says itself how many frames a second it has; leave \"rate\" out",
                        p2.picture());
            }
            List<String> files = new ArrayList<>(p2.sound());
            files.addFirst(p2.picture());
            return new Clip(Reel.P2, p2.picture(), files, p2);
        }

        String place(String file) {
            return (this.p2 != null) ? this.p2.place(file) : file;
        }

    }

}
