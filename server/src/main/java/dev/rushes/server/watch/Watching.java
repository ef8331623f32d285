package dev.rushes.server.watch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.models.Problem;
import dev.rushes.server.database.Database;
import dev.rushes.server.presets.Presets;
import dev.rushes.server.storage.Storage;

/** Watches the folders of a watch file, each on a thread of its own: one may hang. */
public final class Watching implements AutoCloseable {

    /** For all folders together; a disk that hangs is left behind. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = System.getLogger(Watching.class.getName());

    private final Stop stop = new Stop();

    private final List<WatchFolder> folders;

    private final List<Thread> threads;

    /**
     * Nothing is looked at before {@link #start}.
     * @throws Problem NOT_FOUND or INVALID for what the file says
     */
    public Watching(Path file, Database database, Presets presets, Storage storage, Intake intake, Clock clock) {
        this.folders = WatchFile.read(file, presets.feasible());
        Set<Path> ours = new HashSet<>(storage.folders());
        for (WatchFolder folder : this.folders) {
            demandPreset(file, folder, database, presets);
            for (Path place : storage.folders()) {
                if (RealPaths.within(folder.path(), place) || RealPaths.within(folder.output(), place)) {
                    throw Problem.invalid("%s: %s or its output %s lies in the server's own %s; choose another folder",
                            file.getFileName(), folder.path(), folder.output(), place);
                }
            }
            ours.add(folder.output());
        }
        this.threads = this.folders.stream()
            .map((folder) -> new Watcher(folder, ours, database, presets, storage, intake, clock, this.stop))
            // real ones: a copy of hours would keep a virtual one's carrier
            .map((watcher) -> Thread.ofPlatform()
                .daemon()
                .name("watch " + watcher.folder().name())
                .unstarted(() -> run(watcher)))
            .toList();
    }

    /** The folders whose footage is processed by a preset. */
    public List<Path> usersOf(String preset) {
        return this.folders.stream()
            .filter((folder) -> preset.equals(folder.order().recipe().textValue()))
            .map(WatchFolder::path)
            .toList();
    }

    /** A name that is mistyped is said at the start, and not when footage comes. */
    private static void demandPreset(Path file, WatchFolder folder, Database database, Presets presets) {
        JsonNode recipe = folder.order().recipe();
        if (recipe.isTextual()) {
            try {
                database.read((handle) -> presets.revision(handle, recipe.textValue()));
            }
            catch (Problem missing) {
                throw (missing.kind() != Problem.Kind.NOT_FOUND) ? missing
                        : Problem.notFound("%s, folder %s: %s (start without --watch to make it)", file.getFileName(),
                                folder.path(), missing.getMessage());
            }
        }
    }

    public Watching start() {
        this.threads.forEach(Thread::start);
        return this;
    }

    private void run(Watcher watcher) {
        String said = null;
        try {
            do {
                try {
                    watcher.turn();
                    said = null;
                }
                catch (RuntimeException | VirtualMachineError trouble) {
                    // also no memory, or a file that was cut while it was mapped: another
                    // look may do
                    if (!String.valueOf(trouble.getMessage()).equals(said)) {
                        said = String.valueOf(trouble.getMessage());
                        LOG.log(Level.WARNING, "{0}: {1}", watcher.folder().path(), said);
                    }
                }
            }
            while (!this.stop.await(watcher.folder().poll()));
        }
        catch (InterruptedException ended) {
            LOG.log(Level.DEBUG, "interrupted");
        }
    }

    /**
     * Stops within seconds; a file that is being copied is taken or delivered anew after
     * the next start.
     */
    @Override
    public void close() {
        this.stop.want();
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            for (Thread thread : this.threads) {
                long left = end - System.nanoTime();
                if (thread.isAlive() && (left <= 0 || !thread.join(Duration.ofNanos(left)))) {
                    thread.interrupt();
                }
            }
        }
        catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

}
