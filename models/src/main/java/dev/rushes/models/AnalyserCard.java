package dev.rushes.models;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a network is that tells facts of footage, and what it is worth: a JSON document
 * with these names in snake_case.
 *
 * @param id such as "faces"
 * @param version of its weights
 * @param task what it looks for: "shots", "faces", "objects", "speech", "text" or
 * "meaning"
 * @param title one line for a person
 * @param files SHA-256 by name, in hexadecimal digits; the first is that of the weights.
 * A name that begins with a slash is of another package on the class path
 * @param licence SPDX expression of the weights
 * @param commercialUse "yes", "no" or "unknown": whether they may be used for money
 * @param source where they come from
 * @param trainingData what they were trained on
 * @param limits what it is bad at
 * @param quality measurements
 * @param measuredBy what measured
 */
public record AnalyserCard(String id, String version, String task, String title, LinkedHashMap<String, String> files,
        String licence, String commercialUse, String source, String trainingData, String limits, List<Quality> quality,
        String measuredBy) {

    /** All that are shipped. */
    private static final List<String> SHIPPED = List.of("shot-transitions", "faces", "objects", "speech", "text",
            "meaning");

    private static final JsonMapper JSON = JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .build();

    /**
     * One measurement.
     *
     * @param set what it was measured on
     * @param metric such as "cuts_f1_exact"
     */
    public record Quality(String set, String metric, double value) {

    }

    /** Those that come with the program. */
    public static List<AnalyserCard> all() {
        return SHIPPED.stream().map(AnalyserCard::shipped).toList();
    }

    /** One of them. */
    public static AnalyserCard shipped(String id) {
        try {
            return JSON.readValue(resource(id + ".json"), AnalyserCard.class);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** SHA-256 of its weights, in hexadecimal digits. */
    public String sha256() {
        return this.files.firstEntry().getValue();
    }

    /**
     * A file of it.
     * @throws Problem INVALID if it is not the one that the card describes
     */
    public byte[] bytes(String file) {
        byte[] bytes = resource(file);
        String found = Weights.sha256(bytes);
        if (!found.equals(this.files.get(file))) {
            throw Problem.invalid("the file %s of the model %s is another than its card says: its SHA-256 is %s", file,
                    this.id, found);
        }
        return bytes;
    }

    private static byte[] resource(String name) {
        try (InputStream file = AnalyserCard.class
            .getResourceAsStream(name.startsWith("/") ? name : "analysers/" + name)) {
            if (file == null) {
                throw new IllegalStateException("the build has no " + name);
            }
            return file.readAllBytes();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
