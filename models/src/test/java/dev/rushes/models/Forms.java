package dev.rushes.models;

import dev.rushes.models.onnx.OnnxNetwork;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** One upscaler and one denoiser in every form that a card can describe (forms.py). */
final class Forms {

    private Forms() {
    }

    static Path folder() {
        try {
            return Path.of(Forms.class.getResource("forms").toURI());
        }
        catch (URISyntaxException ex) {
            throw new AssertionError(ex);
        }
    }

    static Restorer open(String id, long tilePixels) {
        ModelCard card = Models.in(folder()).card(id);
        OnnxNetwork network = Weights.of(card, Shelf.ofFolder(folder())).load(Device.CPU, 1);
        return new Restorer(card, Device.CPU, network, Agreement.of(card, network), tilePixels);
    }

}
