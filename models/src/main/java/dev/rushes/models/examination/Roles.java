package dev.rushes.models.examination;

import dev.rushes.models.Problem;
import dev.rushes.models.onnx.OnnxRefusal;
import dev.rushes.models.onnx.Port;
import dev.rushes.models.onnx.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the inputs and outputs of a network are, as far as their declarations tell.
 *
 * @param picture the input for the picture
 * @param sigma the input for the strength of noise, or null
 * @param sigmaForm "map" or "number", null without such an input
 * @param output where the result comes out
 */
record Roles(Port picture, Port sigma, String sigmaForm, Port output) {

    private static final Set<String> PICTURE_TYPES = Set.of("float32", "float16", "uint8");

    /**
     * Assigns them.
     * @throws Problem UNSUPPORTED if this is no network from one picture to one, with
     * what it is instead
     */
    static Roles of(Trial trial) throws OnnxRefusal {
        List<Port> pictures = new ArrayList<>();
        List<Port> numbers = new ArrayList<>();
        List<Port> others = new ArrayList<>();
        for (Port input : trial.inputs()) {
            boolean known = PICTURE_TYPES.contains(input.type());
            boolean number = input.rank() <= 1 || input.shape().stream().allMatch((length) -> length == 1);
            (!known ? others : number ? numbers : (input.rank() >= 4) ? pictures : others).add(input);
        }
        if (pictures.isEmpty()) {
            throw refuse("it takes no picture but %s", list(trial.inputs()));
        }
        Port picture = pictures.stream().filter((port) -> !oneChannel(port)).findFirst().orElse(pictures.getFirst());
        requireOneFrame(picture);
        pictures.remove(picture);
        others.addAll(pictures.stream().filter((port) -> !oneChannel(port) && !named(port)).toList());
        pictures.removeAll(others);
        if (!others.isEmpty() || pictures.size() + numbers.size() > 1) {
            others.addAll(pictures);
            others.addAll(numbers);
            throw refuse("besides a picture it takes %s, which nobody here can give it", list(others));
        }
        Port sigma = pictures.isEmpty() ? (numbers.isEmpty() ? null : numbers.getFirst()) : pictures.getFirst();
        String form = (sigma == null) ? null : pictures.isEmpty() ? "number" : "map";
        return new Roles(picture, sigma, form, output(trial, picture));
    }

    private static Port output(Trial trial, Port picture) throws OnnxRefusal {
        List<Port> outputs = trial.outputs();
        Port output = outputs.stream()
            .filter((port) -> port.rank() == 4 && PICTURE_TYPES.contains(port.type()))
            .findFirst()
            .orElseThrow(
                    () -> refuse("it gives no picture but %s, as networks do that classify or detect", list(outputs)));
        if (!output.type().equals(picture.type())) {
            throw refuse("it takes %s and gives %s; only networks with the same type at both ends run here",
                    picture.describe(), output.describe());
        }
        return output;
    }

    private static void requireOneFrame(Port picture) {
        List<Long> shape = picture.shape();
        if (picture.rank() == 5) {
            throw refuse("its input %s has frames in a dimension of their own; export it with their channels one after "
                    + "the other, as in [1, 15, H, W] for five frames", picture.describe());
        }
        if (picture.rank() > 5) {
            throw refuse("its input %s has %d dimensions; a picture has 4", picture.describe(), picture.rank());
        }
        if (shape.get(0) > 1) {
            throw refuse("it takes %d pictures at once, %s; export it for one, or with the first dimension free",
                    shape.get(0), picture.describe());
        }
    }

    /** Whether the declaration says so of either layout. */
    private static boolean oneChannel(Port port) {
        return port.rank() == 4 && (port.shape().get(1) == 1 || port.shape().get(3) == 1);
    }

    private static boolean named(Port port) {
        String name = port.name().toLowerCase(Locale.ROOT);
        return name.contains("sigma") || name.contains("noise");
    }

    static String list(List<Port> ports) {
        return ports.isEmpty() ? "nothing"
                : ports.stream().limit(4).map(Port::describe).collect(Collectors.joining(", "))
                        + ((ports.size() > 4) ? " and " + (ports.size() - 4) + " more" : "");
    }

    static Problem refuse(String sentence, Object... args) {
        return Problem.unsupported(sentence, args);
    }

}
