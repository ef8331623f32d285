package dev.rushes.server.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.rushes.server.storage.Reel;

/** Copies watched footage to where it waits to be taken in. */
final class Staging {

    private final Path folder;

    private final Path place;

    private final Found clip;

    private final Copying.Listener listener;

    private long copied;

    /**
     * A copy.
     * @param place where to; the file, or the folder of several
     * @param listener hears of the bytes of all files together
     */
    Staging(Path folder, Path place, Found clip, Copying.Listener listener) {
        this.folder = folder;
        this.place = place;
        this.clip = clip;
        this.listener = listener;
    }

    /** Makes it; what lies there afterwards is on the disk. */
    Intake.Staged copy(String upload, String name, String rate) throws IOException {
        if (this.clip.kind() == Found.Kind.FILE) {
            String sha256 = copy(this.clip.parts().getFirst(), this.place);
            return new Intake.Staged(upload, name, this.copied, 1, sha256, rate);
        }
        Files.createDirectory(this.place);
        List<Reel.File> files = new ArrayList<>();
        for (Found.Part part : this.clip.parts()) {
            Path file = this.place.resolve(path(part));
            Files.createDirectories(file.getParent());
            long before = this.copied;
            String sha256 = copy(part, file);
            files.add(new Reel.File(path(part), this.copied - before, sha256));
        }
        Reel reel = new Reel((this.clip.kind() == Found.Kind.P2) ? Reel.P2 : Reel.SEQUENCE, files);
        reel.write(this.place);
        return new Intake.Staged(upload, name, reel.bytes(), files.size(), reel.sha256(), rate);
    }

    /** Where it lies in the reel. */
    private String path(Found.Part part) {
        String name = part.path().getFileName().toString();
        if (this.clip.kind() != Found.Kind.P2) {
            return name;
        }
        return (part.path().equals(this.clip.path()) ? "CONTENTS/VIDEO/" : "CONTENTS/AUDIO/") + name;
    }

    private String copy(Found.Part part, Path to) throws IOException {
        return Copying.copy(this.folder.resolve(part.path()), to, (from, until) -> {
            this.listener.copied(this.copied, this.copied + until - from);
            this.copied += until - from;
        });
    }

}
