package dev.rushes.models;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a model is, eats, gives and is worth: the JSON document beside its weights, whose
 * fields have these names in snake_case. No others may be there. All must be, but for
 * {@code output_range}, {@code size}, {@code external_data}, {@code suits},
 * {@code live_planes}, {@code commercial_use}, {@code limits}, {@code findings},
 * {@code inputs.sigma_form}, {@code inputs.sigma_unit} and {@code quality.plain}.
 *
 * @param id unique in the catalogue, such as "upscale-x2-fast": letters, digits, dots,
 * dashes and underscores
 * @param version of the weights
 * @param task "upscale" or "denoise"
 * @param title one line for a person
 * @param file name of the ONNX file beside the card
 * @param sha256 of that file, 64 hexadecimal digits
 * @param externalData files beside the ONNX file that hold weights of it; empty if it
 * holds them all itself
 * @param layout "NCHW" or "NHWC", of picture, sigma map and result
 * @param dtype "float32", "float16" or "uint8", of picture and result
 * @param range values of black and white in the picture: two different finite numbers,
 * for uint8 within 0..255
 * @param outputRange the same of the result; null if it is that of the picture
 * @param channels "RGB", "BGR" or "Y", one channel: luma goes through the network, chroma
 * is enlarged or kept by a plain method
 * @param inputs the network's inputs
 * @param output name of the network's output, [1, C, scale * H, scale * W] or [1, scale *
 * H, scale * W, C]
 * @param scale output pixels an input pixel in each direction; 1 for a denoiser
 * @param size of the only input that the network takes; null if it takes any
 * @param multiple height and width of what the network is fed are multiples of it
 * @param halo receptive-field radius in input pixels: what lies farther from a pixel has
 * no influence on it
 * @param window frames that one result, of the middle one, is made of: their channels
 * follow each other in the picture input
 * @param sigmaMax the most noise the model knows, as a standard deviation in 0..1; null
 * if it takes none
 * @param suits "clean", or "camera" for an upscaler of what was compressed and is noisy
 * @param speed "fast", or another class such as "fine"
 * @param parameters trained numbers
 * @param gflopPerMegapixel of input, a multiply-add counted as two
 * @param livePlanes numbers that the network holds at one time for each input pixel, as
 * measured; null to reckon with a plain stack of convolutions
 * @param licence SPDX expression of the weights
 * @param commercialUse "yes", "no" or "unknown": whether they may be used for money
 * @param source where they come from or what made them
 * @param trainingData what they were trained on
 * @param limits what the model is bad at, in a sentence or two; may be empty
 * @param quality measurements, best known first
 * @param measuredBy the program that measured
 * @param findings how fields were found out of a file that came without a card, by the
 * field's name; empty if somebody knew
 */
public record ModelCard(String id, String version, String task, String title, String file, String sha256,
        List<ExternalData> externalData, String layout, String dtype, List<Double> range, List<Double> outputRange,
        String channels, Inputs inputs, String output, int scale, Size size, int multiple, int halo, int window,
        Double sigmaMax, String suits, String speed, long parameters, double gflopPerMegapixel, Integer livePlanes,
        String licence, String commercialUse, String source, String trainingData, String limits, List<Quality> quality,
        String measuredBy, Map<String, Finding> findings) {

    /** Frames in a window. */
    public static final int MOST_FRAMES = 9;

    private static final JsonMapper JSON = JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .build();

    private static final Map<String, JsonNode> OPTIONAL = Map.of("output_range", NullNode.getInstance(), "size",
            NullNode.getInstance(), "live_planes", NullNode.getInstance(), "external_data",
            JsonNodeFactory.instance.arrayNode(), "suits", TextNode.valueOf("clean"), "commercial_use",
            TextNode.valueOf("unknown"), "limits", TextNode.valueOf(""), "findings",
            JsonNodeFactory.instance.objectNode());

    private static final Map<String, JsonNode> OPTIONAL_OF_INPUTS = Map.of("sigma_form", TextNode.valueOf("map"),
            "sigma_unit", DoubleNode.valueOf(1));

    private static final Map<String, JsonNode> OPTIONAL_OF_QUALITY = Map.of("plain",
            JsonNodeFactory.instance.objectNode());

    /**
     * The inputs.
     *
     * @param picture name of the input [1, C, H, W] or [1, H, W, C]
     * @param sigma name of the input for the standard deviation of the noise; null if the
     * network has no such input
     * @param sigmaForm "map", [1, 1, H, W] or [1, H, W, 1], or "number", a scalar or a
     * tensor of one element
     * @param sigmaUnit what that input is told for noise of full range: 1, or 255 for
     * networks that want 8-bit code values
     */
    public record Inputs(String picture, String sigma, String sigmaForm, double sigmaUnit) {

        public Inputs {
            require(picture != null && !picture.isBlank(), "inputs.picture", picture, "the name of an input");
            require(!picture.equals(sigma), "inputs.sigma", sigma, "another input than the picture");
            require("map".equals(sigmaForm) || "number".equals(sigmaForm), "inputs.sigma_form", sigmaForm,
                    "\"map\" or \"number\"");
            require(sigmaUnit > 0 && Double.isFinite(sigmaUnit), "inputs.sigma_unit", sigmaUnit, "above 0");
        }

    }

    /** In pixels, 1 or more. */
    public record Size(int width, int height) {

        public Size {
            require(width >= 1, "size.width", width, "1 or more");
            require(height >= 1, "size.height", height, "1 or more");
        }

    }

    /**
     * A file beside the ONNX file that holds weights of it.
     *
     * @param file its name as the ONNX file has it; may lead into folders below
     * @param sha256 of it, 64 hexadecimal digits
     */
    public record ExternalData(String file, String sha256) {

        public ExternalData {
            require(isBelow(file), "external_data.file", file, "the name of a file in the model's folder");
            requireSha256("external_data.sha256", sha256);
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
     * @param plain values of other methods that need no model, by name, such as "lanczos"
     */
    public record Quality(String set, String degrade, String metric, double value, double baseline,
            Map<String, Double> plain) {

        public Quality {
            require(plain != null && plain.values().stream().allMatch((number) -> number != null), "quality.plain",
                    plain, "numbers by name");
            plain = Collections.unmodifiableMap(new TreeMap<>(plain));
        }

    }

    /**
     * What was found out of one field.
     *
     * @param value in words
     * @param confidence 0..1, 1 for what is certain
     * @param how it was found
     */
    public record Finding(String value, double confidence, String how) {

        public Finding {
            require(confidence >= 0 && confidence <= 1, "findings.confidence", confidence, "0 to 1");
        }

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
        require(id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}") && !id.equals("auto"), "id", id,
                "a word of at most 100 letters, digits, dots, dashes and underscores, and not \"auto\"");
        require("upscale".equals(task) || "denoise".equals(task), "task", task, "\"upscale\" or \"denoise\"");
        require(isBelow(file), "file", file, "the name of a file in the card's folder");
        requireSha256("sha256", sha256);
        require(externalData != null, "external_data", externalData, "a list");
        requireOneOf("layout", layout, List.of("NCHW", "NHWC"));
        requireOneOf("dtype", dtype, List.of("float32", "float16", "uint8"));
        requireRange("range", range, dtype);
        if (outputRange != null) {
            requireRange("output_range", outputRange, dtype);
        }
        requireOneOf("channels", channels, List.of("RGB", "BGR", "Y"));
        require(inputs != null, "inputs", inputs, "an object");
        require(task.equals("upscale") ? scale > 1 && scale <= 8 : scale == 1, "scale", scale,
                "2 to 8 for an upscaler and 1 for a denoiser");
        require(multiple >= 1, "multiple", multiple, "1 or more");
        require(halo >= 0, "halo", halo, "0 or more");
        require(size == null || size.width() % multiple == 0 && size.height() % multiple == 0, "size", size,
                "a multiple of \"multiple\" in both directions");
        require(window % 2 == 1 && window > 0 && window <= MOST_FRAMES, "window", window, "an odd number, 1 to 9");
        require(window == 1 || !"Y".equals(channels), "channels", channels, "\"RGB\" or \"BGR\" of several frames");
        requireOneOf("suits", suits, List.of("clean", "camera"));
        requireOneOf("commercial_use", commercialUse, List.of("yes", "no", "unknown"));
        require(limits != null, "limits", limits, "a text");
        require((inputs.sigma() == null) == (sigmaMax == null), "sigma_max", sigmaMax,
                "given if and only if inputs.sigma is");
        require(sigmaMax == null || sigmaMax > 0, "sigma_max", sigmaMax, "above 0");
        require(parameters > 0, "parameters", parameters, "above 0");
        require(gflopPerMegapixel > 0, "gflop_per_megapixel", gflopPerMegapixel, "above 0");
        require(livePlanes == null || livePlanes > 0, "live_planes", livePlanes, "above 0");
        require(quality != null, "quality", quality, "a list");
        require(findings != null, "findings", findings, "an object");
        externalData = List.copyOf(externalData);
        range = List.copyOf(range);
        outputRange = (outputRange != null) ? List.copyOf(outputRange) : null;
        quality = List.copyOf(quality);
        findings = Collections.unmodifiableMap(new LinkedHashMap<>(findings));
    }

    /** How many frames before and after the one in the middle the network sees. */
    public int reach() {
        return this.window / 2;
    }

    /**
     * Reads a card.
     * @param name of the document, for messages
     * @throws Problem INVALID with a sentence that names the field at fault
     */
    public static ModelCard parse(String name, byte[] json) {
        try {
            JsonNode card = JSON.readTree(json);
            if (!card.isObject()) {
                throw Problem.invalid("the model card %s is no JSON object", name);
            }
            complete(card, OPTIONAL);
            complete(card.path("inputs"), OPTIONAL_OF_INPUTS);
            card.path("quality").forEach((quality) -> complete(quality, OPTIONAL_OF_QUALITY));
            return JSON.treeToValue(card, ModelCard.class);
        }
        catch (UnrecognizedPropertyException ex) {
            throw Problem.invalid("the model card %s has a field \"%s\" that no card has", name, path(ex));
        }
        catch (JsonMappingException ex) {
            throw Problem.invalid("the model card %s is wrong: %s", name, why(ex));
        }
        catch (JsonProcessingException ex) {
            throw Problem.invalid("the model card %s is no JSON: %s", name,
                    ex.getOriginalMessage().replaceAll(" \\(start marker .*", ""));
        }
        catch (IOException ex) {
            throw Problem.internal(ex, "the model card %s cannot be read: %s", name, ex.getMessage());
        }
    }

    /**
     * What the model makes of pictures follows from this: a hash over its weights and all
     * that says how they are fed. Names, licences and measurements are no part of it.
     */
    public String identity() {
        String text = Stream
            .of(this.sha256, this.externalData, this.layout, this.dtype, this.range, this.outputRange, this.channels,
                    this.inputs, this.output, this.scale, this.size, this.multiple, this.halo, this.window,
                    this.sigmaMax)
            .map(String::valueOf)
            .collect(Collectors.joining("\n"));
        return Weights.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * An estimate of the memory in bytes that one restore of such a picture will take
     * besides the two pictures, before anything is loaded.
     * @param width, height of the input picture in pixels
     */
    public long workingBytes(int width, int height, Device device) {
        return WorkingMemory.bytes(this, width, height, WorkingMemory.tilePixels(this, device));
    }

    /** Puts in what need not be said. */
    private static void complete(JsonNode object, Map<String, JsonNode> absent) {
        if (object instanceof ObjectNode fields) {
            absent.forEach(fields::putIfAbsent);
        }
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

    private static void requireOneOf(String field, String value, List<String> known) {
        require(known.contains(value), field, value, String.join(", ", known));
    }

    private static void requireSha256(String field, String value) {
        require(value != null && value.matches("[0-9a-f]{64}"), field, value, "64 lower-case hex digits");
    }

    private static void requireRange(String field, List<Double> range, String dtype) {
        require(range != null && range.size() == 2 && !range.contains(null) && range.stream().allMatch(Double::isFinite)
                && !range.get(0).equals(range.get(1)), field, range, "two different numbers, black and white");
        require(!dtype.equals("uint8") || range.stream().allMatch((value) -> value >= 0 && value <= 255), field, range,
                "within 0 and 255 for uint8");
    }

    /** Whether a name leads to a file of the folder and not out of it. */
    private static boolean isBelow(String name) {
        return name != null && !name.isBlank() && !name.startsWith("/")
                && name.chars().noneMatch((c) -> c < ' ' || c == '\\' || c == ':')
                && List.of(name.split("/", -1))
                    .stream()
                    .noneMatch((step) -> step.isEmpty() || step.equals(".") || step.equals(".."));
    }

    private static void require(boolean right, String field, Object value, String wanted) {
        if (!right) {
            throw new IllegalArgumentException("\"%s\" is %s but must be %s".formatted(field, value, wanted));
        }
    }

}
