package dev.rushes.models;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What a model is, eats, gives and is worth: the JSON document beside its weights, whose
 * fields have these names in snake_case. All must be there; no others may be.
 *
 * @param id unique in the catalogue, such as "upscale-x2-fast"
 * @param version of the weights
 * @param task "upscale" or "denoise"
 * @param title one line for a person
 * @param file name of the ONNX file beside the card
 * @param sha256 of that file, 64 hexadecimal digits
 * @param layout "NCHW", the only one
 * @param dtype "float32", the only one
 * @param range values of black and white, [0.0, 1.0], the only one
 * @param channels "RGB", the only ones
 * @param inputs names of the network's inputs
 * @param output name of the network's output, [1, 3, scale * H, scale * W]
 * @param scale output pixels an input pixel in each direction; 1 for a denoiser
 * @param multiple height and width of what the network is fed are multiples of it
 * @param halo receptive-field radius in input pixels: what lies farther from a pixel has
 * no influence on it
 * @param window frames that one result is made of; 1, the only one
 * @param sigmaMax the most noise the model knows, as a standard deviation in 0..1; null
 * if it takes none
 * @param speed "fast", or another class such as "fine"
 * @param parameters trained numbers
 * @param gflopPerMegapixel of input, a multiply-add counted as two
 * @param licence SPDX expression of the weights
 * @param source where they come from or what made them
 * @param trainingData what they were trained on
 * @param quality measurements, best known first
 * @param measuredBy the program that measured
 */
public record ModelCard(String id, String version, String task, String title, String file, String sha256, String layout,
        String dtype, List<Double> range, String channels, Inputs inputs, String output, int scale, int multiple,
        int halo, int window, Double sigmaMax, String speed, long parameters, double gflopPerMegapixel, String licence,
        String source, String trainingData, List<Quality> quality, String measuredBy) {

    private static final JsonMapper JSON = JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .build();

    /**
     * Names of the inputs.
     *
     * @param picture [1, 3, H, W]
     * @param sigma [1, 1, H, W], standard deviation of the noise at each pixel, 0..1;
     * null if the network has no such input
     */
    public record Inputs(String picture, String sigma) {

        public Inputs {
            require(picture != null && !picture.isBlank(), "inputs.picture", picture, "the name of an input");
        }

    }

    /**
     * One measurement.
     *
     * @param set of test pictures, such as "Set5"
     * @param degrade what was done to them, such as "bicubic x2" or "awgn 25"
     * @param metric such as "psnr_y"
     * @param value of this model
     * @param baseline value of the plain method (bicubic, or the noisy picture itself)
     */
    public record Quality(String set, String degrade, String metric, double value, double baseline) {

    }

    public ModelCard {
        for (Map.Entry<String, String> text : Map
            .ofEntries(Map.entry("id", orEmpty(id)), Map.entry("version", orEmpty(version)),
                    Map.entry("title", orEmpty(title)), Map.entry("file", orEmpty(file)),
                    Map.entry("output", orEmpty(output)), Map.entry("speed", orEmpty(speed)),
                    Map.entry("licence", orEmpty(licence)), Map.entry("source", orEmpty(source)),
                    Map.entry("training_data", orEmpty(trainingData)), Map.entry("measured_by", orEmpty(measuredBy)))
            .entrySet()) {
            require(!text.getValue().isBlank(), text.getKey(), text.getValue(), "some text");
        }
        require("upscale".equals(task) || "denoise".equals(task), "task", task, "\"upscale\" or \"denoise\"");
        require(sha256 != null && sha256.matches("[0-9a-f]{64}"), "sha256", sha256, "64 lower-case hex digits");
        require("NCHW".equals(layout), "layout", layout, "\"NCHW\"");
        require("float32".equals(dtype), "dtype", dtype, "\"float32\"");
        require(List.of(0.0, 1.0).equals(range), "range", range, "[0.0, 1.0]");
        require("RGB".equals(channels), "channels", channels, "\"RGB\"");
        require(inputs != null, "inputs", inputs, "an object");
        require(task.equals("upscale") ? scale > 1 && scale <= 8 : scale == 1, "scale", scale,
                "2 to 8 for an upscaler and 1 for a denoiser");
        require(multiple >= 1, "multiple", multiple, "1 or more");
        require(halo >= 0, "halo", halo, "0 or more");
        require(window == 1, "window", window, "1");
        require((inputs.sigma() == null) == (sigmaMax == null), "sigma_max", sigmaMax,
                "given if and only if inputs.sigma is");
        require(sigmaMax == null || sigmaMax > 0, "sigma_max", sigmaMax, "above 0");
        require(parameters > 0, "parameters", parameters, "above 0");
        require(gflopPerMegapixel > 0, "gflop_per_megapixel", gflopPerMegapixel, "above 0");
        require(quality != null, "quality", quality, "a list");
        range = List.copyOf(range);
        quality = List.copyOf(quality);
    }

    /**
     * Reads a card.
     * @param name of the document, for messages
     * @throws Problem INVALID with a sentence that names the field at fault
     */
    public static ModelCard parse(String name, byte[] json) {
        try {
            return JSON.readValue(json, ModelCard.class);
        }
        catch (UnrecognizedPropertyException ex) {
            throw Problem.invalid("the model card %s has a field \"%s\" that no card has", name, path(ex));
        }
        catch (JsonMappingException ex) {
            throw Problem.invalid("the model card %s is wrong: %s", name, why(ex));
        }
        catch (JsonProcessingException ex) {
            throw Problem.invalid("the model card %s is no JSON: %s", name, ex.getOriginalMessage());
        }
        catch (IOException ex) {
            throw Problem.internal(ex, "the model card %s cannot be read: %s", name, ex.getMessage());
        }
    }

    /**
     * An estimate of the memory in bytes that one restore of such a picture will take
     * besides the two pictures, before anything is loaded.
     * @param width, height of the input picture in pixels
     */
    public long workingBytes(int width, int height, Device device) {
        return WorkingMemory.bytes(this, width, height, WorkingMemory.tilePixels(device));
    }

    private static String why(JsonMappingException ex) {
        if (ex.getCause() instanceof IllegalArgumentException cause) {
            return cause.getMessage();
        }
        // Jackson has no exception of its own for this
        if (ex.getOriginalMessage().startsWith("Missing creator property")) {
            return "\"%s\" is missing".formatted(path(ex));
        }
        return "\"%s\": %s".formatted(path(ex), ex.getOriginalMessage());
    }

    private static String path(JsonMappingException ex) {
        return String.join(".",
                ex.getPath()
                    .stream()
                    .map((step) -> (step.getFieldName() != null) ? step.getFieldName() : "" + step.getIndex())
                    .toList());
    }

    private static String orEmpty(String text) {
        return (text != null) ? text : "";
    }

    private static void require(boolean right, String field, Object value, String wanted) {
        if (!right) {
            throw new IllegalArgumentException("\"%s\" is %s but must be %s".formatted(field, value, wanted));
        }
    }

}
