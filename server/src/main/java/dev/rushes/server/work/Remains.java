package dev.rushes.server.work;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;

import dev.rushes.server.Production;
import dev.rushes.server.jobs.Attempt;
import dev.rushes.server.storage.Durably;
import dev.rushes.server.storage.Storage;

/**
 * What an attempt may have written into the folder of a job, or of footage, that was
 * deleted meanwhile. Whoever deletes removes the row and then the folder; whoever worked
 * there looks for the row once it writes no more: one of the two comes last, and sees it.
 */
final class Remains {

    private static final Logger LOG = System.getLogger(Remains.class.getName());

    private final Production production;

    Remains(Production production) {
        this.production = production;
    }

    /**
     * Removes them; to be called after the last that an attempt does.
     * @throws dev.rushes.models.Problem EXHAUSTED if the database is away
     */
    void clear(Attempt attempt) {
        Storage storage = this.production.storage();
        if (attempt.job() == null) {
            clear("SELECT COUNT(*) FROM assets WHERE id = ?", attempt.asset(), storage.previews(attempt.asset()));
        }
        else {
            clear("SELECT COUNT(*) FROM jobs WHERE id = ?", attempt.job(), storage.job(attempt.job()),
                    storage.previews(attempt.job()));
        }
    }

    private void clear(String query, String id, Path... folders) {
        if (this.production.database()
            .read((handle) -> handle.createQuery(query).bind(0, id).mapTo(Integer.class).one()) > 0) {
            return;
        }
        for (Path folder : folders) {
            try {
                Durably.remove(folder);
            }
            catch (IOException trouble) {
                LOG.log(Level.WARNING, "{0} is nobody''s any more and cannot be removed: {1}", folder,
                        trouble.getMessage());
            }
        }
    }

}
