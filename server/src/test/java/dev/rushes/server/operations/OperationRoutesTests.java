package dev.rushes.server.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.models.LicencePolicy;
import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import dev.rushes.server.Production;
import dev.rushes.server.fixture.HttpSite;
import dev.rushes.server.http.Caller;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Output;
import dev.rushes.workers.job.Recipe;
import dev.rushes.workers.job.Recipes;
import dev.rushes.workers.operations.Form;
import dev.rushes.workers.operations.OptionSpec;
import dev.rushes.workers.operations.Operations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OperationRoutesTests {

    @TempDir
    private Path data;

    private final HttpSite site = new HttpSite();

    @BeforeEach
    void open() {
        this.site.serve((_) -> Caller.LOCAL, new OperationRoutes(Models.shipped()).routes());
    }

    @AfterEach
    void close() {
        this.site.close();
    }

    @Test
    void everyOptionOfEveryOperationIsThere() {
        JsonNode document = json("/v1/operations");
        assertEquals(Operations.names(),
                document.get("operations").valueStream().map((form) -> form.get("name").asText()).toList());
        for (int i = 0; i < Operations.all().size(); i++) {
            assertForm(Operations.all().get(i), document.get("operations").get(i));
        }
        assertForm(Output.FORM, document.get("output"));
    }

    private static void assertForm(Form<?> form, JsonNode shown) {
        assertEquals(form.help(), shown.get("summary").asText());
        assertEquals(form.options().stream().map(OptionSpec::name).toList(),
                shown.get("options").valueStream().map((option) -> option.get("name").asText()).toList());
        for (JsonNode field : shown.get("options")) {
            OptionSpec option = form.options()
                .stream()
                .filter((candidate) -> candidate.name().equals(field.get("name").asText()))
                .findFirst()
                .orElseThrow();
            assertEquals(option.help(), field.get("help").asText());
            assertEquals(option.defaultValue() == null, field.get("required").asBoolean());
            assertEquals(option.numeric(), !field.get("min").isNull());
            // all that a form offers must be taken
            Stream.of("words", "choices", "suggestions")
                .flatMap((list) -> field.get(list).valueStream())
                .forEach((value) -> assertTrue(option.accepts(value.asText()), value.asText()));
            assertTrue(option.defaultValue() == null || option.accepts(field.get("default_value").asText()));
        }
    }

    @Test
    void anUpscalersModelsAreSuggested() {
        JsonNode model = json("/v1/operations").get("operations")
            .valueStream()
            .filter((form) -> form.get("name").asText().equals("upscale"))
            .flatMap((form) -> form.get("options").valueStream())
            .filter((option) -> option.get("name").asText().equals("model"))
            .findFirst()
            .orElseThrow();
        assertTrue(model.get("suggestions").size() > 2, model.toString());
        assertEquals("auto", model.get("suggestions").get(0).asText());
    }

    @Test
    void theSchemaAndTheModelsAreThere() {
        assertEquals("Rushes recipe", json("/v1/recipe-schema").get("title").asText());
        JsonNode models = json("/v1/models").get("models");
        assertEquals(Models.shipped().cards().size(), models.size());
        String id = models.get(0).get("id").asText();
        assertEquals(models.get(0), json("/v1/models/" + id));
        assertEquals(404, this.site.get("/v1/models/none").statusCode());
    }

    @Test
    void whatThePolicyRefusesIsSaidToBeRefused(@TempDir Path folder) throws IOException {
        Models all = Models.in(cards(folder));
        JsonNode models = shown(all);
        assertEquals(List.of(true, true), models.valueStream().map((card) -> card.get("allowed").asBoolean()).toList());
        assertTrue(models.get(0).get("refusal").isNull(), models.toString());
        JsonNode refused = shown(all.under(LicencePolicy.PERMISSIVE));
        assertEquals(List.of(false, true),
                refused.valueStream().map((card) -> card.get("allowed").asBoolean()).toList());
        assertTrue(refused.get(0).get("refusal").asText().contains("CC-BY-NC-4.0"), refused.toString());
        assertEquals("CC-BY-NC-4.0", refused.get(0).get("licence").asText());
        assertEquals("no", refused.get(0).get("commercial_use").asText());
        String forms = json("/v1/operations").toString();
        assertTrue(!forms.contains("\"a-model\"") && forms.contains("\"b-model\""), forms);
    }

    @Test
    void aRecipeWithARefusedModelIsRefusedByName(@TempDir Path folder) throws IOException {
        Models strict = Models.in(cards(folder)).under(LicencePolicy.PERMISSIVE);
        Recipe named = Recipes
            .parseField("{\"operations\": [{\"op\": \"upscale\", \"scale\": 2, \"model\": \"a-model\"}]}", "recipe");
        Problem problem = assertThrows(Problem.class, () -> new Feasible(strict).checked(named));
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertTrue(problem.getMessage().startsWith("the model a-model is refused by --licences permissive"),
                problem.getMessage());
        Recipe open = Recipes.parseField("{\"operations\": [{\"op\": \"upscale\", \"scale\": 2}]}", "recipe");
        assertEquals(open, new Feasible(strict).checked(open));
    }

    /** Two that do the same; the first by name may not be used for money. */
    private static Path cards(Path folder) throws IOException {
        ObjectNode card = Json.read(Json.write(Models.shipped().pick("upscale", 2)), ObjectNode.class);
        card.put("id", "b-model");
        Files.writeString(folder.resolve("b.json"), card.toString());
        card.put("id", "a-model").put("licence", "CC-BY-NC-4.0").put("commercial_use", "no");
        Files.writeString(folder.resolve("a.json"), card.toString());
        return folder;
    }

    private JsonNode shown(Models models) {
        this.site.serve((_) -> Caller.LOCAL, new OperationRoutes(models).routes());
        return json("/v1/models").get("models");
    }

    @Test
    void aStudiosModelsAreThereWithoutARestart() throws IOException {
        try (HttpSite own = new HttpSite()) {
            own.serve((_) -> Caller.LOCAL, new OperationRoutes(Production.models(this.data)).routes());
            assertEquals(List.of("2", "4"), scales(own));
            Path models = Files.createDirectory(this.data.resolve("models"));
            Files.writeString(models.resolve("net.onnx"), "");
            Files.writeString(models.resolve("net.json"), """
                    {"id": "studio-x3", "version": "1", "task": "upscale", "title": "ours", "file": "net.onnx",
                     "sha256": "%s", "layout": "NHWC", "dtype": "float16", "range": [-1, 1], "channels": "BGR",
                     "inputs": {"picture": "x", "sigma": null}, "output": "y", "scale": 3, "multiple": 1, "halo": 1,
                     "window": 1, "sigma_max": null, "speed": "fast", "parameters": 1, "gflop_per_megapixel": 1,
                     "licence": "CC0-1.0", "source": "here", "training_data": "none", "quality": [],
                     "measured_by": "nobody"}""".formatted("0".repeat(64)));
            Files.writeString(models.resolve("broken.json"), "{");
            assertEquals(List.of("2", "3", "4"), scales(own));
            assertEquals("BGR",
                    Json.read(own.get("/v1/models/studio-x3").body(), JsonNode.class).get("channels").asText());
            JsonNode all = Json.read(own.get("/v1/models").body(), JsonNode.class);
            assertEquals(Models.shipped().cards().size() + 1, all.get("models").size());
            assertEquals("broken.json", all.get("left_out").get(0).get("file").asText());
        }
    }

    private static List<String> scales(HttpSite site) {
        return Json.read(site.get("/v1/operations").body(), JsonNode.class)
            .findParents("choices")
            .stream()
            .filter((option) -> option.get("name").asText().equals("scale"))
            .flatMap((option) -> option.get("choices").valueStream())
            .map(JsonNode::asText)
            .toList();
    }

    private JsonNode json(String path) {
        return Json.read(this.site.get(path).body(), JsonNode.class);
    }

}
