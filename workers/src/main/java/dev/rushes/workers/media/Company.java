package dev.rushes.workers.media;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import dev.rushes.workers.job.Plan;
import dev.rushes.workers.timeline.Rational;

/** The passengers of all files of a clip: its own, and those that hold its sound. */
final class Company implements AutoCloseable {

    private final List<Passengers> groups = new ArrayList<>();

    /** What was opened here, to be closed in the reverse order. */
    private final Deque<Runnable> closing = new ArrayDeque<>();

    /**
     * Adds a stream to the master for each that it can hold.
     * @param source the file that holds the picture
     * @param notices takes a sentence for each that cannot be held or is converted
     */
    Company(Plan plan, Input source, Muxer master, List<String> notices) {
        try {
            board(new Passengers(plan, source, master, notices));
            Source.of(plan.job().clip()).sound().forEach((file) -> {
                Input sound = Input.open(file);
                this.closing.push(sound::close);
                board(new Passengers(plan, sound, master, notices));
            });
        }
        catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private void board(Passengers passengers) {
        this.groups.add(passengers);
        this.closing.push(passengers::close);
    }

    void begin() {
        this.groups.forEach(Passengers::begin);
    }

    /** Carries all that belongs before a time of the master. */
    void carryUntil(Rational seconds) {
        this.groups.forEach((group) -> group.carryUntil(seconds));
    }

    void carryRest() {
        this.groups.forEach(Passengers::carryRest);
    }

    @Override
    public void close() {
        while (!this.closing.isEmpty()) {
            this.closing.pop().run();
        }
    }

}
