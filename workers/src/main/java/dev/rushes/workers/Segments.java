package dev.rushes.workers;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.ArrayList;
import java.util.List;

import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import dev.rushes.workers.job.Plan;
import dev.rushes.workers.job.Task;
import dev.rushes.workers.job.Threads;
import dev.rushes.workers.plan.MemoryPlan;

/**
 * Makes all segments of a plan in this process, as many at once as threads and memory
 * allow.
 */
final class Segments {

    private final Models models;

    private final Plan plan;

    Segments(Models models, Plan plan) {
        this.models = models;
        this.plan = plan;
    }

    void run(Monitor monitor) {
        int threads = Threads.of(this.plan.job().threads());
        int atOnce = MemoryPlan.of(this.models, this.plan, threads).atOnce(this.plan.tasks().size(), threads);
        monitor.expect(this.plan.tasks().stream().mapToLong(Task::frames).filter(n -> n > 0).sum());
        monitor.phase("restoring");
        try (SegmentRunner runner = new SegmentRunner(this.models, this.plan, new Workspace(this.plan), atOnce)) {
            if (atOnce == 1) {
                for (Task task : this.plan.tasks()) {
                    runner.run(task.index(), monitor);
                }
            }
            else {
                parallel(runner, atOnce, monitor);
            }
        }
    }

    /** The first failure stops the others. */
    private void parallel(SegmentRunner runner, int atOnce, Monitor monitor) {
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        Monitor stoppable = new Stoppable(monitor, stop);
        List<Future<?>> lanes = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(atOnce)) {
            for (int lane = 0; lane < atOnce; lane++) {
                lanes.add(pool.submit(() -> {
                    int task;
                    while (!stop.get() && (task = next.getAndIncrement()) < this.plan.tasks().size()) {
                        try {
                            runner.run(task, stoppable);
                        }
                        catch (RuntimeException | Error ex) {
                            stop.set(true);
                            throw ex;
                        }
                    }
                }));
            }
        }
        Problem first = null;
        for (Future<?> lane : lanes) {
            try {
                lane.get();
            }
            catch (ExecutionException ex) {
                Problem problem = ex.getCause() instanceof Problem p ? p
                        : Problem.internal(ex.getCause(), "a segment failed: %s", ex.getCause());
                // the one that was not merely stopped tells why
                if (first == null || first.kind() == Problem.Kind.CANCELLED) {
                    first = problem;
                }
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                throw Problem.cancelled();
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private record Stoppable(Monitor monitor, AtomicBoolean stop) implements Monitor {

        @Override
        public void frames(long more) {
            monitor.frames(more);
        }

        @Override
        public void warn(String sentence) {
            monitor.warn(sentence);
        }

        @Override
        public boolean cancelled() {
            return stop.get() || monitor.cancelled();
        }

    }

}
