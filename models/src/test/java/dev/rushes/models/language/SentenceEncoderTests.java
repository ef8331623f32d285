package dev.rushes.models.language;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What means the same is near, by the real network. */
class SentenceEncoderTests {

    private static final List<String> SHOTS = List.of("close-up, static camera, one person, talking",
            "medium shot, two people, dining table, wine glass, talking", "wide shot, tracking, car, truck",
            "close-up, dog, nobody", "wide shot, boat, static camera, nobody", "slate, scene 24B take 3");

    private static double alike(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({ "people having dinner, 1", "automobile, 2", "puppy, 3", "somebody speaking, 0", "ship at sea, 4" })
    void otherWordsForTheSameFindIt(String query, int best) {
        try (SentenceEncoder encoder = new SentenceEncoder(1)) {
            float[] wanted = encoder.encode(query);
            String found = SHOTS.stream()
                .max(Comparator.comparingDouble((shot) -> alike(wanted, encoder.encode(shot))))
                .orElseThrow();
            assertEquals(SHOTS.get(best), found);
        }
    }

    @Test
    void vectorsHaveLengthOneAndLongTextsAreCut() {
        try (SentenceEncoder encoder = new SentenceEncoder(1)) {
            float[] vector = encoder.encode("word ".repeat(5000));
            assertEquals(SentenceEncoder.LENGTH, vector.length);
            assertEquals(1, alike(vector, vector), 1e-5);
            assertTrue(alike(encoder.encode(""), encoder.encode("")) > 0.999);
        }
    }

}
