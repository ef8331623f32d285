package dev.rushes.models.tfjs;

import com.google.protobuf.ByteString;
import dev.rushes.models.Problem;
import dev.rushes.models.onnx.OnnxWriter;
import dev.rushes.models.tfjs.GraphModel.Node;
import dev.rushes.models.tfjs.GraphModel.Weight;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static dev.rushes.models.onnx.OnnxWriter.attribute;

/**
 * Rewrites a TensorFlow.js graph model of pictures as ONNX. Its pictures become [N, C, H,
 * W], its own order of [N, H, W, C] comes back only where it reshapes them.
 */
public final class Conversion {

    /** The oldest set in which a resize names its axes. */
    private static final int OPSET = 18;

    private static final int IR_VERSION = 8;

    private final GraphModel model;

    private final OnnxWriter onnx = new OnnxWriter().versions(IR_VERSION, OPSET);

    private final Set<String> done = new HashSet<>();

    /** Tensors that are pictures no more. */
    private final Set<String> reshaped = new HashSet<>();

    private Conversion(GraphModel model) {
        this.model = model;
    }

    /**
     * Converts what computes some nodes, and no more.
     * @param json content of {@code model.json}
     * @param weights the weights that it names
     * @param outputs names of the nodes; they are the outputs' names, too. Pictures come
     * out as [1, C, H, W].
     * @return content of an ONNX file with one input [1, C, H, W] that has its node's
     * name
     * @throws Problem INVALID if the files are broken, UNSUPPORTED with the name of an
     * operator that cannot be converted
     */
    public static byte[] onnx(byte[] json, byte[] weights, List<String> outputs) {
        Conversion conversion = new Conversion(GraphModel.read(json, weights));
        for (String output : outputs) {
            conversion.convert(output);
            conversion.onnx.output(output, OnnxWriter.FLOAT);
        }
        return conversion.onnx.bytes();
    }

    /** Writes a node behind those that it needs. */
    private String convert(String name) {
        if (!this.done.add(name)) {
            return name;
        }
        Node node = this.model.node(name);
        List<String> inputs = node.inputs();
        switch (node.operator()) {
            case "Placeholder" -> input(node);
            case "_FusedConv2D", "Conv2D", "FusedDepthwiseConv2dNative", "DepthwiseConv2dNative" -> convolution(node);
            case "Add", "AddV2" -> plain(node, "Add");
            case "Mul" -> plain(node, "Mul");
            case "Relu", "Sigmoid", "Identity" -> plain(node, node.operator());
            case "Relu6" -> clip(convert(inputs.getFirst()), name);
            case "MaxPool" -> this.onnx.node("MaxPool", convert(inputs.getFirst()) + " -> " + name,
                    attribute("kernel_shape", node.ofPicture("ksize")), attribute("strides", node.ofPicture("strides")),
                    padding(node));
            case "Mean" -> mean(node);
            case "ConcatV2" -> concatenation(node);
            case "Pad" -> pad(node);
            case "ResizeBilinear" -> resize(node);
            case "Reshape" -> reshape(node);
            default -> throw unsupported(node, "");
        }
        return name;
    }

    private static Problem unsupported(Node node, String why) {
        return Problem.unsupported("the operator %s%s in a TensorFlow.js model", node.operator(), why);
    }

    private void input(Node node) {
        var dims = node.attributes().path("shape").path("shape").path("dim");
        this.onnx.input(node.name(), OnnxWriter.FLOAT, 1, dims.path(3).path("size").asInt(),
                dims.path(1).path("size").asInt(), dims.path(2).path("size").asInt());
    }

    private void convolution(Node node) {
        String name = node.name();
        String filter = node.inputs().get(1);
        Weight weight = weight(node, 1);
        int[] shape = weight.shape();
        boolean deep = node.operator().contains("Depthwise");
        // [H, W, I, O] or, by channel, [H, W, C, M]
        int outputs = deep ? shape[2] * shape[3] : shape[3];
        int inputs = deep ? 1 : shape[2];
        float[] turned = new float[weight.numbers().length];
        int area = shape[0] * shape[1];
        for (int at = 0; at < area; at++) {
            for (int output = 0; output < outputs; output++) {
                for (int input = 0; input < inputs; input++) {
                    turned[(output * inputs + input) * area + at] = weight.numbers()[(at * inputs + input) * outputs
                            + output];
                }
            }
        }
        List<String> fused = node.fused();
        String kernel = name + "/kernel";
        this.onnx.floats(kernel, new long[] { outputs, inputs, shape[0], shape[1] }, turned);
        String bias = "";
        if (fused.contains("BiasAdd")) {
            bias = " " + name + "/bias";
            this.onnx.floats(bias.strip(), new long[] { outputs }, weight(node, 2).numbers());
        }
        String last = fused.isEmpty() || fused.getLast().equals("BiasAdd") ? "" : fused.getLast();
        String result = last.isEmpty() ? name : name + "/convolved";
        this.onnx.node("Conv", convert(node.inputs().getFirst()) + " " + kernel + bias + " -> " + result,
                attribute("group", deep ? shape[2] : 1), attribute("strides", node.ofPicture("strides")),
                attribute("dilations", node.ofPicture("dilations")), padding(node));
        switch (last) {
            case "" -> {
            }
            case "Relu" -> this.onnx.node("Relu", result + " -> " + name);
            case "Relu6" -> clip(result, name);
            default -> throw unsupported(node, " with " + last + " of " + filter);
        }
    }

    private static ByteString padding(Node node) {
        return switch (node.text("padding")) {
            case "SAME" -> attribute("auto_pad", "SAME_UPPER");
            case "VALID" -> attribute("auto_pad", "VALID");
            default -> throw unsupported(node, " with explicit padding");
        };
    }

    private void clip(String from, String into) {
        this.onnx.floats(into + "/least", new long[0], 0)
            .floats(into + "/most", new long[0], 6)
            .node("Clip", from + " " + into + "/least " + into + "/most -> " + into);
    }

    /** Of pictures and numbers for all of them or for each channel. */
    private void plain(Node node, String operator) {
        StringBuilder names = new StringBuilder();
        for (String input : node.inputs()) {
            Weight constant = this.model.weight(input);
            names.append(constant == null ? convert(input) : constant(node, input, constant)).append(' ');
        }
        if (node.inputs().stream().anyMatch(this.reshaped::contains)) {
            this.reshaped.add(node.name());
        }
        this.onnx.node(operator, names + "-> " + node.name());
    }

    private String constant(Node node, String name, Weight constant) {
        int count = constant.numbers().length;
        int[] shape = constant.shape();
        if (shape.length > 0 && shape[shape.length - 1] != count) {
            throw unsupported(node, " with numbers for each pixel");
        }
        if (this.done.add(name)) {
            this.onnx.floats(name, shape.length == 0 ? new long[0] : new long[] { count, 1, 1 }, constant.numbers());
        }
        return name;
    }

    private void mean(Node node) {
        long[] axes = weight(node, 1).integers();
        if (!node.flag("keep_dims") || axes.length != 2 || axes[0] != 1 || axes[1] != 2) {
            throw unsupported(node, " that is not over the whole picture");
        }
        this.onnx.node("GlobalAveragePool", convert(node.inputs().getFirst()) + " -> " + node.name());
    }

    private void concatenation(Node node) {
        int last = node.inputs().size() - 1;
        long axis = weight(node, last).integers()[0];
        if (axis != 3 && axis != -1) {
            throw unsupported(node, " that is not of channels");
        }
        StringBuilder names = new StringBuilder();
        node.inputs().subList(0, last).forEach((input) -> names.append(convert(input)).append(' '));
        this.onnx.node("Concat", names + "-> " + node.name(), attribute("axis", 1));
    }

    private void pad(Node node) {
        // before and behind, for N, H, W, C
        long[] pads = weight(node, 1).integers();
        String amounts = node.name() + "/pads";
        this.onnx.longs(amounts, pads[0], pads[6], pads[2], pads[4], pads[1], pads[7], pads[3], pads[5])
            .node("Pad", convert(node.inputs().getFirst()) + " " + amounts + " -> " + node.name());
    }

    private void resize(Node node) {
        if (node.flag("align_corners")) {
            throw unsupported(node, " with aligned corners");
        }
        String sizes = node.name() + "/sizes";
        this.onnx.longs(sizes, weight(node, 1).integers())
            .floats(node.name() + "/none", new long[] { 0 })
            .node("Resize",
                    convert(node.inputs().getFirst()) + " " + node.name() + "/none " + node.name() + "/none " + sizes
                            + " -> " + node.name(),
                    attribute("axes", new long[] { 2, 3 }), attribute("mode", "linear"),
                    attribute("coordinate_transformation_mode",
                            node.flag("half_pixel_centers") ? "half_pixel" : "asymmetric"));
    }

    private void reshape(Node node) {
        String from = convert(node.inputs().getFirst());
        String turned = from;
        if (!this.reshaped.contains(from)) {
            turned = node.name() + "/turned";
            this.onnx.node("Transpose", from + " -> " + turned, attribute("perm", new long[] { 0, 2, 3, 1 }));
        }
        this.reshaped.add(node.name());
        this.onnx.longs(node.name() + "/shape", weight(node, 1).integers())
            .node("Reshape", turned + " " + node.name() + "/shape -> " + node.name());
    }

    private Weight weight(Node node, int input) {
        Weight weight = this.model.weight(node.inputs().get(input));
        if (weight == null) {
            throw unsupported(node, " with computed numbers where others have constant ones");
        }
        return weight;
    }

}
