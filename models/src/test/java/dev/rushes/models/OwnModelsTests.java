package dev.rushes.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of the user's own beside models that come with the software. */
class OwnModelsTests {

    @TempDir
    private Path folder;

    private final List<LeftOut> news = new ArrayList<>();

    @Test
    void aFolderThatIsNotThereHoldsNothing() {
        Models models = Models.shipped().with(this.folder.resolve("nowhere"));
        assertEquals(Models.shipped().cards(), models.cards());
        assertEquals(List.of(), models.leftOut());
    }

    @Test
    void modelsAreThereAsSoonAsTheyLieInTheFolderAndNoLonger() throws IOException {
        Models models = models();
        put("up", Map.of());
        assertEquals("up", models.card("up").id());
        models.open(models.card("up"), Device.CPU, 1).close();
        put("up", Map.of("Random weights", "Better weights"));
        assertEquals("Better weights, for tests", models.card("up").title());
        Files.delete(this.folder.resolve("up.json"));
        assertThrows(Problem.class, () -> models.card("up"));
        assertEquals(List.of(), this.news);
    }

    @Test
    void aBrokenCardIsLeftOutAndTakesNothingElseWithIt() throws IOException {
        put("up", Map.of());
        put("clean", Map.of("\"halo\": 6", "\"halo\": -1"));
        Files.writeString(this.folder.resolve("no-card.json"), "[");
        Models models = models();
        assertEquals(Models.shipped().cards().size() + 1, models.cards().size());
        assertEquals(List.of("clean.json", "no-card.json"), models.leftOut().stream().map(LeftOut::file).toList());
        assertTrue(models.leftOut().getFirst().reason().contains("\"halo\" is -1"), models.leftOut().toString());
        Problem problem = assertThrows(Problem.class, () -> models.card("clean"));
        assertTrue(problem.getMessage().contains("is left out: the model card clean.json is wrong"),
                problem.getMessage());
        models.cards();
        assertEquals(2, this.news.size(), "told once");
        put("clean", Map.of());
        assertEquals("clean", models.card("clean").id());
        assertEquals(1, models.leftOut().size());
    }

    @Test
    void weightsThatAreNotThereLeaveAModelOutUntilTheyCome() throws IOException {
        put("up-external", Map.of());
        Models models = models();
        assertTrue(reason(models).contains("the weights up-external.weights of the model up-external are not there"),
                reason(models));
        copy("up-external.weights");
        models.open(models.card("up-external"), Device.CPU, 1).close();
        assertEquals(List.of(), models.leftOut());
    }

    @Test
    void noIdOfAShippedModelIsTaken() throws IOException {
        put("up", Map.of("\"id\": \"up\"", "\"id\": \"upscale-x2-fast\""));
        Models models = models();
        assertEquals(Models.shipped().card("upscale-x2-fast"), models.card("upscale-x2-fast"));
        assertTrue(reason(models).contains("\"upscale-x2-fast\" belongs to a model that is shipped"), reason(models));
    }

    @Test
    void ofTwoWithOneIdTheSecondIsLeftOut() throws IOException {
        put("up", Map.of());
        put("up-nhwc", Map.of("\"id\": \"up-nhwc\"", "\"id\": \"up\""));
        Models models = models();
        assertEquals("NHWC", models.card("up").layout(), "in alphabetical order up-nhwc.json comes first");
        assertEquals("up.json", models.leftOut().getFirst().file());
        assertTrue(reason(models).contains("has the id \"up\" already"), reason(models));
    }

    @Test
    void shippedModelsArePickedFirst() throws IOException {
        put("up", Map.of());
        put("up-x3", Map.of());
        put("up-x8", Map.of("\"window\": 1", "\"window\": 5"));
        Models models = models();
        assertEquals("upscale-x2-fast", models.pick("upscale", 2).id());
        assertEquals("up-x3", models.pick("upscale", 3).id());
        assertEquals("up", models.card("up", "upscale", 2).id());
        assertThrows(Problem.class, () -> models.pick("upscale", 8));
        assertEquals("up-x8", models.card("up-x8", "upscale", 8).id());
    }

    @Test
    void aFolderThatCannotBeReadIsNamedAndTheRestGoesOn() throws IOException {
        Path file = Files.writeString(this.folder.resolve("file"), "");
        Models models = Models.shipped().with(file);
        assertEquals(Models.shipped().cards(), models.cards());
        assertEquals(file.toString(), models.leftOut().getFirst().file());
    }

    @Test
    void whatIsNoCardIsNotLookedAt() throws IOException {
        Files.createDirectory(this.folder.resolve("folder.json"));
        Files.writeString(this.folder.resolve("._up.json"), "a Mac was here");
        Files.writeString(this.folder.resolve("README"), "x");
        Files.createSymbolicLink(this.folder.resolve("gone.json"), this.folder.resolve("nowhere"));
        assertEquals(List.of(), models().leftOut());
    }

    private Models models() {
        return Models.shipped().with(this.folder, this.news::add);
    }

    private static String reason(Models models) {
        return models.leftOut().getFirst().reason();
    }

    private void put(String form, Map<String, String> changes) throws IOException {
        String card = Files.readString(Forms.folder().resolve(form + ".json"));
        for (Map.Entry<String, String> change : changes.entrySet()) {
            assertTrue(card.contains(change.getKey()), card);
            card = card.replace(change.getKey(), change.getValue());
        }
        copy(form + ".onnx");
        // as whoever writes a card should: it is there whole or not
        Path part = Files.writeString(this.folder.resolve(form + ".part"), card);
        Files.move(part, this.folder.resolve(form + ".json"), StandardCopyOption.REPLACE_EXISTING);
    }

    private void copy(String file) throws IOException {
        Files.copy(Forms.folder().resolve(file), this.folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }

}
