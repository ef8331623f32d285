package dev.rushes.server.work;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.rushes.server.database.Database;
import dev.rushes.server.jobs.Want;
import dev.rushes.server.queue.Resource;

/** The table of workers that are at work. */
public final class Roll {

    /** What a killed process may take to be gone, memory of a graphics card included. */
    private static final Duration LAST_MOMENT = Duration.ofSeconds(10);

    private final Database database;

    public Roll(Database database) {
        this.database = database;
    }

    /**
     * Signs a worker of this process in, or shows that it is alive.
     * @param supervised whether the server has started it, and sees its end
     */
    void seen(String worker, Resource resource, boolean supervised) {
        seen(worker, resource, supervised, null);
    }

    /**
     * The same for one that may lack something.
     * @param want what keeps it from taking tasks, or null
     */
    void seen(String worker, Resource resource, boolean supervised, Want want) {
        long pid = ProcessHandle.current().pid();
        this.database.update((handle) -> handle.execute(
                "INSERT INTO workers (id, resource, host, pid, born, supervised, beats, wants)"
                        + " VALUES (?, ?, ?, ?, ?, ?, 1, ?)"
                        + " ON CONFLICT (id) DO UPDATE SET beats = workers.beats + 1, wants = excluded.wants",
                worker, resource.word(), here(), pid, Birth.of(pid), supervised ? 1 : 0,
                (want != null) ? want.word() : null));
    }

    /** Whether a worker of this class is at work anywhere. */
    public boolean anyOf(Resource resource) {
        return this.database.read((handle) -> handle.createQuery("SELECT COUNT(*) FROM workers WHERE resource = ?")
            .bind(0, resource.word())
            .mapTo(Integer.class)
            .one()) > 0;
    }

    /**
     * All that a server has started. At a start they are an earlier one's and have to go,
     * wherever process ids and host names have gone meanwhile.
     */
    List<String> supervised() {
        return this.database
            .read((handle) -> handle.createQuery("SELECT id FROM workers WHERE supervised = 1 ORDER BY id")
                .mapTo(String.class)
                .list());
    }

    /**
     * Those that are surely dead: of this machine, without their process. Of other
     * machines' {@link Vigil} finds out.
     */
    public List<String> dead() {
        String here = here();
        return this.database
            .read((handle) -> handle.createQuery("SELECT id, pid, born FROM workers WHERE host = ? ORDER BY id")
                .bind(0, here)
                .map((row, _) -> row.getString("born").equals(Birth.of(row.getLong("pid"))) ? "" : row.getString("id"))
                .filter((id) -> !id.isEmpty())
                .list());
    }

    /**
     * Kills the process of a worker that a server has started and that is held for dead,
     * if it is of this machine: a stopped one would keep its files from its heirs for
     * ever. Those of other machines, and those that somebody has started by hand, are
     * theirs.
     */
    void end(String worker) {
        String here = here();
        long self = ProcessHandle.current().pid();
        this.database
            .read((handle) -> handle
                .createQuery("SELECT pid, born FROM workers WHERE id = ? AND host = ? AND supervised = 1")
                .bind(0, worker)
                .bind(1, here)
                .map((row, _) -> Birth.surely(row.getLong("pid"), row.getString("born")))
                .findOne())
            .flatMap((process) -> process)
            .filter((process) -> process.pid() != self && process.destroyForcibly())
            .ifPresent((process) -> {
                try {
                    process.onExit().get(LAST_MOMENT.toSeconds(), TimeUnit.SECONDS);
                }
                catch (InterruptedException hurried) {
                    Thread.currentThread().interrupt();
                }
                catch (ExecutionException | TimeoutException lingering) {
                    // the heirs wait for the files as long as it has them
                }
            });
    }

    /** The classes of those that are at work. */
    Set<Resource> classes() {
        return this.database.read((handle) -> handle.createQuery("SELECT DISTINCT resource FROM workers")
            .map((row, _) -> Resource.of(row.getString("resource")))
            .set());
    }

    /** How often each has shown that it is alive. */
    List<Beat> beats() {
        return this.database.read((handle) -> handle.createQuery("SELECT id, supervised, beats FROM workers")
            .map((row, _) -> new Beat(row.getString("id"), row.getInt("supervised") == 1, row.getLong("beats")))
            .list());
    }

    record Beat(String worker, boolean supervised, long number) {

    }

    /**
     * Where process ids mean what they mean here: two containers may have one name, and a
     * container that of its machine. On Linux the namespace of process ids tells them
     * apart; elsewhere the name has to do.
     */
    private static String here() {
        try {
            return host() + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        }
        catch (IOException otherSystem) {
            return host();
        }
    }

    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        }
        catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

}
