package dev.rushes.models.dl4j;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A classifier that comes with the program, and what its card says of it.
 *
 * @param id the model's name
 * @param version of its weights
 * @param sha256 of its file, in hexadecimal digits
 * @param classifier for one thread at a time
 */
public record Learned(String id, String version, String sha256, Classifier classifier) {

    /**
     * Loads one.
     * @param id such as "shot-transitions"
     */
    public static Learned shipped(String id) {
        try (InputStream file = resource(id + ".zip"); InputStream card = resource(id + ".json")) {
            byte[] bytes = file.readAllBytes();
            JsonNode says = new ObjectMapper().readTree(card);
            String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new Learned(id, says.get("version").asText(), digest,
                    Classifier.load(new ByteArrayInputStream(bytes)));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static InputStream resource(String name) {
        return Learned.class.getResourceAsStream(name);
    }

}
