package dev.rushes.server.queue;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;

/**
 * Says once a minute that the queue has trouble; db-scheduler's own log would say it five
 * times a second with a stack trace each.
 */
final class Troubles extends AbstractSchedulerListener {

    private static final Logger LOG = System.getLogger(Troubles.class.getName());

    private static final long QUIET = Duration.ofMinutes(1).toMillis();

    private final Resource resource;

    private final Clock clock;

    private final AtomicLong said = new AtomicLong();

    Troubles(Resource resource, Clock clock) {
        this.resource = resource;
        this.clock = clock;
    }

    @Override
    public void onSchedulerEvent(SchedulerEventType type) {
        if (type != SchedulerEventType.UNEXPECTED_ERROR) {
            return;
        }
        long now = this.clock.millis();
        long last = this.said.get();
        if (now - last >= QUIET && this.said.compareAndSet(last, now)) {
            LOG.log(Level.WARNING, "the queue {0} cannot be read or written; the database may be away",
                    this.resource.word());
        }
    }

}
