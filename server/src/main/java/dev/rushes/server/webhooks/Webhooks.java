package dev.rushes.server.webhooks;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import dev.rushes.models.Problem;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.database.Database;
import dev.rushes.server.database.Ids;
import io.vertx.core.Vertx;
import org.jdbi.v3.core.Handle;

/**
 * Messages to other programs, sent from the {@link Outbox}. A message is a row that is
 * written in the transaction that ends a job, so that none is lost and none is sent of
 * what did not happen; receivers may get one twice and know it by its {@code webhook-id}.
 */
public final class Webhooks implements AutoCloseable {

    private final Database database;

    private final Clock clock;

    private final Secrets secrets;

    private final Sender sender;

    private final Courier courier;

    /**
     * Nothing is sent before {@link #start}.
     * @param hosts the only ones that messages go to, which may then be in a private
     * network; with none, any public host will do
     */
    public Webhooks(Database database, Clock clock, Vertx vertx, Collection<String> hosts, RandomGenerator random) {
        this.database = database;
        this.clock = clock;
        this.secrets = new Secrets(clock);
        Set<String> names = hosts.stream().map(Target::plain).collect(Collectors.toUnmodifiableSet());
        this.sender = new Sender(vertx, clock, names);
        this.courier = new Courier(database, clock, this.secrets, this.sender, random);
    }

    public Webhooks start() {
        this.courier.start();
        return this;
    }

    /**
     * Checks the URL that somebody gives a job, as far as that goes without a network.
     * @throws Problem INVALID with what is wrong
     */
    public void check(String url) {
        this.sender.target(url);
    }

    /**
     * What others may see of a webhook's address: path and query may hold a password.
     * @return scheme and host, such as {@code https://hooks.example.com/…}
     */
    public static String host(String url) {
        return url.replaceFirst("(?s)^([^/]*//[^/?#]*).*", "$1/…");
    }

    /** Sends whatever is due; what {@link #start} does by itself. */
    void turn() {
        this.courier.turn();
    }

    /** Whether nothing is under way. */
    boolean idle() {
        return this.courier.idle();
    }

    /** Sends a message that means nothing, once, and waits for the answer. */
    Delivery test(String who, String url, Audit audit) {
        check(url);
        long now = this.clock.millis();
        Delivery delivery = Delivery.fresh(Ids.next("dlv", now), null, url, "webhook.test", "test", now,
                Map.of("message", "Rushes can reach you"));
        this.database.update((handle) -> {
            delivery.insert(handle);
            audit.add(handle, who, "webhook.test", delivery.id(), Map.of());
        });
        return this.courier.test(delivery);
    }

    /**
     * The delivery log, newest first.
     * @param before only those that sort before this id, or null
     * @param job, state only those with this value, or null for all
     */
    List<Delivery> list(String before, String job, String state, int limit) {
        return this.database.read((handle) -> handle
            .createQuery("SELECT " + Delivery.COLUMNS + " FROM deliveries"
                    + " WHERE (CAST(:before AS TEXT) IS NULL OR id < :before)"
                    + " AND (CAST(:job AS TEXT) IS NULL OR job_id = :job)"
                    + " AND (CAST(:state AS TEXT) IS NULL OR state = :state) ORDER BY id DESC LIMIT :limit")
            .bind("before", before)
            .bind("job", job)
            .bind("state", state)
            .bind("limit", limit)
            .map(Delivery::read)
            .list());
    }

    /**
     * Removes messages that are no longer sent and too many or, if asked, too old; to be
     * called now and then.
     * @param aged whether the clock can be trusted with their age
     * @return how many
     */
    public int prune(Handle handle, boolean aged) {
        return this.courier.prune(handle, aged);
    }

    Secrets.Shown secret() {
        return this.database.change(this.secrets::shown);
    }

    Secrets.Shown rotate(String who, Audit audit) {
        return this.database.change((handle) -> {
            audit.add(handle, who, "webhook.rotate", null, Map.of());
            return this.secrets.rotate(handle);
        });
    }

    @Override
    public void close() {
        this.courier.close();
    }

}
