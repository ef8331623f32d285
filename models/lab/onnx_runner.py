"""Runs our ONNX files: with onnxruntime where there is one, else node by node with torch."""

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import helper, numpy_helper

try:
    import onnxruntime
except ImportError:
    onnxruntime = None


def open_model(path, threads=1):
    """(run, name of the runtime); run maps {name: array} to the array of the only output."""
    if onnxruntime:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        return lambda inputs: session.run(None, inputs)[0], f"onnxruntime {onnxruntime.__version__}"
    torch.set_num_threads(threads)
    graph = onnx.load(path).graph
    weights = {w.name: weight(numpy_helper.to_array(w)) for w in graph.initializer}
    return lambda inputs: interpret(graph, weights, inputs), f"torch {torch.__version__}"


def weight(array):
    """Integers tell sizes, the rest is arithmetic."""
    return array.tolist() if array.dtype.kind == "i" else torch.from_numpy(np.array(array))


@torch.no_grad()
def interpret(graph, weights, inputs):
    values = dict(weights, **{name: torch.from_numpy(array) for name, array in inputs.items()})
    for node in graph.node:
        given = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        values[node.output[0]] = KINDS[node.op_type](given, *(values[name] for name in node.input))
    return values[graph.output[0].name].numpy()


KINDS = {
    "Conv": lambda given, x, weight, bias=None: F.conv2d(
        x, weight, bias, stride=tuple(given["strides"]), padding=tuple(given["pads"][:2])),
    "Relu": lambda given, x: torch.relu(x),
    "Concat": lambda given, *xs: torch.cat(xs, given["axis"]),
    "Pad": lambda given, x, pads: F.pad(x, (pads[3], pads[7], pads[2], pads[6]), mode="replicate"),
    "Slice": lambda given, x, starts, ends, axes: x[tuple(
        slice(*dict(zip(axes, zip(starts, ends))).get(axis, (None,))) for axis in range(x.ndim))],
    "Add": lambda given, a, b: a + b,
    "Mul": lambda given, a, b: a * b,
    "Div": lambda given, a, b: a / b,
    "Max": lambda given, a, b: torch.maximum(a, b),
    "Sqrt": lambda given, x: torch.sqrt(x),
    "Clip": lambda given, x, low, high: x.clamp(low, high),
    "Exp": lambda given, x: torch.exp(x),
    "ReduceSum": lambda given, x, axes: x.sum(axes, keepdim=True),
    "Sub": lambda given, a, b: a - b,
    "DepthToSpace": lambda given, x: F.pixel_shuffle(x, given["blocksize"]),
}
