package dev.rushes.server.uploads;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.server.Client;
import dev.rushes.workers.job.Json;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Several uploads become one asset. */
class ReelTests extends TusTests {

    @Test
    void picturesBecomeOneSequence() throws Exception {
        List<String> ids = pictures("shot.", 8, 12);
        Collections.shuffle(ids);
        HttpResponse<byte[]> made = join("{\"name\": \"shot.[0008-0012].dpx\", \"rate\": \"25\", \"uploads\": %s}",
                ids);
        assertEquals(201, made.statusCode(), () -> Client.text(made));
        JsonNode asset = Client.json(made);
        assertEquals("shot.[0008-0012].dpx", asset.get("name").textValue());
        assertEquals(5, asset.get("files").intValue());
        assertEquals(5000, asset.get("size").longValue());
        assertEquals("25/1", asset.get("rate").textValue());
        assertEquals("probing", asset.get("state").textValue());
        String href = "/v1/assets/" + asset.get("id").textValue();
        assertEquals(href, Client.header(made, "Location"));
        assertEquals(href + "/files", asset.get("href").textValue());
        // the uploads are used up, and nothing of them is left
        for (String id : ids) {
            assertEquals(404, this.client.tus("HEAD", "/v1/uploads/" + id, null).statusCode());
        }
        assertEquals(0, size(this.data.resolve("uploads")));
        // the same files again are the same content
        HttpResponse<byte[]> again = join("{\"uploads\": %s}", pictures("shot.", 8, 12));
        assertEquals(asset.get("sha256"), Client.json(again).get("sha256"));
        assertEquals("shot.[0008-0012].dpx", Client.json(again).get("name").textValue());
        assertNotEquals(asset.get("id"), Client.json(again).get("id"));
        assertEquals(asset.get("sha256").textValue(), Client.sha256(
                Files.readAllBytes(this.front.storage.blob(asset.get("sha256").textValue()).resolve(".reel.jsonl"))));
    }

    @Test
    void filesAreFetchedOneByOne() throws Exception {
        JsonNode asset = Client.json(join("{\"uploads\": %s}", pictures("a b%", 1, 3)));
        String href = asset.get("href").textValue();
        JsonNode first = this.client.json(href + "?limit=2");
        assertEquals("2", first.get("next").textValue());
        JsonNode second = this.client.json(href + "?limit=2&cursor=2");
        assertEquals(1, second.get("files").size());
        assertTrue(second.get("next").isNull());
        JsonNode file = first.at("/files/1");
        assertEquals("a b%0002.dpx", file.get("name").textValue());
        byte[] content = Client.noise(1000, 2);
        assertEquals(Client.sha256(content), file.get("sha256").textValue());
        HttpResponse<byte[]> whole = this.client.send("GET", file.get("href").textValue(), null);
        assertArrayEquals(content, whole.body());
        assertTrue(Client.header(whole, "Content-Disposition").startsWith("attachment"));
        HttpResponse<byte[]> part = this.client.send("GET", file.get("href").textValue(), null, "Range", "bytes=10-19",
                "If-Range", Client.header(whole, "ETag"));
        assertEquals(206, part.statusCode());
        assertArrayEquals(Arrays.copyOfRange(content, 10, 20), part.body());
        assertEquals(304,
                this.client
                    .send("GET", file.get("href").textValue(), null, "If-None-Match", Client.header(whole, "ETag"))
                    .statusCode());
        for (String missing : List.of("/a%20b%250004.dpx", "/.reel.jsonl", "/..%2F.reel.jsonl")) {
            assertEquals(404, this.client.send("GET", href + missing, null).statusCode(), missing);
        }
        HttpResponse<byte[]> content409 = this.client.send("GET", href.replace("/files", "/content"), null);
        assertEquals(409, content409.statusCode());
        assertTrue(Client.text(content409).contains(href), () -> Client.text(content409));
        assertEquals(204, this.client.send("DELETE", href.replace("/files", ""), null).statusCode());
        assertEquals(0, size(this.front.storage.blob(asset.get("sha256").textValue()).getParent()));
    }

    @Test
    void aP2ClipIsItsPictureWithItsSound() throws Exception {
        List<String> ids = new ArrayList<>();
        for (String name : List.of("0001ab01.mxf", "0001AB.MXF", "0001AB00.MXF")) {
            ids.add(partial(name, Client.noise(1000, name.length() + ids.size())));
        }
        assertEquals(400, join("{\"rate\": 25, \"uploads\": %s}", ids).statusCode());
        HttpResponse<byte[]> made = join("{\"uploads\": %s}", ids);
        assertEquals(201, made.statusCode(), () -> Client.text(made));
        JsonNode asset = Client.json(made);
        assertEquals("0001AB.MXF", asset.get("name").textValue());
        assertTrue(asset.get("rate").isNull());
        JsonNode files = this.client.json(asset.get("href").textValue()).get("files");
        assertEquals(List.of("0001AB.MXF", "0001AB00.MXF", "0001ab01.mxf"), files.findValuesAsText("name"));
        HttpResponse<byte[]> sound = this.client.send("GET", files.get(2).get("href").textValue(), null);
        assertArrayEquals(Client.noise(1000, 12), sound.body());
        Path blob = this.front.storage.blob(asset.get("sha256").textValue());
        assertTrue(Files.exists(blob.resolve("CONTENTS/VIDEO/0001AB.MXF")));
        assertTrue(Files.exists(blob.resolve("CONTENTS/AUDIO/0001ab01.mxf")));
        for (String other : List.of("0001AC00.MXF", "0001AB0.MXF", "0001AB000.MXF", "0001ABxx.MXF", "0001AB00.MOV")) {
            refused(List.of(partial("0001AB.MXF", Client.noise(10, 1)), partial(other, Client.noise(10, 1))), 400,
                    "is no numbered picture");
        }
    }

    @Test
    void whatIsNoSequenceIsRefusedAndCostsNothing() throws Exception {
        List<String> gap = pictures("shot.", 1, 3);
        gap.addAll(pictures("shot.", 5, 6));
        refused(gap, 422, "shot.[0001-0006].dpx has a gap: 0004 is missing");
        List<String> two = pictures("a.", 1, 2);
        two.addAll(pictures("b.", 3, 3));
        refused(two, 400, "are not of one image sequence");
        refused(List.of(two.getFirst(), two.getFirst()), 400, "twice");
        refused(two.subList(0, 1), 400, "2 to 100000");
        List<String> same = pictures("c.", 1, 1);
        same.addAll(pictures("c.", 1, 1));
        refused(same, 400, "two of the uploads are called");
        refused(List.of(two.getFirst(), partial("c.0002.mov", Client.noise(10, 1))), 400, "is no numbered picture");
        refused(List.of(two.getFirst(), partial("a.003.dpx", Client.noise(10, 1))), 400, "with different digits");
        String open = this.client.create(100, "a.0002.dpx").replaceAll(".*/", "");
        refused(List.of(two.getFirst(), open), 400, "is not partial");
        refused(List.of(two.getFirst(), "upl_nothing"), 404, "there is no upload");
        assertEquals(400, join("{\"rate\": \"fast\", \"uploads\": %s}", two).statusCode());
        assertEquals(400, join("{\"uplaods\": %s}", two).statusCode());
        assertEquals(0, this.client.json("/v1/assets").get("assets").size());
        assertEquals(201, join("{\"uploads\": %s}", two.subList(0, 2)).statusCode(), "all of them are still there");
    }

    @Test
    void aRestartKeepsPartsAndSequences() throws Exception {
        List<String> ids = pictures("shot.", 1, 4);
        restart();
        JsonNode asset = Client.json(join("{\"uploads\": %s}", ids));
        restart();
        assertEquals(4, this.client.json(asset.get("href").textValue()).get("files").size());
        // a file of the very bytes of the manifest is not taken for the sequence
        byte[] manifest = Files
            .readAllBytes(this.front.storage.blob(asset.get("sha256").textValue()).resolve(".reel.jsonl"));
        assertEquals(409, this.client.send("PUT", "/v1/assets?name=a.mov", manifest).statusCode());
        assertEquals(1, this.client.json("/v1/assets").get("assets").size());
        // as after a crash before the transaction: what no row names goes
        this.front.database.update((handle) -> {
            handle.execute("DELETE FROM tasks");
            handle.execute("DELETE FROM assets");
        });
        restart();
        assertFalse(Files.exists(this.front.storage.blob(asset.get("sha256").textValue())));
    }

    private void refused(List<String> ids, int status, String why) throws Exception {
        HttpResponse<byte[]> answer = join("{\"uploads\": %s}", ids);
        assertEquals(status, answer.statusCode(), () -> Client.text(answer));
        assertTrue(Client.text(answer).contains(why), () -> Client.text(answer));
    }

    private HttpResponse<byte[]> join(String body, List<String> ids) throws Exception {
        return this.client.send("POST", "/v1/assets", body.formatted(Json.line(ids)).getBytes(StandardCharsets.UTF_8),
                "Content-Type", "application/json");
    }

    private List<String> pictures(String stem, int from, int to) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int number = from; number <= to; number++) {
            ids.add(partial("%s%04d.dpx".formatted(stem, number), Client.noise(1000, number)));
        }
        return ids;
    }

    private String partial(String name, byte[] content) throws Exception {
        HttpResponse<byte[]> answer = this.client.tus("POST", "/v1/uploads", content, "Upload-Length",
                String.valueOf(content.length), "Upload-Concat", "partial", "Upload-Metadata",
                "filename " + Client.base64(name.getBytes(StandardCharsets.UTF_8)), "Content-Type",
                "application/offset+octet-stream");
        assertEquals(201, answer.statusCode(), () -> Client.text(answer));
        return Client.header(answer, "Location").replaceAll(".*/", "");
    }

}
