package dev.rushes.workers.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.workers.operations.Denoise;
import dev.rushes.workers.operations.Operations;
import dev.rushes.workers.operations.Upscale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RecipesTests {

    private static final Recipe EXAMPLE = new Recipe(List.of(new Denoise("auto", "auto"), new Upscale(2, "auto")),
            new Output("ffv1", "mkv"));

    @TempDir
    private Path folder;

    @Test
    void yamlAndJsonSayTheSame() {
        assertEquals(EXAMPLE, Recipes.parse("""
                operations: [{op: denoise, strength: auto}, {op: upscale, scale: 2}]
                output: {codec: ffv1, container: mkv}
                """, "a.yaml"));
        assertEquals(EXAMPLE, Recipes.parse("""
                # a comment
                operations:
                  - op: denoise
                  - op: upscale
                    scale: "2"
                output:
                  codec: ffv1
                  container: mkv
                """, "a.yml"));
        assertEquals(EXAMPLE, Recipes.parse("""
                {"operations": [{"op": "denoise", "strength": "auto"}, {"op": "upscale", "scale": 2}],
                 "output": {"codec": "ffv1", "container": "mkv"}}
                """, "a.json"));
    }

    @Test
    void anEmptyListPassesThePictureThrough() {
        assertEquals(new Recipe(List.of(), Output.AUTO), Recipes.parse("operations: []", "a.yaml"));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        assertEquals(EXAMPLE, Json.read(Json.write(EXAMPLE), Recipe.class));
        assertEquals(EXAMPLE, Recipes.parse(Json.write(EXAMPLE), "a.json"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            textBlock = """
                    operation: []                             | a.yaml line 1: unknown field "operation"; a recipe has \
                    operations and output; did you mean "operations"?
                    {}                                        | a.yaml line 1: operations must be a list; the empty list [] \
                    passes the picture through
                    operations: denoise                       | a.yaml line 1: operations must be a list; the empty list [] \
                    passes the picture through
                    operations: [denoise]                     | a.yaml line 1: an operation must be a group of fields such \
                    as {op: denoise}
                    operations: [{strength: 5}]               | a.yaml line 1: an operation needs its name: "op" must be \
                    denoise, upscale or tag
                    operations: [{op: 5}]                     | a.yaml line 1: an operation needs its name: "op" must be \
                    denoise, upscale or tag
                    operations: [{op: upscal, scale: 2}]      | a.yaml line 1: unknown operation "upscal"; did you mean \
                    "upscale"?
                    operations: []#output: {codek: ffv1}      | a.yaml line 2: output has no option "codek"; it has codec, \
                    container; did you mean "codec"?
                    operations:# - op: denoise#   strength: x | a.yaml line 3: denoise: strength must be auto or a number \
                    from 0 to 100, not "x"
                    operations:# - op: denoise# - op: upscale | a.yaml line 3: upscale: scale is missing; it must be 2, 3, 4, 5, 6, 7 or 8
                    operations: []#output: [ffv1]             | a.yaml line 2: output must be a group of fields such as \
                    {op: denoise}
                    - op: denoise                             | a.yaml line 1: a recipe must be a group of fields such as \
                    {op: denoise}
                    operations: []#---#operations: []         | a.yaml line 3: there is a second document; a recipe is one
                    operations: &a []                         | a.yaml line 1: anchors (&) and aliases (*) are not allowed
                    operations: *a                            | a.yaml line 1: anchors (&) and aliases (*) are not allowed
                    """)
    void aWrongRecipeIsAnsweredWithItsLine(String recipe, String sentence) {
        assertEquals(sentence, refusal(recipe.replace('#', '\n'), "a.yaml"));
    }

    @Test
    void brokenSyntaxIsAnsweredWithItsLine() {
        assertTrue(refusal("operations: [\n{op: denoise", "a.yaml").startsWith("a.yaml line 2: not YAML: "));
        assertTrue(refusal("{\"operations\": [}", "a.json").startsWith("a.json line 1: not JSON: "));
        assertTrue(refusal("operations: []\noperations: []", "a.yaml").contains("Duplicate field 'operations'"));
        assertEquals("a.yaml is empty", refusal("", "a.yaml"));
    }

    @Test
    void aBillionLaughsAreNotHeard() {
        String bomb = """
                a: &a [x, x, x, x, x, x, x, x, x]
                b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
                operations: [*b]
                """;
        assertEquals("a.yaml line 1: anchors (&) and aliases (*) are not allowed", refusal(bomb, "a.yaml"));
    }

    @Test
    void deepNestingDoesNotReachTheBottomOfTheStack() {
        assertTrue(refusal("[".repeat(100_000), "a.json").contains("nested too deep"));
        assertTrue(refusal("[".repeat(1000), "a.yaml").contains("nested too deep"));
    }

    @Test
    void filesAreBounded() throws IOException {
        Path big = Files.write(this.folder.resolve("big.yaml"), new byte[(1 << 20) + 1]);
        assertEquals(big + " is bigger than 1024 KiB",
                assertThrows(Problem.class, () -> Recipes.read(big)).getMessage());
        Path latin = Files.write(this.folder.resolve("latin.yaml"), "é".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(latin + " is not UTF-8 text", assertThrows(Problem.class, () -> Recipes.read(latin)).getMessage());
        Problem missing = assertThrows(Problem.class, () -> Recipes.read(this.folder.resolve("none.yaml")));
        assertEquals(Problem.Kind.NOT_FOUND, missing.kind());
        assertThrows(Problem.class, () -> Recipes.read(this.folder));
    }

    @Test
    void aFileIsRead() throws IOException {
        Path file = Files.writeString(this.folder.resolve("a.yaml"), "\uFEFFoperations: [{op: upscale, scale: 4}]\n");
        assertEquals(List.of(new Upscale(4, "auto")), Recipes.read(file).operations());
    }

    @Test
    void theSchemaNamesEveryOperation() {
        String schema = Json.write(Recipes.schema());
        Operations.names().forEach((name) -> assertTrue(schema.contains("\"" + name + "\""), name));
        assertTrue(schema.contains("\"dnxhr_hqx\""));
    }

    private static String refusal(String recipe, String name) {
        Problem problem = assertThrows(Problem.class, () -> Recipes.parse(recipe, name));
        assertEquals(Problem.Kind.INVALID, problem.kind());
        return problem.getMessage();
    }

}
