package dev.rushes.server.work;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import dev.rushes.server.database.Database;
import dev.rushes.server.queue.Resource;

/** The table of workers that are at work. */
public final class Roll {

    /** A sign of life older than this is none; six heartbeats of the queue. */
    private static final Duration SILENCE = Duration.ofSeconds(90);

    /** The system reckons a process's start from its own, to the second. */
    private static final long TOLERANCE_MILLIS = 2000;

    private final Database database;

    private final Clock clock;

    public Roll(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Signs a worker of this process in, or shows that it is alive. */
    void seen(String worker, Resource resource) {
        ProcessHandle self = ProcessHandle.current();
        long now = this.clock.millis();
        this.database.update((handle) -> handle.execute(
                "INSERT INTO workers (id, resource, host, pid, started, seen) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (id) DO UPDATE SET seen = excluded.seen",
                worker, resource.word(), here(), self.pid(), started(self), now));
    }

    void gone(String worker) {
        this.database.update((handle) -> handle.execute("DELETE FROM workers WHERE id = ?", worker));
    }

    /** Whether a worker of this class is at work anywhere. */
    public boolean anyOf(Resource resource) {
        long oldest = this.clock.millis() - SILENCE.toMillis();
        return this.database
            .read((handle) -> handle.createQuery("SELECT COUNT(*) FROM workers WHERE resource = ? AND seen >= ?")
                .bind(0, resource.word())
                .bind(1, oldest)
                .mapTo(Integer.class)
                .one()) > 0;
    }

    /**
     * Those that are surely dead: of this machine without their process, or of another
     * and silent.
     */
    public List<String> dead() {
        long oldest = this.clock.millis() - SILENCE.toMillis();
        String here = here();
        return this.database
            .read((handle) -> handle.createQuery("SELECT id, host, pid, started, seen FROM workers").map((row, _) -> {
                boolean dead = row.getString("host").equals(here) ? !alive(row.getLong("pid"), row.getLong("started"))
                        : row.getLong("seen") < oldest;
                return dead ? row.getString("id") : "";
            }).filter((id) -> !id.isEmpty()).list());
    }

    /** A process id may have been given to another since. */
    private static boolean alive(long pid, long started) {
        return ProcessHandle.of(pid)
            .filter((process) -> process.isAlive() && Math.abs(started(process) - started) < TOLERANCE_MILLIS)
            .isPresent();
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map((instant) -> instant.toEpochMilli()).orElse(0L);
    }

    /**
     * Where process ids mean what they mean here: two containers may have one name, and a
     * container that of its machine. On Linux the boot and the namespace of process ids
     * tell them apart; elsewhere the name has to do.
     */
    private static String here() {
        try {
            return "%s %s %s".formatted(host(), Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip(),
                    Files.readSymbolicLink(Path.of("/proc/self/ns/pid")));
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
