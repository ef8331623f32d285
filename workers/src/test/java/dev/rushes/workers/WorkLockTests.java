package dev.rushes.workers;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.rushes.models.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** However locks are taken, left and deleted, a job has one holder. */
class WorkLockTests {

    private static final String SELF = ", %d on %s".formatted(ProcessHandle.current().pid(), host());

    @TempDir
    private Path folder;

    @Test
    void oneHoldsIt() {
        try (WorkLock _ = take("job.lock")) {
            conflict("job.lock", SELF);
            // the refused one has not given the first one's lock up
            conflict("job.lock", SELF);
        }
        take("job.lock").close();
    }

    @Test
    void anotherNameOfTheFolderIsTheSameLock() throws IOException {
        Path link = Files.createSymbolicLink(this.folder.resolve("link"),
                Files.createDirectory(this.folder.resolve("a")));
        try (WorkLock _ = WorkLock.take(link, "job.lock", "x")) {
            assertThrows(Problem.class, () -> WorkLock.take(this.folder.resolve("a"), "job.lock", "x"));
        }
    }

    @Test
    void aDeletedOneIsNotTakenByWhoOpenedItBefore() throws IOException {
        WorkLock first = take("job.lock");
        // a second name keeps the deleted file within reach, as an open one is
        Files.createLink(this.folder.resolve("opened.lock"), this.folder.resolve("job.lock"));
        first.delete();
        first.close();
        conflict("opened.lock", "");
        try (WorkLock _ = take("job.lock")) {
            first.delete();
            conflict("job.lock", SELF);
        }
    }

    @Test
    void aMissingFolderIsMade() {
        Path deep = this.folder.resolve("a/b");
        WorkLock.take(deep, "job.lock", "x").close();
        assertFalse(Files.notExists(deep));
    }

    @Test
    void whoIsRefusedIsToldWhoHasIt() throws Exception {
        ProcessBuilder command = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
                System.getProperty("java.class.path"), Holder.class.getName(), this.folder.toString());
        Process holder = command.redirectError(Redirect.INHERIT).start();
        try {
            assertEquals('x', holder.getInputStream().read());
            conflict("job.lock", ", %d on %s".formatted(holder.pid(), host()));
        }
        finally {
            holder.destroyForcibly().waitFor();
        }
        take("job.lock").close();
    }

    /** A program that takes a lock and keeps it. */
    static final class Holder {

        private Holder() {
        }

        public static void main(String[] words) throws IOException {
            try (WorkLock _ = WorkLock.take(Path.of(words[0]), "job.lock", "x")) {
                System.out.write('x');
                System.out.flush();
                while (System.in.read() >= 0) {
                    // until it is killed
                }
            }
        }

    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        }
        catch (IOException nameless) {
            return "localhost";
        }
    }

    private WorkLock take(String name) {
        return WorkLock.take(this.folder, name, "the job is being done");
    }

    private void conflict(String name, String holder) {
        Problem problem = assertThrows(Problem.class, () -> take(name));
        assertEquals(Problem.Kind.CONFLICT, problem.kind());
        assertEquals("the job is being done" + holder + "; wait for it and try again", problem.getMessage());
    }

}
