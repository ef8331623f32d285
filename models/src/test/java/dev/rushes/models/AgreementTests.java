package dev.rushes.models;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cards that say something else than their networks. */
class AgreementTests {

    @TempDir
    private Path folder;

    @Test
    void everyFormAgreesWithItsCard() {
        Models models = Models.in(Forms.folder());
        for (ModelCard card : models.cards()) {
            assertDoesNotThrow(() -> models.open(card, Device.CPU, 1).close(), card.id());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "up|\"picture\": \"picture\"|\"picture\": \"image\"|\"inputs.picture\" is \"image\", and the network's inputs are \"picture\"",
            "up|\"output\": \"result\"|\"output\": \"out\"|\"output\" is \"out\", and the network's outputs are \"result\"",
            "clean|\"sigma\": \"noise\"|\"sigma\": \"sigma\"|\"inputs.sigma\" is \"sigma\", and the network's inputs are \"picture\", \"noise\"",
            "up-half|\"float16\"|\"float32\"|\"dtype\" is \"float32\", and the network's input \"picture\" is float16",
            "up|\"NCHW\"|\"NHWC\"|the network's input \"picture\" is [1, 3, free, free], and by the card it is [1, free, free, 3]",
            "up|\"RGB\"|\"Y\"|the network's input \"picture\" is [1, 3, free, free], and by the card it is [1, 1, free, free]",
            "up|\"scale\": 2|\"scale\": 3|of a picture of 64×64 the network makes [1, 3, 128, 128], and by the card it is [1, 3, 192, 192]",
            "up-fixed|\"width\": 24|\"width\": 25|the network's input \"picture\" is [1, 3, 16, 24], and by the card it is [1, 3, 16, 25]",
            "up-fixed|\"scale\": 2|\"scale\": 4|the network's output \"result\" is [1, 3, 32, 48], and by the card it is [1, 3, 64, 96]",
            "clean-number|\"sigma_form\": \"number\"|\"sigma_form\": \"map\"|the network's input \"noise\" is [1], and by the card it is [1, 1, free, free]" })
    void whatDoesNotAgreeIsSaid(String form, String right, String wrong, String sentence) throws IOException {
        assertTells(form, right, wrong, sentence);
    }

    @Test
    void aSizeThatTheNetworkHasAndTheCardHasNotIsSaid() throws IOException {
        String card = Files.readString(Forms.folder().resolve("up-fixed.json"));
        String free = card.replaceAll("(?s),\\s*\"size\": \\{.*?}", "");
        assertTrue(!free.equals(card));
        assertTells("up-fixed", free,
                "the network's input \"picture\" is [1, 3, 16, 24], and by the card it is [1, 3, free, free]");
    }

    @Test
    void anInputThatTheCardDoesNotKnowIsSaid() throws IOException {
        String card = Files.readString(Forms.folder().resolve("clean.json"))
            .replace("\"sigma\": \"noise\"", "\"sigma\": null")
            .replace("\"sigma_max\": 0.5", "\"sigma_max\": null");
        assertTells("clean", card, "the network wants an input \"noise\" too, of which the card knows nothing");
    }

    @Test
    void aNetworkThatNeedsOtherSizesFailsWithASentence() throws IOException {
        String card = Files.readString(Forms.folder().resolve("clean.json"))
            .replace("\"multiple\": 2", "\"multiple\": 65");
        assertTells("clean", card, "which fails on a picture of 65×65");
    }

    private void assertTells(String form, String right, String wrong, String sentence) throws IOException {
        String card = Files.readString(Forms.folder().resolve(form + ".json"));
        assertTrue(card.contains(right), card);
        assertTells(form, card.replace(right, wrong), sentence);
    }

    private void assertTells(String form, String card, String sentence) throws IOException {
        Files.writeString(this.folder.resolve(form + ".json"), card);
        Files.copy(Forms.folder().resolve(form + ".onnx"), this.folder.resolve(form + ".onnx"));
        Problem problem = assertThrows(Problem.class, () -> {
            Models models = Models.in(this.folder);
            models.open(models.card(form), Device.CPU, 1).close();
        });
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertTrue(problem.getMessage().contains(sentence), problem.getMessage());
    }

}
