package dev.rushes.models;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Sentences follow a colon wherever they are shown: no capital first, no full stop. */
class SentencesTests {

    @Test
    void problemsSpeakAlike() {
        Models models = Models.in(TinyModels.folder());
        List<Executable> wrong = List.of(() -> models.card("tiny-denoiser"), () -> models.card("zzz"),
                () -> models.pick("upscale", 7), () -> Device.resolve("cud"), () -> card("{"), () -> card("{}"),
                () -> card("{\"id\": 1, \"x\": 2}"), () -> Models.in(Path.of("no such folder")));
        for (Executable executable : wrong) {
            String sentence = assertThrows(Problem.class, executable).getMessage();
            assertTrue(sentence.matches("(?s)[a-z\"].*[^.\\s]"), sentence);
        }
    }

    private static void card(String json) {
        ModelCard.parse("card.json", json.getBytes(StandardCharsets.UTF_8));
    }

}
