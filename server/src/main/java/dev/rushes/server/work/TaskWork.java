package dev.rushes.server.work;

import java.util.function.Consumer;

import dev.rushes.models.Problem;
import dev.rushes.server.jobs.Attempt;
import dev.rushes.server.jobs.TaskKind;
import dev.rushes.workers.Monitor;
import org.jdbi.v3.core.Handle;

/** Does tasks of one kind; {@link TaskWorks} lists them. */
public interface TaskWork {

    TaskKind kind();

    /**
     * Does one. Files that it makes are whole or not there, and made twice they are the
     * same, for another attempt may be at it too.
     * @param monitor hears of it, and stops it
     * @return writes what came of it into the tables; called only if the attempt is still
     * valid, in the transaction that ends the task
     * @throws Problem that ends the attempt
     */
    Consumer<Handle> run(Attempt attempt, Monitor monitor);

}
