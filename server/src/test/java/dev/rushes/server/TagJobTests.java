package dev.rushes.server;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.server.fixture.Clips;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.fixture.Postgres;
import dev.rushes.server.queue.Resource;
import dev.rushes.workers.job.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Footage that is tagged by real workers, and what is found of it then. */
class TagJobTests {

    private static final Map<Resource, Integer> WORKERS = Map.of(Resource.IO, 1, Resource.CPU, 1);

    private static final String TAG = "{\"operations\": [{\"op\": \"tag\"}]}";

    @TempDir
    private Path folder;

    private Site site(Databases kind) {
        String database = (kind == Databases.SQLITE) ? null : Postgres.database();
        return new Site(this.folder.resolve("data"), database, WORKERS);
    }

    private static JsonNode get(Site site, String path) {
        HttpResponse<String> answer = site.send("GET", path, null);
        assertEquals(200, answer.statusCode(), answer.body());
        return Json.read(answer.body(), JsonNode.class);
    }

    private static List<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false).map((each) -> each.get(field).asText()).toList();
    }

    private static JsonNode tagged(Site site, String asset) {
        JsonNode job = site.await(site.submit(asset, TAG, ""), "done", "failed");
        assertEquals("done", job.get("state").asText(), job.toPrettyString());
        return job;
    }

    @ParameterizedTest
    @EnumSource
    void footageIsTaggedFoundAndCorrected(Databases kind) throws Exception {
        Path clip = Clips.edit(this.folder.resolve("Grand Hotel.mov"));
        try (Site site = site(kind)) {
            String asset = site.asset(clip);
            JsonNode job = tagged(site, asset);
            assertEquals(1, job.get("progress").asDouble());
            assertEquals(List.of("tags", "shots", "captions", "sidecar", "contact-sheet"),
                    texts(job.get("artefacts"), "kind"));
            assertEquals("Grand Hotel.tags.json", job.get("artefacts").get(0).get("name").asText());
            JsonNode document = Json.read(site.artefact(job, "tags"), JsonNode.class);
            assertEquals("Grand Hotel.mov", document.get("clip").get("path").asText());
            assertEquals(3, document.get("shots").size());

            JsonNode all = get(site, "/v1/shots");
            assertEquals(3, all.get("total").asInt());
            assertEquals(List.of("0", "1", "2"), texts(all.get("shots"), "index"));
            JsonNode first = all.get("shots").get(0);
            assertEquals(asset, first.get("asset").asText());
            HttpResponse<String> thumbnail = site.send("GET", first.get("thumbnail").asText(), null);
            assertEquals(200, thumbnail.statusCode());
            assertEquals("image/jpeg", thumbnail.headers().firstValue("content-type").orElseThrow());

            // by a word of the clip's name, whatever its form
            JsonNode hotels = get(site, "/v1/shots?q=hotels");
            assertEquals(3, hotels.get("total").asInt());
            assertEquals("clip: hotels", hotels.get("shots").get(0).get("why").get(0).asText());
            assertEquals(0, get(site, "/v1/shots?q=giraffe").get("total").asInt());
            HttpResponse<String> strip = site.send("GET", first.get("strip").asText(), null);
            assertEquals("image/jpeg", strip.headers().firstValue("content-type").orElseThrow());
            // no shot has both
            JsonNode relaxed = get(site, "/v1/shots?q=giraffe+hotel");
            assertEquals(3, relaxed.get("total").asInt());
            assertTrue(relaxed.get("relaxed").asBoolean());

            String id = all.get("shots").get(1).get("id").asText();
            HttpResponse<String> corrected = site.send("PATCH", "/v1/shots/" + id,
                    "{\"add\": [\"Our Host\"], \"remove\": [\"bright\"], \"size\": \"CU\", \"move\": \"pan-left\"}");
            assertEquals(200, corrected.statusCode(), corrected.body());
            assertEquals(1, get(site, "/v1/shots?tag=our+host").get("total").asInt());
            assertEquals(id, get(site, "/v1/shots?q=host").get("shots").get(0).get("id").asText());
            assertEquals(1, get(site, "/v1/shots").get("facets").get("tag").get("our host").asInt());

            assertEquals(1, get(site, "/v1/shots?q=panning&size=CU").get("total").asInt());

            // by what it means
            assertEquals(200, site.send("PATCH", "/v1/shots/" + id, "{\"add\": [\"dog\"]}").statusCode());
            JsonNode puppies = get(site, "/v1/shots?q=puppy");
            assertEquals(1, puppies.get("total").asInt(), puppies.toString());
            assertEquals(id, puppies.at("/shots/0/id").asText());
            assertTrue(puppies.at("/shots/0/why/0").asText().startsWith("meaning: dog "), puppies.toString());
            assertEquals(1, puppies.at("/facets/tag/dog").asInt(), puppies.toString());
            // those with the words come first
            JsonNode dogs = get(site, "/v1/shots?q=dog");
            assertEquals(id, dogs.at("/shots/0/id").asText());

            // what a person said stays
            tagged(site, asset);
            JsonNode again = get(site, "/v1/shots?tag=our+host");
            assertEquals(1, again.get("total").asInt());
            assertEquals(1, again.get("shots").get(0).get("index").asInt());
            assertEquals(3, get(site, "/v1/shots").get("total").asInt());
            assertEquals(404, site.send("GET", "/v1/shots/" + id, null).statusCode());
            JsonNode known = get(site, "/v1/assets/" + asset + "/tags");
            JsonNode second = known.get("shots").get(1);
            assertEquals("CU human", second.at("/size/type").asText() + " " + second.at("/size/source").asText());
            assertEquals("pan-left human", second.at("/move/type").asText() + " " + second.at("/move/source").asText());
            assertEquals(3, known.get("shots").size());
            assertTrue(known.at("/curves/motion").size() > 10, known.toString());

            // the same once more, but for the third shot, which is random
            String twin = site.asset(Clips.edit(this.folder.resolve("twin.mov")));
            tagged(site, twin);
            JsonNode shots = get(site, "/v1/shots?asset=" + twin).get("shots");
            for (JsonNode shot : List.of(shots.get(0), shots.get(1))) {
                JsonNode takes = get(site, "/v1/shots?takes=" + shot.get("takes_group").asText());
                assertTrue(shot.get("takes").asInt() >= 2, shot.toString());
                assertEquals(shot.get("takes").asInt(), takes.get("total").asInt());
            }
            assertEquals(404, site.send("GET", "/v1/assets/" + twin + "x/tags", null).statusCode());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTagIsTaughtByExamplesAndTakenBack(Databases kind) {
        try (Site site = site(kind)) {
            String asset = site.asset(Clips.edit(this.folder.resolve("edit.mov")));
            tagged(site, asset);
            List<String> ids = texts(get(site, "/v1/shots").get("shots"), "id");
            assertEquals(404, teach(site, "[\"%s\"]".formatted(ids.get(0)), "[\"sht_none\"]").statusCode());
            // what was refused has left nothing
            assertEquals(0, get(site, "/v1/shots?tag=fractal").get("total").asInt());
            assertEquals(200, teach(site, "[\"%s\"]".formatted(ids.get(2)), "[]").statusCode());
            JsonNode half = get(site, "/v1/tags/fractal");
            assertTrue(!half.get("learnt").asBoolean() && half.get("yes").asInt() == 1, half.toString());
            assertEquals(204, site.send("POST", "/v1/tags/fractal/undo", null).statusCode());
            HttpResponse<String> taught = teach(site, "[\"%s\"]".formatted(ids.get(0)),
                    "[\"%s\"]".formatted(ids.get(1)));
            assertEquals(200, taught.statusCode(), taught.body());
            JsonNode first = Json.read(taught.body(), JsonNode.class);
            assertEquals(List.of(1, 1, 1),
                    List.of(first.get("version").asInt(), first.get("yes").asInt(), first.get("no").asInt()));
            assertTrue(first.get("accuracy").isNull(), first.toString());

            // a shot that comes later, of the same set
            String twin = site.asset(Clips.edit(this.folder.resolve("twin.mov")));
            tagged(site, twin);
            JsonNode found = get(site, "/v1/shots?tag=fractal&asset=" + twin).get("shots");
            assertEquals("0", found.at("/0/index").asText(), found.toString());
            JsonNode tag = found.at("/0/tags")
                .valueStream()
                .filter((one) -> one.get("name").asText().equals("fractal"))
                .findFirst()
                .orElseThrow();
            assertEquals("auto taught/fractal@1", tag.get("source").asText() + " " + tag.get("model").asText());
            assertTrue(tag.get("score").asDouble() > 0.5, tag.toString());
            List<String> later = texts(get(site, "/v1/shots?asset=" + twin).get("shots"), "id");
            assertTrue(texts(found, "index").stream().noneMatch("1"::equals), found.toString());

            // the other way round, and back
            HttpResponse<String> again = teach(site, "[\"%s\", \"%s\"]".formatted(ids.get(1), later.get(1)),
                    "[\"%s\", \"%s\"]".formatted(ids.get(0), later.get(0)));
            JsonNode second = Json.read(again.body(), JsonNode.class);
            assertEquals("2 2 2 1.0", second.get("version").asText() + " " + second.get("yes").asText() + " "
                    + second.get("no").asText() + " " + second.get("accuracy").asText());
            assertEquals(List.of("1"),
                    texts(get(site, "/v1/shots?tag=fractal&asset=" + asset).get("shots"), "index").stream()
                        .filter((index) -> !index.equals("2"))
                        .toList());
            HttpResponse<String> undone = site.send("POST", "/v1/tags/fractal/undo", null);
            assertEquals(1, Json.read(undone.body(), JsonNode.class).get("version").asInt());
            assertTrue(texts(get(site, "/v1/shots?tag=fractal&asset=" + twin).get("shots"), "index").contains("0"));
            assertEquals(204, site.send("POST", "/v1/tags/fractal/undo", null).statusCode());
            assertEquals(0, get(site, "/v1/shots?tag=fractal").get("total").asInt());
            assertEquals(0, get(site, "/v1/tags").get("tags").size());
            assertEquals(404, site.send("POST", "/v1/tags/fractal/undo", null).statusCode());
        }
    }

    private static HttpResponse<String> teach(Site site, String yes, String no) {
        return site.send("POST", "/v1/tags/fractal/examples", "{\"yes\": %s, \"no\": %s}".formatted(yes, no));
    }

    @Test
    void aMasterAndTagsInOneJob() {
        Path clip = Clips.edit(this.folder.resolve("edit.mov"));
        try (Site site = site(Databases.SQLITE)) {
            String recipe = "{\"operations\": [{\"op\": \"denoise\", \"strength\": 20}, {\"op\": \"tag\", \"only\": \"shots\"}]}";
            JsonNode job = site.await(site.submit(site.asset(clip), recipe, ""), "done", "failed");
            assertEquals("done", job.get("state").asText(), job.toPrettyString());
            List<String> kinds = new ArrayList<>(texts(job.get("artefacts"), "kind"));
            assertTrue(kinds.containsAll(List.of("master", "report", "tags", "shots")), kinds.toString());
            assertEquals(75, Clips.count(site.artefact(job, "master")));
            JsonNode shot = get(site, "/v1/shots").get("shots").get(0);
            assertTrue(shot.get("thumbnail").isNull() && shot.get("faces").isNull(), shot.toString());
            assertEquals(404, site.send("GET", shot.get("href").asText() + "/thumbnail", null).statusCode());
        }
    }

    @Test
    void shotsOutliveTheirJobAndGoWithTheFootage() {
        Path clip = Clips.edit(this.folder.resolve("edit.mov"));
        try (Site site = site(Databases.SQLITE)) {
            String asset = site.asset(clip);
            JsonNode job = tagged(site, asset);
            assertEquals(204, site.send("DELETE", "/v1/jobs/" + job.get("id").asText(), null).statusCode());
            JsonNode shots = get(site, "/v1/shots?asset=" + asset);
            assertEquals(3, shots.get("total").asInt());
            assertEquals(200, site.send("GET", shots.get("shots").get(0).get("thumbnail").asText(), null).statusCode());
            assertEquals(204, site.send("DELETE", "/v1/assets/" + asset, null).statusCode());
            assertEquals(0, get(site, "/v1/shots").get("total").asInt());
            assertEquals(0, get(site, "/v1/shots?q=edit").get("total").asInt());
        }
    }

    @Test
    void aKilledWorkerIsNotMissed() {
        Path clip = Clips.make(this.folder.resolve("long.mov"), 1500, "256x144");
        try (Site site = site(Databases.SQLITE)) {
            String id = site.submit(site.asset(clip), TAG, "");
            Site.until("frames are seen", () -> site.job(id).get("frames_done").asLong() > 5);
            site.server()
                .supervisor()
                .pids(Resource.CPU)
                .forEach((pid) -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            JsonNode job = site.await(id, "done", "failed");
            assertEquals("done", job.get("state").asText(), job.toPrettyString());
            assertEquals(1, get(site, "/v1/shots").get("total").asInt());
        }
    }

    @Test
    void brokenFootageFailsWithASentence() throws Exception {
        Path clip = Files.writeString(this.folder.resolve("broken.mov"), "no footage at all");
        try (Site site = site(Databases.SQLITE)) {
            JsonNode job = site.await(site.submit(site.asset(clip), TAG, ""), "done", "failed");
            assertEquals("failed", job.get("state").asText());
            assertEquals("urn:rushes:problem:media", job.get("problem").get("type").asText(), job.toPrettyString());
        }
    }

    /** Method, path, body and status. */
    private static final List<List<String>> ODD = List.of(List.of("GET", "/v1/shots?size=XL", "", "400"),
            List.of("GET", "/v1/shots?move=jump", "", "400"), List.of("GET", "/v1/shots?people=-1", "", "400"),
            List.of("GET", "/v1/shots?speech=maybe", "", "400"), List.of("GET", "/v1/shots?offset=100001", "", "400"),
            List.of("GET", "/v1/shots?limit=0", "", "400"), List.of("GET", "/v1/shots?colour=red", "", "400"),
            List.of("GET", "/v1/shots/sht_x", "", "404"), List.of("GET", "/v1/shots/sht_x/thumbnail", "", "404"),
            List.of("PATCH", "/v1/shots/sht_x", "{\"add\": [\"a\"]}", "404"),
            List.of("PATCH", "/v1/shots/sht_x", "{}", "400"), List.of("PATCH", "/v1/shots/sht_x", "", "400"),
            List.of("PATCH", "/v1/shots/sht_x", "{\"add\": \"a\"}", "400"),
            List.of("PATCH", "/v1/shots/sht_x", "{\"add\": [1]}", "400"),
            List.of("PATCH", "/v1/shots/sht_x", "{\"add\": [\"a\"], \"remove\": [\"a\"]}", "400"),
            List.of("PATCH", "/v1/shots/sht_x", "{\"add\": [\" \"]}", "400"),
            List.of("PATCH", "/v1/shots/sht_x", "{\"set\": [\"a\"]}", "400"),
            List.of("GET", "/v1/shots?q=%22%27%3B+DROP+TABLE+shots+--", "", "200"),
            List.of("GET", "/v1/shots?q=%22OR%22+NEAR(+*+%5E", "", "200"),
            List.of("GET", "/v1/shots?q=%26+%7C+!+:*", "", "200"), List.of("GET", "/v1/shots?q=the", "", "200"),
            List.of("GET", "/v1/shots?tag=%25", "", "200"));

    @ParameterizedTest
    @EnumSource
    void oddQuestionsGetPlainAnswers(Databases kind) {
        try (Site site = new Site(this.folder.resolve("data"), (kind == Databases.SQLITE) ? null : Postgres.database(),
                Map.of())) {
            for (List<String> odd : ODD) {
                HttpResponse<String> answer = site.send(odd.get(0), odd.get(1),
                        odd.get(2).isEmpty() ? null : odd.get(2));
                assertEquals(Integer.parseInt(odd.get(3)), answer.statusCode(), odd + ": " + answer.body());
            }
        }
    }

    @Test
    void recipesThatCannotBeAreRefused() {
        Path clip = Clips.make(this.folder.resolve("clip.mov"), 5);
        try (Site site = new Site(this.folder.resolve("data"), null, Map.of())) {
            String asset = site.asset(clip);
            for (String wrong : List.of("{\"op\": \"tag\", \"only\": \"fcaes\"}",
                    "{\"op\": \"tag\"}, {\"op\": \"tag\"}", "{\"op\": \"tag\", \"model\": \"auto\"}")) {
                HttpResponse<String> answer = site.send("POST", "/v1/jobs",
                        "{\"asset\": \"%s\", \"recipe\": {\"operations\": [%s]}}".formatted(asset, wrong));
                assertEquals(400, answer.statusCode(), answer.body());
                assertTrue(answer.body().contains("tag"), answer.body());
            }
        }
    }

}
