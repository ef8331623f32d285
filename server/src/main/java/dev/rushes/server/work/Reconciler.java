package dev.rushes.server.work;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.rushes.models.Plural;
import dev.rushes.server.Production;
import dev.rushes.server.jobs.Repair;

/** Brings queue and tables together again after a crash; done at every start. */
public final class Reconciler {

    private static final Logger LOG = System.getLogger(Reconciler.class.getName());

    private final Production production;

    public Reconciler(Production production) {
        this.production = production;
    }

    /**
     * Releases what dead workers held, offers what the queue has lost, and lets every job
     * go on from where its tasks are. While others are at work on the same database it
     * does no harm.
     */
    public void run() {
        Set<String> dead = new TreeSet<>(this.production.roll().dead());
        // it was their server that died, with all its workers: no clip is to blame for
        // that. What those do that live yet is void; most are about to go, and one that
        // is
        // stopped never would
        List<String> orphans = this.production.roll().supervised();
        orphans.forEach(this.production.roll()::end);
        dead.addAll(orphans);
        dead.forEach(this.production.attempts()::lose);
        Repair repair = this.production.repair();
        repair.ownerless().forEach(this.production.attempts()::lose);
        int offered = repair.offerLost();
        repair.shortenWaits();
        repair.advanceAll();
        if (!dead.isEmpty() || offered > 0) {
            LOG.log(Level.INFO, "since the last run: {0} no longer there, {1} offered again",
                    Plural.of(dead.size(), "worker"), Plural.of(offered, "task"));
        }
    }

}
