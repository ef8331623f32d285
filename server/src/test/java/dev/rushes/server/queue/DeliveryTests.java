package dev.rushes.server.queue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import dev.rushes.server.database.Database;
import dev.rushes.server.fixture.Awaiting;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.fixture.StepClock;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the queue promises on either database. */
class DeliveryTests {

    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void bringsWhatIsOfferedByRank(Databases kind) {
        try (Database database = kind.open(this.folder)) {
            Tables queue = new Tables(database);
            database.update((handle) -> {
                queue.offer(handle, "third", Resource.CPU, 1, LONG_AGO);
                queue.offer(handle, "first", Resource.CPU, 3, LONG_AGO);
                queue.offer(handle, "second", Resource.CPU, 0, LONG_AGO);
                queue.rank(handle, "second", Resource.CPU, 2);
                queue.offer(handle, "withdrawn", Resource.CPU, 9, LONG_AGO);
                queue.withdraw(handle, "withdrawn", Resource.CPU);
                queue.offer(handle, "tomorrow", Resource.CPU, 9, Instant.now().plus(Duration.ofDays(1)));
                queue.offer(handle, "elsewhere", Resource.IO, 9, LONG_AGO);
            });
            List<String> brought = new CopyOnWriteArrayList<>();
            try (Delivery _ = deliver(database, "w", settle(database, queue, brought))) {
                Awaiting.until("three are brought", () -> brought.size() == 3);
            }
            assertEquals(List.of("first", "second", "third"), brought);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOfferIsPartOfItsTransaction(Databases kind) {
        try (Database database = kind.open(this.folder)) {
            Tables queue = new Tables(database);
            assertThrows(IllegalStateException.class, () -> database.update((handle) -> {
                queue.offer(handle, "never", Resource.CPU, 9, LONG_AGO);
                throw new IllegalStateException("rolled back");
            }));
            database.update((handle) -> queue.offer(handle, "task", Resource.CPU, 0, LONG_AGO));
            List<String> brought = new CopyOnWriteArrayList<>();
            try (Delivery _ = deliver(database, "w", settle(database, queue, brought))) {
                Awaiting.until("it is brought", () -> !brought.isEmpty());
            }
            assertEquals(List.of("task"), brought);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatADeadWorkerHeldGoesToAnother(Databases kind) throws InterruptedException {
        try (Database database = kind.open(this.folder)) {
            Tables queue = new Tables(database);
            database.update((handle) -> queue.offer(handle, "task", Resource.CPU, 0, LONG_AGO));
            CountDownLatch stuck = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            List<String> brought = new CopyOnWriteArrayList<>();
            try (Delivery _ = deliver(database, "stuck", (_) -> {
                stuck.countDown();
                awaitQuietly(end);
            })) {
                stuck.await();
                try (Delivery _ = deliver(database, "other", settle(database, queue, brought))) {
                    database.update((handle) -> queue.release(handle, "stuck"));
                    Awaiting.until("the other has it", () -> !brought.isEmpty());
                }
                end.countDown();
            }
            assertEquals(List.of("task"), brought);
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoWorkersShareWithoutDoubles(Databases kind) {
        try (Database database = kind.open(this.folder)) {
            Tables queue = new Tables(database);
            database.update((handle) -> {
                for (int i = 0; i < 60; i++) {
                    queue.offer(handle, "task" + i, Resource.CPU, 0, LONG_AGO);
                }
            });
            List<String> brought = new CopyOnWriteArrayList<>();
            try (Delivery _ = deliver(database, "a", settle(database, queue, brought));
                    Delivery _ = deliver(database, "b", settle(database, queue, brought))) {
                Awaiting.until("all are brought", () -> brought.size() >= 60);
            }
            assertEquals(60, brought.size());
            assertEquals(60, brought.stream().distinct().count());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatOnePutsBackAnotherGets(Databases kind) {
        try (Database database = kind.open(this.folder)) {
            Tables queue = new Tables(database);
            database.update((handle) -> queue.offer(handle, "task", Resource.CPU, 0, LONG_AGO));
            CountDownLatch back = new CountDownLatch(1);
            List<String> brought = new CopyOnWriteArrayList<>();
            List<Delivery> first = new CopyOnWriteArrayList<>();
            try (Delivery delivery = new Delivery(database, Clock.systemUTC(), Resource.CPU, "a", 1, (task) -> {
                first.getFirst().pause();
                database.update((handle) -> queue.putBack(handle, task, Resource.CPU, "another"));
                assertEquals(1, database.read(queue::held).size(), "it is not the other's");
                database.update((handle) -> queue.putBack(handle, task, Resource.CPU, "a"));
                brought.add("a " + task);
                back.countDown();
            }, Duration.ofSeconds(10))) {
                first.add(delivery);
                delivery.start();
                back.await();
                try (Delivery _ = deliver(database, "b", (task) -> {
                    brought.add("b " + task);
                    database.update((handle) -> queue.withdraw(handle, task, Resource.CPU));
                })) {
                    Awaiting.until("another gets it", () -> brought.size() == 2);
                    delivery.resume();
                }
            }
            catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
            assertEquals(List.of("a task", "b task"), brought);
        }
    }

    @ParameterizedTest
    @EnumSource
    void workThatBreaksComesAgain(Databases kind) {
        try (Database database = kind.open(this.folder)) {
            Tables queue = new Tables(database);
            database.update((handle) -> queue.offer(handle, "task", Resource.CPU, 0, LONG_AGO));
            List<String> brought = new CopyOnWriteArrayList<>();
            try (Delivery _ = deliver(database, "w", (task) -> {
                brought.add(task);
                if (brought.size() == 1) {
                    throw new IllegalStateException("the database was away");
                }
                database.update((handle) -> queue.withdraw(handle, task, Resource.CPU));
            })) {
                Awaiting.until("it comes twice", () -> brought.size() == 2);
            }
            assertTrue(database
                .read((handle) -> handle.createQuery("SELECT COUNT(*) FROM q_cpu").mapTo(Long.class).one()) == 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClockThatIsSetBackHoldsNothingUp(Databases kind) {
        try (Database database = kind.open(this.folder)) {
            Tables queue = new Tables(database);
            StepClock clock = new StepClock(Instant.now());
            List<String> brought = new CopyOnWriteArrayList<>();
            database.update((handle) -> queue.offer(handle, "before", Resource.CPU, 0, Rank.due(clock.millis(), 0)));
            try (Delivery _ = deliver(database, clock, "w", settle(database, queue, brought))) {
                Awaiting.until("the first is brought", () -> brought.size() == 1);
                clock.step(Duration.ofDays(-365));
                database.update((handle) -> queue.offer(handle, "after", Resource.CPU, 0, Rank.due(clock.millis(), 0)));
                Awaiting.until("the second is brought", () -> brought.size() == 2);
            }
            assertEquals(List.of("before", "after"), brought);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClockThatRunsAheadTakesNothingFromTheLiving(Databases kind) throws InterruptedException {
        try (Database database = kind.open(this.folder)) {
            Tables queue = new Tables(database);
            database.update((handle) -> queue.offer(handle, "held", Resource.CPU, 9, LONG_AGO));
            CountDownLatch taken = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            List<String> brought = new CopyOnWriteArrayList<>();
            try (Delivery _ = deliver(database, "alive", (task) -> {
                taken.countDown();
                awaitQuietly(end);
                database.update((handle) -> queue.withdraw(handle, task, Resource.CPU));
            })) {
                taken.await();
                StepClock ahead = new StepClock(Instant.now().plus(Duration.ofDays(2)));
                // db-scheduler looks for the dead when it starts
                try (Delivery _ = deliver(database, ahead, "ahead", settle(database, queue, brought))) {
                    for (int i = 0; i < 30; i++) {
                        String task = "task" + i;
                        database.update((handle) -> queue.offer(handle, task, Resource.CPU, 0, LONG_AGO));
                        Awaiting.until(task, () -> brought.contains(task));
                    }
                }
                end.countDown();
            }
            assertFalse(brought.contains("held"));
            assertEquals(30, brought.size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSignChangesWithEachPickAndHeartbeat(Databases kind) throws InterruptedException {
        try (Database database = kind.open(this.folder)) {
            Tables queue = new Tables(database);
            database.update((handle) -> queue.offer(handle, "task", Resource.CPU, 0, LONG_AGO));
            assertEquals(List.of(), database.read(queue::held));
            CountDownLatch taken = new CountDownLatch(2);
            CountDownLatch end = new CountDownLatch(1);
            try (Delivery _ = deliver(database, "w", (_) -> {
                taken.countDown();
                awaitQuietly(end);
            })) {
                Awaiting.until("it is taken", () -> taken.getCount() == 1);
                Queue.Held held = database.read(queue::held).getFirst();
                assertEquals(List.of("task", "w"), List.of(held.task(), held.worker()));
                database.update((handle) -> handle
                    .execute("UPDATE q_cpu SET last_heartbeat = " + ((kind == Databases.SQLITE) ? "1" : "now()")));
                Queue.Held later = database.read(queue::held).getFirst();
                assertNotEquals(held, later);
                // whoever has seen the old sign only does not take it away
                database.update((handle) -> queue.release(handle, held));
                assertEquals("w", database.read(queue::held).getFirst().worker());
                try (Delivery _ = deliver(database, "other", (_) -> {
                    taken.countDown();
                    awaitQuietly(end);
                })) {
                    // its own heartbeat may come at any moment
                    database.update((handle) -> queue.release(handle, queue.held(handle).getFirst()));
                    taken.await();
                    end.countDown();
                }
            }
        }
    }

    private static Delivery deliver(Database database, String worker, Consumer<String> work) {
        return deliver(database, Clock.systemUTC(), worker, work);
    }

    private static Delivery deliver(Database database, Clock clock, String worker, Consumer<String> work) {
        Delivery delivery = new Delivery(database, clock, Resource.CPU, worker, 1, work, Duration.ofSeconds(10));
        delivery.start();
        return delivery;
    }

    private static Consumer<String> settle(Database database, Tables queue, List<String> brought) {
        return (task) -> {
            brought.add(task);
            database.update((handle) -> queue.withdraw(handle, task, Resource.CPU));
        };
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

}
