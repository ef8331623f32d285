package dev.rushes.workers.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.rushes.models.Problem;
import dev.rushes.workers.operations.Denoise;
import dev.rushes.workers.operations.Upscale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class JsonTests {

    private static final Job JOB = new Job(Path.of("/a/b c.mov"), Path.of("/out"),
            new Recipe(List.of(new Denoise("auto", "auto"), new Upscale(2, "x")), Output.AUTO), null, null, "auto",
            "keep", "fail", "cpu", 0, 3, 1L << 40);

    private static final String TEXT = """
            {
              "clip": "/a/b c.mov",
              "out": "/out",
              "recipe": {
                "operations": [ {
                  "op": "denoise",
                  "strength": "auto",
                  "model": "auto"
                }, {
                  "op": "upscale",
                  "scale": 2,
                  "model": "x"
                } ],
                "output": {
                  "codec": "auto",
                  "container": "auto"
                }
              },
              "range": null,
              "rate": null,
              "interlaced": "auto",
              "timing": "keep",
              "damaged": "fail",
              "device": "cpu",
              "threads": 0,
              "segments": 3,
              "memory": 1099511627776
            }""";

    @TempDir
    private Path folder;

    @Test
    void documentsLookLikeThis() {
        assertEquals(TEXT, Json.write(JOB));
        assertEquals(JOB, Json.read(TEXT, Job.class));
    }

    @Test
    void mapsAreSortedByKeySoThatEqualDocumentsAreEqualText() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("c", null);
        document.put("b", List.of());
        document.put("a", 1);
        assertEquals("{\"a\":1,\"b\":[],\"c\":null}", Json.line(document));
    }

    @Test
    void aRecipeIsOneLineToo() {
        assertEquals(
                "{\"operations\":[{\"op\":\"upscale\",\"scale\":2,\"model\":\"auto\"}],"
                        + "\"output\":{\"codec\":\"auto\",\"container\":\"auto\"}}",
                Json.line(Recipes.parse("operations: [{op: upscale, scale: 2}]", "a.yaml")));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertEquals("unknown field \"segmnets\"; did you mean \"segments\"?",
                refusal(TEXT.replace("\"segments\"", "\"segmnets\"")));
        assertEquals("unknown field \"recipe.outputs\"; did you mean \"output\"?",
                refusal(TEXT.replace("\"output\"", "\"outputs\"")));
        assertEquals("field \"segments\" is missing", refusal(TEXT.replace("\"segments\": 3,", "")));
        assertTrue(
                refusal(TEXT.replace("\"segments\": 3", "\"segments\": \"many\"")).startsWith("field \"segments\": "));
        assertTrue(refusal(TEXT.replace("\"segments\": 3", "\"segments\": null")).startsWith("field \"segments\": "));
        assertTrue(refusal(TEXT.replace("/out", "/o\\u0000ut")).startsWith("field \"out\": "));
        assertEquals("upscale: scale must be 2 or 4, not 3", refusal(TEXT.replace("\"scale\": 2", "\"scale\": 3")));
        assertTrue(refusal(TEXT.substring(0, TEXT.length() - 1)).startsWith("line "));
        assertTrue(refusal("{\"clip\": 1,\n\"clip\": 2}").contains("Duplicate field 'clip'"));
        assertTrue(refusal(TEXT + "{}").contains("railing"));
        assertEquals("the document is null", refusal("null"));
    }

    @Test
    void filesAreNamedInSentences() throws IOException {
        Path file = Files.writeString(this.folder.resolve("job.json"), "{\"clap\": 1}");
        assertEquals("job.json: unknown field \"clap\"; did you mean \"clip\"?",
                assertThrows(Problem.class, () -> Json.read(file, Job.class)).getMessage());
        Problem missing = assertThrows(Problem.class, () -> Json.read(this.folder.resolve("no"), Job.class));
        assertEquals(Problem.Kind.NOT_FOUND, missing.kind());
    }

    private static String refusal(String text) {
        Problem problem = assertThrows(Problem.class, () -> Json.read(text, Job.class));
        assertEquals(Problem.Kind.INVALID, problem.kind());
        return problem.getMessage();
    }

}
