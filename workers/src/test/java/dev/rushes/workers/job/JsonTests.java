package dev.rushes.workers.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.models.Problem;
import dev.rushes.workers.operations.Denoise;
import dev.rushes.workers.operations.Upscale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
                  "grain": "0",
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

    private static final String FIELDS = "clip, damaged, device, interlaced, memory, out, range, rate, recipe, segments, "
            + "threads, timing";

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
        assertEquals("unknown field \"segmnets\"; there are " + FIELDS + "; did you mean \"segments\"?",
                refusal(TEXT.replace("\"segments\"", "\"segmnets\"")));
        assertEquals("unknown field \"recipe.outputs\"; there are operations, output; did you mean \"output\"?",
                refusal(TEXT.replace("\"output\"", "\"outputs\"")));
        assertEquals("field \"segments\" is missing", refusal(TEXT.replace("\"segments\": 3,", "")));
        assertEquals("field \"segments\": it must be a whole number",
                refusal(TEXT.replace("\"segments\": 3", "\"segments\": \"many\"")));
        assertEquals("field \"segments\": it must be a whole number",
                refusal(TEXT.replace("\"segments\": 3", "\"segments\": null")));
        assertEquals("field \"out\": it is no path", refusal(TEXT.replace("/out", "/o\\u0000ut")));
        assertEquals("upscale: scale must be 2, 3, 4, 5, 6, 7 or 8, not 9",
                refusal(TEXT.replace("\"scale\": 2", "\"scale\": 9")));
        assertEquals("the document is null", refusal("null"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"clip": 1,%"clip": 2}    | not JSON, line 2 column 7: the field "clip" stands there twice
            {"clip":                  | it ends too soon
            {"clip": "a               | it ends too soon
            {clip: 1}                 | not JSON, line 1 column 2: c is not expected there
            {"clip": 1,}              | } is not expected there
            {"clip": NaN}             | "NaN" is no value; texts stand in double quotes
            {"clip": mov}             | "mov" is no value; texts stand in double quotes
            {"clip": "\\q"}           | there is no escape \\q
            {"clip": 01}              | a number is not written as JSON does
            {"clip": "a%b"}           | a control character within a text must be written as
            /* */ {}                  | not JSON, line 1 column 1: / is not expected there
            <html>                    | not JSON, line 1 column 1: < is not expected there
            BOM{}                     | a character that cannot be seen is not expected there
            {"segments": 99999999999} | a number is too large
            {"range": {}}             | field "range": it must be a text
            {"recipe": []}            | field "recipe": it must be an object of fields
            []                        | the document cannot be used: it must be an object of fields
            "job"                     | the document cannot be used: it must be an object of fields
            """)
    void whatIsNoDocumentIsSaidInOurWords(String text, String why) {
        String said = refusal(text.replace('%', '\n').replace("BOM", "\uFEFF"));
        assertTrue(said.contains(why), said);
        assertFalse(said.matches(".*(Jackson|Token|`|java\\.|Feature|Constraints).*"), said);
    }

    @Test
    void limitsAreSaidInOurWords() {
        assertTrue(treeRefusal("[".repeat(101)).endsWith("it is nested deeper than 100 levels"));
        assertTrue(treeRefusal("1".repeat(1100)).endsWith("a number is longer than 1000 digits"));
        assertTrue(treeRefusal("{\"" + "x".repeat(60_000) + "\": 1}")
            .endsWith("a field's name is longer than 50000 characters"));
        assertTrue(treeRefusal("\"" + "x".repeat(20_000_001) + "\"")
            .endsWith("a text is longer than 20000000 characters"));
        assertTrue(treeRefusal("{} {}").endsWith("there is more after the end of the document"));
    }

    private static String treeRefusal(String text) {
        return assertThrows(Problem.class, () -> Json.read(text, JsonNode.class)).getMessage();
    }

    @Test
    void filesAreNamedInSentences() throws IOException {
        Path file = Files.writeString(this.folder.resolve("job.json"), "{\"clap\": 1}");
        assertEquals("job.json: unknown field \"clap\"; there are " + FIELDS + "; did you mean \"clip\"?",
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
