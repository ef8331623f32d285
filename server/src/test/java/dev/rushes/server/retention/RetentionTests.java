package dev.rushes.server.retention;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.server.Client;
import dev.rushes.server.FrontFixture;
import dev.rushes.server.SteppedClock;
import dev.rushes.server.fixture.Rows;
import dev.rushes.server.storage.Usage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RetentionTests {

    static final String JOB = "job_0000000000000000000000000";

    @TempDir
    Path data;

    final SteppedClock clock = new SteppedClock();

    FrontFixture front;

    Client client;

    private String asset;

    private Path blob;

    private String database;

    /** A database's URL, or null for SQLite. */
    String database() {
        return null;
    }

    @BeforeEach
    void open() throws Exception {
        FrontFixture.Options options = new FrontFixture.Options();
        if (this.database == null) {
            this.database = database();
        }
        options.database = this.database;
        options.keep = Duration.ofDays(30);
        this.front = new FrontFixture(this.data, this.clock, options);
        this.client = new Client(this.front);
        var document = Client.json(this.client.send("PUT", "/v1/assets?name=a.mov", new byte[] { 1, 2, 3 }));
        this.asset = document.get("id").textValue();
        this.blob = this.front.storage.blob(document.get("sha256").textValue());
    }

    @AfterEach
    void close() {
        this.front.close();
    }

    @Test
    void footageThatNobodyUsesGoesAndWhatIsFetchedStays() throws Exception {
        this.clock.step(Duration.ofDays(20));
        assertEquals(200, this.client.send("GET", "/v1/assets/" + this.asset + "/content", null).statusCode());
        this.clock.step(Duration.ofDays(20));
        assertEquals(1, this.front.retention.sweep(), "the row of its upload");
        assertTrue(Files.exists(this.blob));
        this.clock.step(Duration.ofDays(20));
        assertEquals(1, this.front.retention.sweep());
        assertFalse(Files.exists(this.blob));
        assertEquals(0, this.client.json("/v1/assets").get("assets").size());
    }

    @Test
    void jobsThatHaveEndedGoBeforeTheirFootage() throws Exception {
        job("running", null);
        this.clock.step(Duration.ofDays(31));
        this.front.retention.sweep();
        assertTrue(Files.exists(this.front.storage.job(JOB)));
        assertEquals(409, this.client.send("DELETE", "/v1/jobs/" + JOB, null).statusCode());
        this.front.database
            .update((handle) -> handle.execute("UPDATE jobs SET state = 'done', finished = ?", this.clock.millis()));
        this.clock.step(Duration.ofDays(31));
        assertEquals(2, this.front.retention.sweep());
        assertFalse(Files.exists(this.front.storage.job(JOB)));
        assertFalse(Files.exists(this.blob));
    }

    @Test
    void whatIsNotDeliveredYetStays() throws Exception {
        job("done", this.clock.millis());
        this.front.database.update((handle) -> handle
            .execute("INSERT INTO watched (folder, content_key, stamp, path, state, job_id, seen, absent)"
                    + " VALUES ('/in', 'k', 's', 'a.mov', 'taken', '" + JOB + "', 1, 0)"));
        this.clock.step(Duration.ofDays(31));
        this.front.retention.sweep();
        assertTrue(Files.exists(this.front.storage.job(JOB)), "the output may have been away");
        this.front.database.update((handle) -> handle.execute("UPDATE watched SET state = 'done'"));
        this.front.retention.sweep();
        assertFalse(Files.exists(this.front.storage.job(JOB)));
    }

    @Test
    void footageInUseCannotBeDeleted() throws Exception {
        job("done", 0L);
        var answer = this.client.send("DELETE", "/v1/assets/" + this.asset, null);
        assertEquals(409, answer.statusCode());
        assertTrue(Client.text(answer).contains("has 1 job; delete it first"));
        assertEquals(204, this.client.send("DELETE", "/v1/jobs/" + JOB, null).statusCode());
        assertEquals(204, this.client.send("DELETE", "/v1/assets/" + this.asset, null).statusCode());
        assertEquals(404, this.client.send("DELETE", "/v1/assets/" + this.asset, null).statusCode());
        assertEquals(List.of("upload.begin", "asset.upload", "job.delete", "asset.delete"), this.front.database
            .read((handle) -> handle.createQuery("SELECT action FROM audit ORDER BY at, id").mapTo(String.class).list())
            .stream()
            .sorted((one, other) -> Integer.compare(order(one), order(other)))
            .toList());
    }

    private static int order(String action) {
        return List.of("upload.begin", "asset.upload", "job.delete", "asset.delete").indexOf(action);
    }

    @Test
    void whatACrashLeftIsSweptAndNothingElse() throws Exception {
        String ghost = "0".repeat(25);
        Path[] orphans = { this.data.resolve("uploads/upl_" + ghost + ".part"),
                this.data.resolve("blobs/ab/" + "ab".repeat(32) + "/x.mov"),
                this.data.resolve("blobs/ab/.upl_" + ghost + "/x.mov"),
                this.data.resolve("jobs/job_" + ghost + "/m.mov"),
                this.data.resolve("previews/ast_" + ghost + "/p.mp4") };
        Path[] others = { this.data.resolve("uploads/notes.txt"), this.data.resolve("jobs/lost+found/x"),
                this.data.resolve("blobs/ab/readme") };
        for (Path path : orphans) {
            Files.createDirectories(path.getParent());
            Files.write(path, new byte[5]);
        }
        for (Path path : others) {
            Files.createDirectories(path.getParent());
            Files.write(path, new byte[5]);
        }
        assertEquals(5, sweptOrphans());
        for (Path path : orphans) {
            assertFalse(Files.exists(path), path.toString());
        }
        for (Path path : others) {
            assertTrue(Files.exists(path), path.toString());
        }
        assertTrue(Files.exists(this.blob));
    }

    @Test
    void whatADeadWorkerWroteGoesOnceItsJobHasEnded() throws Exception {
        job("running", null);
        Path half = this.front.storage.job(JOB).resolve(".a.rushes.mov.work/piece-00001.part");
        Path whole = half.resolveSibling("piece-00000.mov");
        Files.createDirectories(half.getParent());
        Files.write(half, new byte[5]);
        Files.write(whole, new byte[5]);
        Files.setLastModifiedTime(half, FileTime.fromMillis(this.clock.millis()));
        Halves halves = new Halves(this.front.database, this.front.storage, this.clock);
        this.clock.step(Duration.ofHours(1));
        assertEquals(0, halves.sweep(), "it is still at work");
        this.front.database
            .update((handle) -> handle.execute("UPDATE jobs SET state = 'failed', finished = ?", this.clock.millis()));
        Files.setLastModifiedTime(half, FileTime.fromMillis(this.clock.millis()));
        assertEquals(0, halves.sweep(), "somebody still writes it");
        this.clock.step(Halves.UNTOUCHED.plusSeconds(1));
        assertEquals(1, halves.sweep());
        assertFalse(Files.exists(half));
        assertTrue(Files.exists(whole));
    }

    @Test
    void whatADeadWorkerWroteOfPreviewsGoesToo() throws Exception {
        Path half = this.front.storage.previews(this.asset).resolve(".proxy.mp4.1.part");
        Path whole = half.resolveSibling("proxy.mp4");
        Files.createDirectories(half.getParent());
        Files.write(half, new byte[5]);
        Files.write(whole, new byte[5]);
        Files.setLastModifiedTime(half, FileTime.fromMillis(this.clock.millis()));
        this.clock.step(Duration.ofHours(1));
        this.front.database
            .update((handle) -> Rows.task(handle, "tsk_1", this.asset, "preview", "running", 0, 1L, null));
        Halves halves = new Halves(this.front.database, this.front.storage, this.clock);
        assertEquals(0, halves.sweep(), "it is still at work");
        this.front.database.update((handle) -> handle
            .execute("UPDATE tasks SET state = 'done', finished = ? WHERE id = 'tsk_1'", this.clock.millis()));
        assertEquals(1, halves.sweep());
        assertFalse(Files.exists(half));
        assertTrue(Files.exists(whole));
    }

    @Test
    void onlyTheStartLooksAtWhatEndedLongAgo() throws Exception {
        job("failed", 0L);
        Path half = this.front.storage.job(JOB).resolve("a.part");
        Halves halves = new Halves(this.front.database, this.front.storage, this.clock);
        halves.sweep();
        Files.write(half, new byte[5]);
        Files.setLastModifiedTime(half, FileTime.fromMillis(0));
        assertEquals(0, halves.sweep());
        assertEquals(1, new Halves(this.front.database, this.front.storage, this.clock).sweep());
    }

    @Test
    void oneStubbornFileKeepsNothingElseFromGoing() throws Exception {
        String first = "0".repeat(25);
        String second = "1".repeat(25);
        Path stubborn = this.data.resolve("jobs/job_" + first + "/mounted");
        Path orphan = this.data.resolve("jobs/job_" + second + "/m.mov");
        Files.createDirectories(stubborn);
        Files.createDirectories(orphan.getParent());
        Files.write(orphan, new byte[5]);
        // no folder where one belongs
        Files.write(this.data.resolve("blobs/zz"), new byte[5]);
        job("failed", 0L);
        Path mounted = this.front.storage.job(JOB).resolve("a.part");
        Path half = this.front.storage.job(JOB).resolve("b.part");
        Files.createDirectories(mounted);
        Files.write(half, new byte[5]);
        FileTime old = FileTime.fromMillis(0);
        Files.setLastModifiedTime(mounted, old);
        Files.setLastModifiedTime(half, old);
        boolean mounts = mount(stubborn) && mount(mounted);
        try {
            assertEquals(mounts ? 1 : 2, sweptOrphans());
            assertFalse(Files.exists(orphan.getParent()));
            assertEquals(mounts, Files.exists(stubborn));
            new Halves(this.front.database, this.front.storage, this.clock).sweep();
            assertFalse(Files.exists(half));
            assertEquals(mounts, Files.exists(mounted));
        }
        finally {
            command("umount", stubborn.toString());
            command("umount", mounted.toString());
        }
    }

    /**
     * A folder that is mounted cannot be removed, whoever asks; elsewhere than as root
     * the test is the weaker one.
     */
    private static boolean mount(Path folder) throws Exception {
        return command("mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", folder.toString());
    }

    private static boolean command(String... words) throws Exception {
        return new ProcessBuilder(words).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor() == 0;
    }

    @Test
    void whatAWatchFolderStillWaitsForStays() throws Exception {
        job("done", this.clock.millis());
        this.front.database.update((handle) -> handle
            .execute("INSERT INTO watched (folder, content_key, stamp, path, state, job_id, seen, absent)"
                    + " VALUES ('f', 'k', 's', 'a', 'taken', ?, 0, 0)", JOB));
        this.clock.step(Duration.ofDays(31));
        this.front.retention.sweep();
        assertTrue(Files.exists(this.front.storage.job(JOB)), "it is not delivered yet");
        this.front.database.update((handle) -> handle.execute("UPDATE watched SET state = 'done'"));
        this.front.retention.sweep();
        assertFalse(Files.exists(this.front.storage.job(JOB)));
    }

    @Test
    void timesAreReadAsPeopleWriteThem() {
        assertEquals(Duration.ofDays(30), KeepTime.parse("30d"));
        assertEquals(Duration.ofHours(12), KeepTime.parse("12h"));
        assertEquals(Duration.ofDays(14), KeepTime.parse("2w"));
        for (String wrong : new String[] { "30", "0d", "-1d", "1y", "" }) {
            assertThrows(Problem.class, () -> KeepTime.parse(wrong));
        }
    }

    void job(String state, Long finished) throws Exception {
        this.front.database.update((handle) -> handle
            .execute("INSERT INTO jobs (id, asset_id, name, recipe, options, priority, state, version,"
                    + " progressed, owner, created, finished) VALUES (?, ?, 'a', '{}', '{}', 0, ?, 0, 0,"
                    + " 'local', 0, ?)", JOB, this.asset, state, finished));
        Files.createDirectories(this.front.storage.job(JOB));
        Files.write(this.front.storage.job(JOB).resolve("master.mov"), new byte[5]);
    }

    private int sweptOrphans() {
        Orphans orphans = new Orphans(this.front.database, this.front.storage);
        return orphans.sweepFootage() + orphans.sweepFolders();
    }

    @Test
    void aFrameThatWasHalfWrittenGoesWithinADay() throws Exception {
        job("done", this.clock.millis());
        this.front.database.update((handle) -> {
            Rows.task(handle, "tsk_1", this.asset, "result", "done", 0, 1L, this.clock.millis());
            handle.execute("UPDATE tasks SET job_id = ? WHERE id = 'tsk_1'", JOB);
        });
        Halves halves = new Halves(this.front.database, this.front.storage, this.clock);
        halves.sweep();
        this.clock.step(Duration.ofHours(2));
        halves.sweep();
        // its task was done by another worker, and is forgotten
        Path half = this.front.storage.stills(JOB).resolve(".m7.png.1.part");
        Path whole = half.resolveSibling("m7.png");
        Files.createDirectories(half.getParent());
        Files.write(half, new byte[5]);
        Files.write(whole, new byte[5]);
        Files.setLastModifiedTime(half, FileTime.fromMillis(this.clock.millis()));
        this.clock.step(Duration.ofHours(23));
        assertEquals(1, halves.sweep());
        assertFalse(Files.exists(half));
        assertTrue(Files.exists(whole));
    }

    @Test
    void segmentsOfWhatFailedStayForAWeek() throws Exception {
        job("failed", this.clock.millis());
        Path folder = this.front.storage.job(JOB);
        Path piece = folder.resolve(".a.rushes.mov.work/piece-00000.nut");
        Path report = folder.resolve("plan.json");
        Files.createDirectories(piece.getParent());
        Files.write(piece, new byte[5]);
        Files.write(report, new byte[5]);
        Pieces pieces = new Pieces(this.front.database, this.front.storage, new Usage(this.front.storage, this.clock),
                this.clock);
        this.clock.step(Pieces.KEPT.minusSeconds(1));
        assertEquals(0, pieces.sweep());
        this.clock.step(Duration.ofSeconds(2));
        this.front.database.update((handle) -> handle.execute("UPDATE jobs SET state = 'queued', finished = NULL"));
        assertEquals(0, pieces.sweep(), "somebody tries it again");
        assertTrue(Files.exists(piece));
        this.front.database.update((handle) -> handle.execute("UPDATE jobs SET state = 'cancelled', finished = ?",
                this.clock.millis() - Pieces.KEPT.toMillis() - 1));
        assertEquals(1, pieces.sweep());
        assertFalse(Files.exists(piece.getParent()));
        assertTrue(Files.exists(report));
        assertEquals(0, pieces.sweep());
        // a crash came between
        Files.createDirectories(folder.resolve(".a.rushes.mov.work.gone"));
        assertEquals(1, pieces.sweep());
        assertFalse(Files.exists(folder.resolve(".a.rushes.mov.work.gone")));
    }

}
