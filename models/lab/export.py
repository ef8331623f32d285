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

    def weight(self, name, tensor):
        return self.constant(name, tensor.detach().cpu().float().numpy())

    def conv(self, name, conv, x):
        inputs = [x, self.weight(f"{name}.weight", conv.weight)]
        if conv.bias is not None:
            inputs.append(self.weight(f"{name}.bias", conv.bias))
        return self.node("Conv", inputs, kernel_shape=list(conv.kernel_size), strides=list(conv.stride),
                         pads=2 * list(conv.padding))

    def shuffle(self, x, scale, border, output):
        """Channels to pixels, less what extend() added, `border` pixels of the result."""
        # CRD is the channel order of torch's PixelShuffle
        kind = dict(blocksize=scale, mode="CRD")
        if not border:
            return self.node("DepthToSpace", [x], output, **kind)
        return self.node("Slice", [self.node("DepthToSpace", [x], **kind),
                                   self.integers("starts", border, border), self.integers("ends", -border, -border),
                                   self.integers("axes", 2, 3)], output)

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


def denoiser(net, graph, border):
    h = graph.extend(graph.node("Concat", ["input", "sigma"], axis=1), border)
    h = graph.node("Relu", [graph.conv("first", net.first, h)])
    for k, conv in enumerate(net.body):
        h = graph.node("Relu", [graph.conv(f"body.{k}", conv, h)])
    noise = graph.shuffle(graph.conv("last", net.last, h), 2, border, "noise")
    graph.node("Sub", ["input", noise], "output")


def to_onnx(net, border):
    """The network as an ONNX model with its weights inside and H and W free."""
    graph = Graph()
    (denoiser if "sigma" in net.inputs else upscaler)(net, graph, border)
    channels = {"input": 3, "sigma": 1}
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
    for height, width in ((48, 64), (34, 30)):
        inputs = {"input": random.random((1, 3, height, width), np.float32)}
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
