package dev.rushes.models;

import dev.rushes.models.onnx.ElementType;
import dev.rushes.models.onnx.OnnxNetwork;
import dev.rushes.models.onnx.Port;
import dev.rushes.models.onnx.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether a network is what its card says: the names, element types and shapes of what
 * goes in and comes out. What it does not declare of its result is found out by a run.
 */
final class Agreement {

    /** Side of the picture that is tried, where the network leaves it free. */
    private static final int TRIED = 64;

    private final ModelCard card;

    private final OnnxNetwork network;

    private Agreement(ModelCard card, OnnxNetwork network) {
        this.card = card;
        this.network = network;
    }

    /**
     * How to feed the network.
     * @throws Problem INVALID with what the card says and the network has
     */
    static Feeding of(ModelCard card, OnnxNetwork network) {
        return new Agreement(card, network).feeding();
    }

    private Feeding feeding() {
        ModelCard.Inputs inputs = this.card.inputs();
        Port picture = port(this.network.inputs(), "inputs.picture", inputs.picture(), "input");
        checkPicture("input", picture, this.card.window(), 1);
        Port sigma = (inputs.sigma() != null) ? port(this.network.inputs(), "inputs.sigma", inputs.sigma(), "input")
                : null;
        if (sigma != null) {
            checkSigma(sigma);
        }
        for (Port other : this.network.inputs()) {
            require(other.equals(picture) || other.equals(sigma),
                    "the network wants an input \"%s\" too, of which the card knows nothing", other.name());
        }
        Port result = port(this.network.outputs(), "output", this.card.output(), "output");
        checkPicture("output", result, 1, this.card.scale());
        Feeding feeding = new Feeding(this.card, sigma);
        if (result.shape().contains(Port.FREE)) {
            tryOut(feeding);
        }
        return feeding;
    }

    private Port port(List<Port> ports, String field, String name, String kind) {
        Optional<Port> found = ports.stream().filter((port) -> port.name().equals(name)).findFirst();
        require(found.isPresent(), "\"%s\" is \"%s\", and the network's %ss are %s", field, name, kind,
                ports.stream().map((port) -> "\"" + port.name() + "\"").collect(Collectors.joining(", ")));
        return found.get();
    }

    private void checkPicture(String kind, Port port, int frames, int scale) {
        require(port.element() == ElementType.of(this.card.dtype()),
                "\"dtype\" is \"%s\", and the network's %s \"%s\" is %s", this.card.dtype(), kind, port.name(),
                port.type());
        int channels = frames * (this.card.channels().equals("Y") ? 1 : 3);
        ModelCard.Size size = this.card.size();
        requireShape(kind, port, shape(channels, (size != null) ? (long) size.height() * scale : Port.FREE,
                (size != null) ? (long) size.width() * scale : Port.FREE));
    }

    private void checkSigma(Port port) {
        require(port.element() == ElementType.FLOAT32 || port.element() == ElementType.FLOAT16,
                "the network's input \"%s\" is %s and not float32 or float16", port.name(), port.type());
        if (this.card.inputs().sigmaForm().equals("number")) {
            require(port.shape().stream().allMatch((length) -> length == 1 || length == Port.FREE),
                    "\"inputs.sigma_form\" is \"number\", and the network's input \"%s\" is %s", port.name(),
                    words(port.shape()));
            return;
        }
        ModelCard.Size size = this.card.size();
        requireShape("input", port,
                shape(1, (size != null) ? size.height() : Port.FREE, (size != null) ? size.width() : Port.FREE));
    }

    /** Free lengths of the network suit all; those of the card suit only free ones. */
    private void requireShape(String kind, Port port, List<Long> wanted) {
        boolean right = port.shape().size() == wanted.size();
        for (int i = 0; right && i < wanted.size(); i++) {
            right = port.shape().get(i) == Port.FREE || port.shape().get(i).equals(wanted.get(i));
        }
        require(right, "the network's %s \"%s\" is %s, and by the card it is %s (%s%s)", kind, port.name(),
                words(port.shape()), words(wanted), this.card.layout(),
                (this.card.size() == null) ? " of any size" : "");
    }

    private void tryOut(Feeding feeding) {
        ModelCard.Size size = this.card.size();
        int side = Math.ceilDiv(TRIED, this.card.multiple()) * this.card.multiple();
        int width = (size != null) ? size.width() : side;
        int height = (size != null) ? size.height() : side;
        long pixels = (long) width * height;
        List<Long> found;
        try (Scratch scratch = new Scratch(width, height, this.card.scale(), this.card.window());
                Arena arena = Arena.ofConfined()) {
            // grey and not black: what divides by the brightness is no worse for it
            MemorySegment grey = arena.allocate(3 * pixels * this.card.window() * Float.BYTES, Float.BYTES);
            Alpha.fill(grey, 0.5f);
            MemorySegment fed = arena.allocate(feeding.fedBytes(pixels), Float.BYTES);
            feeding.encode(grey, fed, pixels);
            List<Tensor> inputs = new ArrayList<>(List.of(feeding.picture(fed, width, height)));
            if (this.card.inputs().sigma() != null) {
                inputs.add(feeding.sigma(scratch.sigma(0), width, height, scratch));
            }
            found = this.network.shape(inputs, this.card.output());
        }
        catch (Problem problem) {
            if (problem.kind() != Problem.Kind.INTERNAL) {
                throw problem;
            }
            throw new Problem(Problem.Kind.INVALID,
                    "the card of the model %s does not fit its network, which fails on a picture of %d×%d: %s"
                        .formatted(this.card.id(), width, height, problem.getMessage()),
                    problem);
        }
        int channels = this.card.channels().equals("Y") ? 1 : 3;
        List<Long> wanted = shape(channels, (long) height * this.card.scale(), (long) width * this.card.scale());
        require(wanted.equals(found), "of a picture of %d×%d the network makes %s, and by the card it is %s", width,
                height, words(found), words(wanted));
    }

    private List<Long> shape(long channels, long height, long width) {
        return this.card.layout().equals("NHWC") ? List.of(1L, height, width, channels)
                : List.of(1L, channels, height, width);
    }

    private static String words(List<Long> shape) {
        return shape.stream()
            .map((length) -> (length == Port.FREE) ? "free" : length.toString())
            .collect(Collectors.joining(", ", "[", "]"));
    }

    private void require(boolean right, String format, Object... args) {
        if (!right) {
            throw Problem.invalid("the card of the model %s does not fit its network: %s", this.card.id(),
                    format.formatted(args));
        }
    }

}
