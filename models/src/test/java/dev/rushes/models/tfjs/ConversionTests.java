package dev.rushes.models.tfjs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.models.AnalyserCard;
import dev.rushes.models.Problem;
import dev.rushes.models.onnx.Inference;
import dev.rushes.models.onnx.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Against what TensorFlow.js computes: models/lab/tfjs/golden.mjs. */
class ConversionTests {

    @ParameterizedTest
    @CsvSource({ "faces, blazeface, input, 256, -1, 1", "objects, centernet, tower_0/images, 512, 0, 255" })
    void computesWhatTheOriginalDoes(String id, String name, String input, int size, float black, float white)
            throws IOException {
        JsonNode golden = new ObjectMapper().readTree(getClass().getResourceAsStream("golden.json")).get(name);
        AnalyserCard card = AnalyserCard.shipped(id);
        List<String> outputs = golden.properties().stream().map(Map.Entry::getKey).toList();
        byte[] onnx = Conversion.onnx(card.bytes(name + ".json"), card.bytes(name + ".bin"), outputs);
        try (Inference network = Inference.load(onnx, 1)) {
            Map<String, Values> results = network.run(Map.of(input, picture(size, black, white)));
            for (String output : outputs) {
                float[] ours = results.get(output).data();
                JsonNode theirs = golden.get(output);
                assertEquals(theirs.get("count").asInt(), ours.length);
                int step = theirs.get("step").asInt();
                for (int i = 0; i < theirs.get("numbers").size(); i++) {
                    double wanted = theirs.get("numbers").get(i).asDouble();
                    assertEquals(wanted, ours[i * step], 1e-3 * (1 + Math.abs(wanted)), output + " " + i);
                }
            }
        }
    }

    private static Values picture(int size, float black, float white) {
        float[] numbers = new float[3 * size * size];
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    int sample = (x * 7 + y * 13 + c * 101 + (x * y >> 5) * 29) % 256;
                    numbers[(c * size + y) * size + x] = black + (white - black) * sample / 255;
                }
            }
        }
        return new Values(new long[] { 1, 3, size, size }, numbers);
    }

    @Test
    void whatIsBrokenIsSaidToBeSo() {
        AnalyserCard card = AnalyserCard.shipped("faces");
        byte[] json = card.bytes("blazeface.json");
        List<String> outputs = List.of("Identity");
        Problem broken = assertThrows(Problem.class, () -> Conversion.onnx(json, new byte[1000], outputs));
        assertEquals(Problem.Kind.INVALID, broken.kind());
        byte[] text = "no JSON".getBytes(StandardCharsets.UTF_8);
        assertEquals(Problem.Kind.INVALID,
                assertThrows(Problem.class, () -> Conversion.onnx(text, new byte[0], outputs)).kind());
        byte[] weights = card.bytes("blazeface.bin");
        Problem missing = assertThrows(Problem.class, () -> Conversion.onnx(json, weights, List.of("Nothing")));
        assertTrue(missing.getMessage().contains("\"Nothing\""), missing.getMessage());
    }

    @Test
    void operatorsThatAreNotKnownAreNamed() {
        AnalyserCard card = AnalyserCard.shipped("objects");
        byte[] json = card.bytes("centernet.json");
        byte[] weights = card.bytes("centernet.bin");
        Problem problem = assertThrows(Problem.class,
                () -> Conversion.onnx(json, weights, List.of("tower_0/detections")));
        assertEquals(Problem.Kind.UNSUPPORTED, problem.kind());
        assertTrue(problem.getMessage().contains("the operator Sub "), problem.getMessage());
    }

}
