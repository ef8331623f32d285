package dev.rushes.server.work;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

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

    /** One that is silent for so long hangs, or is stopped: it is ended. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Resource resource;

    private final Process process;

    private volatile long heard = System.nanoTime();

    private WorkerProcess(Resource resource, Process process) {
        this.resource = resource;
        this.process = process;
    }

    /**
     * Starts one.
     * @throws Problem EXHAUSTED if the system does not let it
     */
    static WorkerProcess start(Resource resource, ProcessBuilder command) {
        try {
            WorkerProcess worker = new WorkerProcess(resource, command.redirectError(Redirect.INHERIT).start());
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
                this.heard = System.nanoTime();
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
            while (!this.process.waitFor(WorkerCommandLine.SIGN_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS)) {
                // the clock of the machine's running time, which stands while it sleeps
                if (System.nanoTime() - this.heard > SILENCE.toNanos()) {
                    LOG.log(Level.WARNING, "worker process {0} has been silent for {1} s and is ended",
                            Long.toString(pid()), SILENCE.toSeconds());
                    kill();
                    this.heard = System.nanoTime();
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
