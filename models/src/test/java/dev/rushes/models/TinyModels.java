package dev.rushes.models;

import dev.rushes.models.onnx.OnnxNetwork;
import dev.rushes.models.onnx.Provider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small networks with random weights, which hide no mistake as a good one would. */
final class TinyModels {

    private TinyModels() {
    }

    static Path folder() {
        try {
            return Path.of(TinyModels.class.getResource("tiny").toURI());
        }
        catch (URISyntaxException ex) {
            throw new AssertionError(ex);
        }
    }

    static ModelCard card(String id) {
        return Models.in(folder()).card(id);
    }

    static Restorer open(String id, long tilePixels) {
        ModelCard card = card(id);
        try {
            byte[] weights = Files.readAllBytes(folder().resolve(card.file()));
            return new Restorer(card, Device.CPU, OnnxNetwork.load(weights, Provider.CPU, 1), tilePixels);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
