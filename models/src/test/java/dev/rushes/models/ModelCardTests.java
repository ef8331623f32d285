package dev.rushes.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCardTests {

    private String json;

    @BeforeEach
    void read() throws IOException {
        this.json = Files.readString(TinyModels.folder().resolve("tiny-denoise.json"));
    }

    @Test
    void everyFieldIsRead() {
        ModelCard card = parse(this.json.replace("\"quality\": []",
                "\"quality\": [{\"set\": \"S\", \"degrade\": \"awgn 25\", \"metric\": \"psnr\", \"value\": 30.5, "
                        + "\"baseline\": 20.25}]"));
        assertEquals("tiny-denoise", card.id());
        assertEquals("denoise", card.task());
        assertEquals("tiny-denoise.onnx", card.file());
        assertEquals(List.of(0.0, 1.0), card.range());
        assertEquals(new ModelCard.Inputs("input", "sigma", "map", 1), card.inputs());
        assertEquals(1, card.scale());
        assertEquals(2, card.multiple());
        assertEquals(0.235, card.sigmaMax());
        assertEquals(List.of(new ModelCard.Quality("S", "awgn 25", "psnr", 30.5, 20.25, Map.of())), card.quality());
        assertEquals("nobody", card.measuredBy());
        assertNull(TinyModels.card("tiny-upscale-x2").sigmaMax());
    }

    @Test
    void whatACatalogueTellsNeedNotBeThere() {
        ModelCard card = parse(this.json);
        assertEquals("clean", card.suits());
        assertEquals("unknown", card.commercialUse());
        assertEquals("", card.limits());
        ModelCard told = parse(this.json
            .replaceFirst("\\{", "{\"suits\": \"camera\", \"commercial_use\": \"no\", \"limits\": \"Text is lost.\",")
            .replace("\"quality\": []",
                    "\"quality\": [{\"set\": \"S\", \"degrade\": \"awgn 25\", \"metric\": \"psnr\", \"value\": 30.5, "
                            + "\"baseline\": 20.25, \"plain\": {\"nlmeans\": 28.5}}]"));
        assertEquals("camera", told.suits());
        assertEquals("no", told.commercialUse());
        assertEquals("Text is lost.", told.limits());
        assertEquals(Map.of("nlmeans", 28.5), told.quality().getFirst().plain());
        assertTells("\"suits\" is video", this.json.replaceFirst("\\{", "{\"suits\": \"video\","));
        assertTells("\"commercial_use\" is maybe", this.json.replaceFirst("\\{", "{\"commercial_use\": \"maybe\","));
        assertTells("\"limits\" is null", this.json.replaceFirst("\\{", "{\"limits\": null,"));
    }

    @Test
    void whatNeedNotBeSaidIsAsItAlwaysWas() {
        ModelCard card = parse(this.json);
        assertNull(card.outputRange());
        assertNull(card.size());
        assertEquals(List.of(), card.externalData());
        assertEquals("map", card.inputs().sigmaForm());
        assertEquals(1, card.inputs().sigmaUnit());
    }

    @Test
    void howANetworkIsFedIsRead() {
        ModelCard card = parse(this.json.replace("NCHW", "NHWC")
            .replace("float32", "uint8")
            .replace("\"RGB\"",
                    "\"BGR\", \"output_range\": [255, 16], \"size\": {\"width\": 6, \"height\": 4}, "
                            + "\"external_data\": [{\"file\": \"a/b\", \"sha256\": \"" + "0".repeat(64) + "\"}]")
            .replace("\"sigma\": \"sigma\"", "\"sigma\": \"sigma\", \"sigma_form\": \"number\", \"sigma_unit\": 255"));
        assertEquals(List.of(255.0, 16.0), card.outputRange());
        assertEquals(new ModelCard.Size(6, 4), card.size());
        assertEquals(List.of(new ModelCard.ExternalData("a/b", "0".repeat(64))), card.externalData());
        assertEquals(new ModelCard.Inputs("input", "sigma", "number", 255), card.inputs());
        assertEquals("BGR", card.channels());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "range|\"range\": [1, 1]", "range|\"range\": [0]", "range|\"range\": [0, null]",
                    "range|\"range\": [0, 1e999]", "output_range|\"range\": [0, 1], \"output_range\": [2, 2]",
                    "size|\"range\": [0, 1], \"size\": {\"width\": 5, \"height\": 4}",
                    "size.width|\"range\": [0, 1], \"size\": {\"width\": 0, \"height\": 4}" })
    void aWrongFormIsNamed(String field, String wrong) {
        String changed = this.json.replaceAll("(?s)\"range\": \\[.*?]", wrong);
        assertTrue(!changed.equals(this.json));
        assertTells(field, changed);
    }

    @ParameterizedTest
    @ValueSource(strings = { "../up.onnx", "/up.onnx", "a/../../up.onnx", "a//b", "C:up.onnx", "a\\\\b", "." })
    void weightsLieInTheCardsFolder(String file) {
        assertTells("\"file\"", this.json.replace("\"file\": \"tiny-denoise.onnx\"", "\"file\": \"" + file + "\""));
    }

    @ParameterizedTest
    @ValueSource(strings = { "auto", "a b", "-a", "a/b", "\u00e9" })
    void anIdIsOneWordForCommandLinesAndAddresses(String id) {
        assertTells("\"id\"", this.json.replace("\"id\": \"tiny-denoise\"", "\"id\": \"" + id + "\""));
    }

    @Test
    void bytesHaveARangeOfBytes() {
        assertTells("range",
                this.json.replace("float32", "uint8").replaceAll("(?s)\"range\": \\[.*?]", "\"range\": [-1, 255]"));
    }

    @Test
    void aFieldThatNoCardHasIsNamed() {
        assertTells("\"halos\"", this.json.replace("\"halo\"", "\"halos\": 1, \"halo\""));
        assertTells("inputs.sigmas", this.json.replace("\"sigma\": \"sigma\"", "\"sigma\": \"sigma\", \"sigmas\": 1"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "id", "sha256", "halo", "scale", "sigma_max", "gflop_per_megapixel", "quality",
            "training_data" })
    void aMissingFieldIsNamed(String field) {
        String without = this.json.replaceAll("(?m)^  \"" + field + "\":.*\n", "");
        assertTrue(without.length() < this.json.length());
        assertTells("\"" + field + "\" is missing", without);
    }

    @Test
    void aFieldMissingInsideAnotherIsNamedWithItsPath() {
        assertTells("\"inputs.sigma\" is missing",
                this.json.replaceAll("(?s)\"picture\": \"input\",.*?}", "\"picture\": \"input\"}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "task|\"task\": \"colour\"", "layout|\"layout\": \"CHWN\"", "dtype|\"dtype\": \"int8\"",
                    "sha256|\"sha256\": \"abc\"", "scale|\"scale\": 2", "multiple|\"multiple\": 0", "halo|\"halo\": -1",
                    "halo|\"halo\": \"9\"", "window|\"window\": 0", "sigma_max|\"sigma_max\": null",
                    "sigma_max|\"sigma_max\": 0", "licence|\"licence\": \"\"", "licence|\"licence\": null",
                    "channels|\"channels\": \"GBR\"" })
    void aWrongValueIsNamed(String field, String wrong) {
        String changed = this.json.replaceAll("(?m)^  \"" + field + "\":.*,$", "  " + wrong + ",");
        assertTrue(!changed.equals(this.json));
        assertTells(field, changed);
    }

    @Test
    void whatIsNoJsonIsSaidToBeSo() {
        assertTells("JSON", "{");
        assertTells("JSON", this.json + "}");
        assertTells("JSON", "");
        assertTells("JSON", "[]");
    }

    @Test
    void workingMemoryIsBoundedHoweverLargeThePicture() {
        ModelCard card = TinyModels.card("tiny-upscale-x2");
        long hd = card.workingBytes(1920, 1080, Device.CPU);
        assertTrue(hd > 0);
        assertTrue(card.workingBytes(16, 16, Device.CPU) < hd / 10);
        assertTrue(card.workingBytes(8192, 4320, Device.CPU) < 2 * hd);
    }

    private static ModelCard parse(String json) {
        return ModelCard.parse("card.json", json.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertTells(String what, String json) {
        Problem problem = assertThrows(Problem.class, () -> parse(json));
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertTrue(problem.getMessage().contains(what), problem.getMessage());
        assertTrue(problem.getMessage().contains("card.json"), problem.getMessage());
    }

}
