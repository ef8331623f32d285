"""Writes a checkpoint as ONNX and checks the file against torch.

    python3 export.py configs/upscale-x2-fast.json target/upscale-x2-fast/last.pt target/upscale-x2-fast.onnx

The graph is spelt out here node by node rather than traced: there are only a few kinds of node,
and the names, the opset and the free height and width are then the same with every torch.

The file continues the picture beyond its edges by the config's "continued_border" before anything
else and cuts that off at the end: convolutions alone would see black there, and corners would
come out dark.
"""

import argparse

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

import files
import nets
import onnx_runner

OPSET = 17
# the oldest that has the opset, for the oldest runtimes
IR_VERSION = 8
TOLERANCE = 1e-5


class Graph:
    """Collects nodes and weights; a method returns the name of what its node makes."""

    def __init__(self):
        self.nodes = []
        self.weights = []

    def node(self, kind, inputs, output=None, **attributes):
        output = output or f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def constant(self, name, array):
        if name not in [weight.name for weight in self.weights]:
            self.weights.append(numpy_helper.from_array(array, name))
        return name

    def integers(self, name, *values):
        return self.constant(name, np.array(values, np.int64))

    def number(self, name, value):
        return self.constant(name, np.float32(value))

    def weight(self, name, tensor):
        return self.constant(name, tensor.detach().cpu().float().numpy())

    def conv(self, name, conv, x):
        inputs = [x, self.weight(f"{name}.weight", conv.weight)]
        if conv.bias is not None:
            inputs.append(self.weight(f"{name}.bias", conv.bias))
        return self.node("Conv", inputs, kernel_shape=list(conv.kernel_size), strides=list(conv.stride),
                         pads=2 * list(conv.padding))

    def shuffle(self, x, scale, border, output=None):
        """Channels to pixels, less what extend() added, `border` pixels of the result."""
        # CRD is the channel order of torch's PixelShuffle
        kind = dict(blocksize=scale, mode="CRD")
        if not border:
            return self.node("DepthToSpace", [x], output, **kind)
        return self.crop(self.node("DepthToSpace", [x], **kind), border, output)

    def crop(self, x, border, output):
        """Cuts off what extend() added, `border` pixels of x, which are above 0."""
        return self.node("Slice", [x, self.integers("starts", border, border), self.integers("ends", -border, -border),
                                   self.integers("axes", 2, 3)], output)

    def channels(self, x, first, end):
        return self.node("Slice", [x, self.integers(f"at_{first}", first), self.integers(f"at_{end}", end),
                                   self.integers("channel", 1)])

    def moved(self, padded, y, x):
        """What is left of a picture padded by 1 when it begins at row y and column x of that, 0 to 2."""
        return self.node("Slice", [padded, self.integers(f"from_{y}_{x}", y, x),
                                   self.integers(f"to_{y}_{x}", *(i - 2 if i < 2 else np.iinfo(np.int64).max for i in (y, x))),
                                   self.integers("axes", 2, 3)])

    def extend(self, x, border):
        """Continues a picture beyond its edges by its outermost pixels: zeros there darken its corners."""
        if not border:
            return x
        pads = self.integers("pads", 0, 0, border, border, 0, 0, border, border)
        return self.node("Pad", [x, pads], mode="edge")


def upscaler(net, graph, border):
    """border: by how many pixels the picture is continued beyond its edges; likewise below."""
    x = h = graph.extend("input", border)
    for k, conv in enumerate(net.body[:-1]):
        h = graph.node("Relu", [graph.conv(f"body.{k}", conv, h)])
    detail = graph.conv(f"body.{len(net.body) - 1}", net.body[-1], h)
    both = graph.node("Add", [detail, graph.conv("skip", net.skip, x)])
    graph.shuffle(both, net.scale, net.scale * border, "output")


def half_upscaler(net, graph, border):
    x = graph.extend("input", border)
    h = graph.node("Relu", [graph.conv("first", net.first, x)])
    for k, conv in enumerate(net.body[:-1]):
        h = graph.node("Relu", [graph.conv(f"body.{k}", conv, h)])
    detail = graph.shuffle(graph.conv(f"body.{len(net.body) - 1}", net.body[-1], h), 2 * net.scale, 0)
    plain = graph.shuffle(graph.conv("skip", net.skip, x), net.scale, 0)
    graph.crop(graph.node("Add", [detail, plain]), net.scale * border, "output")


def denoiser(net, graph, border):
    h = graph.extend(graph.node("Concat", ["input", "sigma"], axis=1), border)
    h = graph.node("Relu", [graph.conv("first", net.first, h)])
    for k, conv in enumerate(net.body):
        h = graph.node("Relu", [graph.conv(f"body.{k}", conv, h)])
    noise = graph.shuffle(graph.conv("last", net.last, h), 2, border, "noise")
    graph.node("Sub", ["input", noise], "output")


def temporal_denoiser(net, graph, border):
    """As nets.TemporalDenoiser.forward, of which the names are."""
    def convs(name, layers, h):
        for k, layer in enumerate(layers):
            h = graph.node("Relu", [graph.conv(f"{name}.{k}", layer, h)])
        return h

    x, sigma = graph.extend("input", border), graph.extend("sigma", border)
    middle = graph.channels(x, 6, 9)
    frames = [graph.channels(x, 3 * k, 3 * k + 3) for k in (0, 1, 3, 4)]
    known = graph.node("Max", [sigma, graph.number("least", net.least)])
    h = graph.node("Div", [graph.node("Concat", [graph.node("Sub", [f, middle]) for f in frames], axis=1), known])
    h = graph.node("Clip", [h, graph.number("nearest", -net.farthest), graph.number("farthest", net.farthest)])
    h = convs("before", net.before, graph.node("Relu", [graph.conv("enter", net.enter, h)]))
    deep = convs("deep", net.deep, graph.node("Relu", [graph.conv("down", net.down, h)]))
    risen = graph.shuffle(graph.conv("rise", net.rise, deep), 2, 0)
    h = convs("after", net.after, graph.node("Relu", [graph.node("Add", [h, risen])]))
    taps = graph.shuffle(graph.conv("kernels", net.kernels, h), 2, 0)
    # Softmax would be several times slower across channels
    weights = graph.node("Exp", [graph.node("Clip", [taps, graph.number("flattest", -net.steepest),
                                                     graph.number("steepest", net.steepest)])])
    mean = middle
    for k, frame in enumerate(frames):
        padded = graph.node("Pad", [frame, graph.integers("one", 0, 0, 1, 1, 0, 0, 1, 1)], mode="edge")
        for tap in range(9):
            weight = graph.channels(weights, 9 * k + tap, 9 * k + tap + 1)
            mean = graph.node("Add", [mean, graph.node("Mul", [graph.moved(padded, tap // 3, tap % 3), weight])])

    def total(x):
        return graph.node("Add", [graph.node("ReduceSum", [x, graph.integers("channel", 1)], keepdims=1),
                                  graph.number("itself", 1)])

    whole = total(weights)
    mean = graph.node("Div", [mean, whole])
    noise = graph.node("Sqrt", [total(graph.node("Mul", [weights, weights]))])
    left = graph.node("Mul", [sigma, graph.node("Div", [noise, whole])])
    h = graph.node("Concat", [mean, left, middle, sigma], axis=1)
    h = graph.node("Relu", [graph.conv("second.first", net.second.first, h)])
    h = convs("second.body", net.second.body, h)
    noise = graph.shuffle(graph.conv("second.last", net.second.last, h), 2, 0)
    denoised = graph.node("Sub", [mean, noise], None if border else "output")
    if border:
        graph.crop(denoised, border, "output")


WRITERS = {nets.Upscaler: upscaler, nets.HalfUpscaler: half_upscaler, nets.Denoiser: denoiser,
           nets.TemporalDenoiser: temporal_denoiser}


def to_onnx(net, border):
    """The network as an ONNX model with its weights inside and H and W free."""
    graph = Graph()
    WRITERS[type(net)](net, graph, border)
    channels = {"input": 3 * net.window, "sigma": 1}
    inputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["N", channels[name], "H", "W"])
              for name in net.inputs]
    size = ["H", "W"] if net.scale == 1 else ["output_H", "output_W"]
    outputs = [helper.make_tensor_value_info("output", TensorProto.FLOAT, ["N", 3, *size])]
    model = helper.make_model(
        helper.make_graph(graph.nodes, "restore", inputs, outputs, graph.weights),
        opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION, producer_name="rushes-lab")
    onnx.checker.check_model(model)
    return model


def restore(net, border, arrays):
    """What the file should make of the inputs, with torch."""
    with torch.no_grad():
        return nets.continued(net, border, [torch.from_numpy(x) for x in arrays]).numpy()


def check(net, border, path):
    """The largest difference between the file and torch on random pictures of two sizes."""
    run, runtime = onnx_runner.open_model(path)
    random = np.random.default_rng(1)
    worst = 0.0
    for height, width in ((48, 64), (36, 28)):
        inputs = {"input": random.random((1, 3 * net.window, height, width), np.float32)}
        if "sigma" in net.inputs:
            inputs["sigma"] = np.full((1, 1, height, width), 0.1, np.float32)
        difference = np.abs(run(inputs) - restore(net, border, inputs.values()))
        worst = max(worst, float(difference.max()))
    return worst, runtime


def load(config, checkpoint):
    """The averaged weights of a checkpoint of train.py (or a bare dictionary of weights)."""
    net = nets.build(config)
    state = torch.load(checkpoint, map_location="cpu")
    net.load_state_dict(state.get("ema", state))
    return net.eval()


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("config")
    args.add_argument("checkpoint")
    args.add_argument("onnx")
    args = args.parse_args()
    config = files.read_json(args.config)
    net = load(config, args.checkpoint)
    border = config["continued_border"]
    files.write(args.onnx, to_onnx(net, border).SerializeToString())
    difference, runtime = check(net, border, args.onnx)
    print(f"{args.onnx}: {nets.parameters(net)} parameters, differs from torch by {difference:.1e} in {runtime}")
    if difference > TOLERANCE:
        raise SystemExit(f"that is more than {TOLERANCE}")


if __name__ == "__main__":
    main()
