package dev.rushes.server.work;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import dev.rushes.models.Problem;
import dev.rushes.server.queue.Resource;

/**
 * A worker process of this one. Its standard input stays open as long as this process
 * lives, and it goes when that closes; its standard output carries nothing but signs of
 * life.
 */
final class WorkerProcess implements AutoCloseable {

    private static final Logger LOG = System.getLogger(WorkerProcess.class.getName());

    /** How long a worker may take to hand back and go. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * One that gives no sign between so many looks hangs, or is stopped: it is ended.
     * Looks are counted, not time, in which this process may have been stopped itself.
     */
    private static final int SILENT_LOOKS = 12;

    private final Resource resource;

    private final Process process;

    private final Duration signOfLife;

    private final AtomicLong signs = new AtomicLong();

    private WorkerProcess(Resource resource, Process process, Duration signOfLife) {
        this.resource = resource;
        this.process = process;
        this.signOfLife = signOfLife;
    }

    /**
     * Starts one.
     * @param signOfLife after which it gives the next one
     * @throws Problem EXHAUSTED if the system does not let it
     */
    static WorkerProcess start(Resource resource, ProcessBuilder command, Duration signOfLife) {
        try {
            WorkerProcess worker = new WorkerProcess(resource, command.redirectError(Redirect.INHERIT).start(),
                    signOfLife);
            Thread.ofVirtual().name("signs of life").start(worker::listen);
            return worker;
        }
        catch (IOException trouble) {
            throw Problem.exhausted("a worker process cannot be started: %s", trouble.getMessage());
        }
    }

    private void listen() {
        try (InputStream signs = this.process.getInputStream()) {
            while (signs.read() >= 0) {
                this.signs.incrementAndGet();
            }
        }
        catch (IOException ended) {
            // await() tells how
        }
    }

    /**
     * Waits for its end, and brings it about if it hangs.
     * @return its exit code
     */
    int await() {
        try {
            Silence<Long> silence = new Silence<>(SILENT_LOOKS);
            while (!this.process.waitFor(this.signOfLife.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!silence.look(List.of(this.signs.get())).isEmpty()) {
                    LOG.log(Level.WARNING, "worker process {0} gives no sign of life any more and is ended",
                            Long.toString(pid()));
                    kill();
                }
            }
            return this.process.exitValue();
        }
        catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw Problem.cancelled();
        }
    }

    Resource resource() {
        return this.resource;
    }

    long pid() {
        return this.process.pid();
    }

    /** Tells it to go: it hands back what it has. */
    void leave() {
        try {
            this.process.getOutputStream().close();
        }
        catch (IOException gone) {
            // it has gone already
        }
    }

    void kill() {
        this.process.destroyForcibly();
    }

    @Override
    public void close() {
        if (this.process.isAlive()) {
            kill();
        }
    }

}
