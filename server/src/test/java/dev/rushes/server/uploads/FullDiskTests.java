package dev.rushes.server.uploads;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.rushes.server.Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A disk that is really full: a small one that lies in memory. */
class FullDiskTests extends TusTests {

    private static final int MIB = 1 << 20;

    private Path elsewhere;

    private Path disk;

    @BeforeEach
    void onASmallDisk() throws Exception {
        this.elsewhere = this.data;
        Path small = Files.createDirectory(this.data.resolve("small"));
        Assumptions.assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", small.toString()) == 0,
                "not tried: mounting a small disk needs root");
        this.disk = small;
        move(small.resolve("data"));
    }

    @AfterEach
    void onTheOldDisk() throws Exception {
        if (this.disk != null) {
            move(this.elsewhere);
            assertEquals(0, run("umount", this.disk.toString()));
        }
    }

    private void move(Path to) {
        close();
        this.data = to;
        open();
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    }

    @Test
    void anUploadGoesOnWhenThereIsSpaceAgain() throws Exception {
        byte[] bytes = Client.noise(24 * MIB, 3);
        String upload = this.client.create(bytes.length, "a.mov");
        // it was promised, and somebody else fills the disk all the same
        Path filler = this.disk.resolve("filler");
        long free = Files.getFileStore(this.disk).getUsableSpace();
        Files.write(filler, new byte[Math.toIntExact(free - 8 * MIB)]);

        HttpResponse<byte[]> refused = this.client.patch(upload, 0, bytes);
        assertEquals(507, refused.statusCode());
        assertEquals("no-space", Client.problem(refused));
        assertTrue(Client.json(refused).get("detail").textValue().contains("No space left"), Client.text(refused));
        int offset = (int) this.client.offset(upload);
        assertTrue(offset > 4 * MIB && offset < 8 * MIB, "kept " + offset);
        assertEquals(0, this.client.json("/v1/assets").get("assets").size());

        Files.delete(filler);
        assertEquals(204,
                this.client.patch(upload, offset, Arrays.copyOfRange(bytes, offset, bytes.length)).statusCode());
        String content = this.client.json("/v1/assets").get("assets").get(0).get("href").textValue();
        assertArrayEquals(bytes, this.client.send("GET", content, null).body());
        assertEquals(0, size(this.data.resolve("uploads")));
    }

    @Test
    void aStreamLeavesNothing() throws Exception {
        Files.write(this.disk.resolve("filler"), new byte[20 * MIB]);
        // promised to nobody, as its length is not known
        HttpResponse<byte[]> refused = this.client.send(HttpClient.newHttpClient(), "PUT", "/v1/assets?name=a.mov",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(Client.noise(40 * MIB, 4))));
        assertEquals(507, refused.statusCode());
        assertEquals(0, size(this.data.resolve("uploads")));
        assertEquals(0, this.client.json("/v1/assets").get("assets").size());
    }

    @Test
    void ofTwoThatFitOnlyAloneOneIsTaken() throws Exception {
        Callable<Integer> create = () -> this.client
            .tus("POST", "/v1/uploads", null, "Upload-Length", String.valueOf(30 * MIB))
            .statusCode();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = clients.invokeAll(List.of(create, create));
            List<Integer> sorted = List.of(answers.get(0).get(), answers.get(1).get()).stream().sorted().toList();
            assertEquals(List.of(201, 507), sorted);
        }
    }

}
