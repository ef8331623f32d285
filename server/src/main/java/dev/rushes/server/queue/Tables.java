package dev.rushes.server.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.SqliteJdbcCustomization;
import dev.rushes.server.database.Database;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;

/**
 * db-scheduler's tables, one a resource class, written directly: its own client has
 * neither a change of priority nor a way into the caller's transaction. A row carries no
 * data, as the task's id is all that a worker needs to read the rest.
 */
public final class Tables implements Queue {

    /** db-scheduler's name for what is queued; one for all, for tasks differ in ours. */
    public static final String TASK = "task";

    /** Which pick it is, and its last heartbeat. */
    private static final String SIGN = "CAST(version AS TEXT) || ' ' || COALESCE(CAST(last_heartbeat AS TEXT), '')";

    private final JdbcCustomization types;

    public Tables(Database database) {
        this.types = types(database);
    }

    /** How moments are written into these tables. */
    static JdbcCustomization types(Database database) {
        return database.embedded() ? new SqliteJdbcCustomization() : new PostgreSqlJdbcCustomization(false, false);
    }

    static String table(Resource resource) {
        return "q_" + resource.word();
    }

    @Override
    public void offer(Handle handle, String task, Resource resource, int rank, Instant from) {
        handle
            .createUpdate("INSERT INTO %s (task_name, task_instance, execution_time, picked, version, priority)"
                .formatted(table(resource)) + " VALUES (:name, :task, :from, FALSE, 1, :rank)"
                    + " ON CONFLICT (task_name, task_instance) DO UPDATE SET execution_time = :from, picked = FALSE,"
                    + " picked_by = NULL, last_heartbeat = NULL, priority = :rank, version = %s.version + 1"
                        .formatted(table(resource)))
            .bind("name", TASK)
            .bind("task", task)
            .bind("from", moment(from))
            .bind("rank", rank)
            .execute();
    }

    @Override
    public void rank(Handle handle, String task, Resource resource, int rank) {
        handle.execute(
                "UPDATE %s SET priority = ? WHERE task_name = ? AND task_instance = ?".formatted(table(resource)), rank,
                TASK, task);
    }

    @Override
    public void withdraw(Handle handle, String task, Resource resource) {
        handle.execute("DELETE FROM %s WHERE task_name = ? AND task_instance = ?".formatted(table(resource)), TASK,
                task);
    }

    @Override
    public boolean anothers(Handle handle, String task, Resource resource, String worker) {
        return handle
            .createQuery("SELECT COUNT(*) FROM %s WHERE task_name = ? AND task_instance = ? AND picked_by <> ?"
                .formatted(table(resource)))
            .bind(0, TASK)
            .bind(1, task)
            .bind(2, worker)
            .mapTo(Integer.class)
            .one() > 0;
    }

    @Override
    public void putBack(Handle handle, String task, Resource resource, String worker) {
        handle.execute(offeredAgain(resource) + " WHERE task_name = ? AND task_instance = ? AND picked_by = ?", TASK,
                task, worker);
    }

    @Override
    public void release(Handle handle, String worker) {
        for (Resource resource : Resource.values()) {
            handle.execute(offeredAgain(resource) + " WHERE picked_by = ?", worker);
        }
    }

    @Override
    public List<Held> held(Handle handle) {
        List<Held> all = new ArrayList<>();
        for (Resource resource : Resource.values()) {
            handle
                .createQuery("SELECT task_instance, picked_by, %s AS sign FROM %s WHERE picked = TRUE".formatted(SIGN,
                        table(resource)))
                .map((row, _) -> new Held(row.getString("task_instance"), resource, row.getString("picked_by"),
                        row.getString("sign")))
                .forEach(all::add);
        }
        return all;
    }

    @Override
    public void release(Handle handle, Held silent) {
        handle.execute(
                offeredAgain(silent.resource()) + " WHERE task_name = ? AND task_instance = ? AND " + SIGN + " = ?",
                TASK, silent.task(), silent.sign());
    }

    private static String offeredAgain(Resource resource) {
        return "UPDATE %s SET picked = FALSE, picked_by = NULL, last_heartbeat = NULL, version = version + 1"
            .formatted(table(resource));
    }

    private Argument moment(Instant instant) {
        return (position, statement, _) -> this.types.setInstant(statement, position, instant);
    }

}
