"""Writes a TensorFlow.js layers model of pictures as ONNX, as "rushes models add" takes it.

    python3 tfjs_to_onnx.py package/models/x2/model.json x2.onnx

For networks such as UpscalerJS's default-model and esrgan-slim: convolutions, activations, sums,
concatenations and enlargement by repetition. The file takes and gives what the original does: pictures [N, H, W, 3].
"""

import argparse
import os

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import files

OPSET = 17
# the oldest that has the opset, for the oldest runtimes
IR_VERSION = 8


class Weights:
    """The arrays of a model.json by name."""

    def __init__(self, folder, manifest):
        self.arrays = {}
        for group in manifest:
            content = b"".join(open(os.path.join(folder, path), "rb").read() for path in group["paths"])
            start = 0
            for weight in group["weights"]:
                if weight["dtype"] != "float32" or "quantization" in weight:
                    raise SystemExit(f"{weight['name']} is not of float32")
                count = int(np.prod(weight["shape"]))
                self.arrays[weight["name"]] = np.frombuffer(content, "<f4", count, start).reshape(weight["shape"])
                start += 4 * count

    def get(self, layer, kind):
        return self.arrays.get(f"{layer}/{kind}")


class Graph:
    """Nodes from layers; inside, pictures are [N, C, H, W]."""

    def __init__(self, weights):
        self.weights = weights
        self.nodes = []
        self.constants = []

    def node(self, kind, inputs, name, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def constant(self, name, array):
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def activation(self, kind, x, name):
        if kind == "linear":
            return x
        kinds = {"relu": "Relu", "sigmoid": "Sigmoid", "tanh": "Tanh"}
        if kind not in kinds:
            raise SystemExit(f"the activation {kind} is not known here")
        return self.node(kinds[kind], [x], name)

    def layer(self, kind, config, inputs):
        name = config["name"]
        if kind == "Conv2D":
            if config["strides"] != [1, 1] and config["padding"] == "same":
                raise SystemExit(f"{name}: strides with padding \"same\" are not known here")
            kernel = self.weights.get(name, "kernel")
            arrays = [inputs[0], self.constant(name + ".kernel", kernel.transpose(3, 2, 0, 1))]
            if config["use_bias"]:
                arrays.append(self.constant(name + ".bias", self.weights.get(name, "bias")))
            pads = {"auto_pad": "SAME_UPPER"} if config["padding"] == "same" else {}
            x = self.node("Conv", arrays, name, strides=config["strides"], dilations=config["dilation_rate"], **pads)
            return self.activation(config["activation"], x, name + ".activation")
        if kind == "Activation":
            return self.activation(config["activation"], inputs[0], name)
        if kind == "Add":
            return self.sum(inputs, name)
        if kind == "Concatenate":
            return self.node("Concat", inputs, name, axis=1)
        if kind == "UpSampling2D" and config["interpolation"] == "nearest":
            scales = self.constant(name + ".scales", np.float32([1, 1, *config["size"]]))
            return self.node("Resize", [inputs[0], "", scales], name, mode="nearest",
                             coordinate_transformation_mode="asymmetric", nearest_mode="floor")
        raise SystemExit(f"{name}: the layer {kind} is not known here")

    def sum(self, inputs, name):
        x = inputs[0]
        for k, other in enumerate(inputs[1:]):
            x = self.node("Add", [x, other], name if k == len(inputs) - 2 else f"{name}.{k}")
        return x


def to_onnx(path):
    document = files.read_json(path)
    weights = Weights(os.path.dirname(path), document["weightsManifest"])
    topology = document["modelTopology"]
    config = topology.get("model_config", topology)["config"]
    graph = Graph(weights)
    made = {}
    for layer in config["layers"]:
        name = layer["config"]["name"]
        if layer["class_name"] == "InputLayer":
            made[name] = graph.node("Transpose", ["input"], name, perm=[0, 3, 1, 2])
        else:
            made[name] = graph.layer(layer["class_name"], layer["config"],
                                     [made[one[0]] for one in layer["inbound_nodes"][0]])
    (last,) = config["output_layers"]
    graph.node("Transpose", [made[last[0]]], "output", perm=[0, 2, 3, 1])
    picture = helper.make_tensor_value_info("input", TensorProto.FLOAT, ["N", "H", "W", 3])
    result = helper.make_tensor_value_info("output", TensorProto.FLOAT, ["N", "output_H", "output_W", 3])
    model = helper.make_model(
        helper.make_graph(graph.nodes, "restore", [picture], [result], graph.constants),
        opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION, producer_name="rushes-lab")
    onnx.checker.check_model(model)
    return model


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("model", help="the model.json; its weights lie beside it")
    args.add_argument("onnx", help="the file to write")
    args = args.parse_args()
    files.write(args.onnx, to_onnx(args.model).SerializeToString())


if __name__ == "__main__":
    main()
