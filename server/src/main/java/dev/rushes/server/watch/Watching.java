package dev.rushes.server.watch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.rushes.server.database.Database;
import dev.rushes.server.presets.Presets;
import dev.rushes.server.storage.Storage;

/** Watches the folders of a watch file, each on a thread of its own: one may hang. */
public final class Watching implements AutoCloseable {

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);

    private static final Logger LOG = System.getLogger(Watching.class.getName());

    private final CountDownLatch stop = new CountDownLatch(1);

    private final List<Watcher> watchers;

    private final List<Thread> threads;

    /**
     * Nothing is looked at before {@link #start}.
     * @throws dev.rushes.models.Problem NOT_FOUND or INVALID for what the file says
     */
    public Watching(Path file, Database database, Presets presets, Storage storage, Intake intake, Clock clock) {
        List<WatchFolder> folders = WatchFile.read(file);
        Set<Path> outputs = folders.stream().map(WatchFolder::output).collect(Collectors.toSet());
        this.watchers = folders.stream()
            .map((folder) -> new Watcher(folder, outputs, database, presets, storage, intake, clock))
            .toList();
        this.threads = this.watchers.stream()
            // real ones: a copy of hours would keep a virtual one's carrier
            .map((watcher) -> Thread.ofPlatform()
                .daemon()
                .name("watch " + watcher.folder().name())
                .unstarted(() -> run(watcher)))
            .toList();
    }

    public Watching start() {
        this.threads.forEach(Thread::start);
        return this;
    }

    private void run(Watcher watcher) {
        try {
            do {
                try {
                    watcher.turn();
                }
                catch (RuntimeException trouble) {
                    LOG.log(Level.WARNING, "{0}: {1}", watcher.folder().path(), trouble.getMessage());
                }
            }
            while (!this.stop.await(watcher.folder().poll().toMillis(), TimeUnit.MILLISECONDS));
        }
        catch (InterruptedException ended) {
            LOG.log(Level.DEBUG, "interrupted");
        }
    }

    /** Stops; a file that is being copied is taken anew after the next start. */
    @Override
    public void close() {
        this.stop.countDown();
        try {
            for (Thread thread : this.threads) {
                if (thread.isAlive() && !thread.join(CLOSE_PATIENCE)) {
                    thread.interrupt();
                }
            }
        }
        catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

}
