"""Makes the networks of this folder and their cards: one upscaler and one denoiser, with the same
random weights in every form that a card can describe.

    python3 forms.py

wants the Python packages onnx and numpy. The plain ones are "up" and "clean".
"""

import hashlib
import json
import os

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = os.path.dirname(os.path.abspath(__file__))
OPSET = 17
IR_VERSION = 8
TYPES = {"float32": TensorProto.FLOAT, "float16": TensorProto.FLOAT16, "uint8": TensorProto.UINT8}
# each convolution sees one pixel farther; the denoiser works at half the resolution
HALO = {1: 6, 2: 3}
FEATURES = 6
# BT.601
LUMA = np.array([0.299, 0.587, 0.114])


class Graph:
    def __init__(self):
        self.nodes = []
        self.weights = []

    def node(self, kind, inputs, output=None, **attributes):
        output = output or f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def constant(self, value, dtype=np.float32):
        name = f"constant_{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.array(value, dtype), name))
        return name

    def conv(self, x, ins, outs, random, gain=1.0, half=False):
        weight = random.normal(0, gain / np.sqrt(9 * ins), (outs, ins, 3, 3))
        bias = random.normal(0, 0.05, outs)
        dtype = np.float16 if half else np.float32
        return self.node("Conv", [x, self.constant(weight, dtype), self.constant(bias, dtype)], kernel_shape=[3, 3])

    def padded(self, x, by):
        return self.node("Pad", [x, self.constant([0, 0, by, by, 0, 0, by, by], np.int64)], mode="edge")


def body(graph, x, sigma, scale, channels, half):
    """From light to light, R, G, B or luma, NCHW; the picture is continued at its sides."""
    random = np.random.default_rng(scale * 10 + channels)
    down = 2 if scale == 1 else 1
    border = HALO[min(scale, 2)] + 2 * (down - 1)
    y = graph.padded(x, border)
    ins = channels
    if sigma is not None:
        y = graph.node("Concat", [y, graph.padded(sigma, border)], axis=1)
        ins += 1
    if down == 2:
        y = graph.node("SpaceToDepth", [y], blocksize=2)
        ins *= 4
    y = graph.node("Relu", [graph.conv(y, ins, FEATURES, random, 1.5, half)])
    y = graph.node("Relu", [graph.conv(y, FEATURES, FEATURES, random, 1.5, half)])
    shuffle = down * scale
    y = graph.conv(y, FEATURES, channels * shuffle * shuffle, random, 1, half)
    y = graph.node("DepthToSpace", [y], blocksize=shuffle, mode="CRD")
    # what is left of the border
    rest = (border - 3 * down) * scale
    if rest:
        y = graph.node("Slice", [y, graph.constant([rest, rest], np.int64), graph.constant([-rest, -rest], np.int64),
                                 graph.constant([2, 3], np.int64)])
    # near enough to a picture that black and white mean something
    half_type = np.float16 if half else np.float32
    y = graph.node("Mul", [y, graph.constant(0.1, half_type)])
    return graph.node("Add", [y, graph.constant(0.4, half_type)])


def network(name, scale=2, layout="NCHW", dtype="float32", range_=(0, 1), output_range=None, channels="RGB", size=None,
            sigma=None, unit=1.0, sigma_type="float32", rank=1, half=False, multiple=None, luma_of_rgb=False,
            external=False, wrong=None, free_output=True):
    multiple = multiple or (2 if scale == 1 else 1)
    depth = 1 if channels == "Y" else 3
    graph = Graph()
    output_range = output_range or range_
    work = np.float16 if half else np.float32
    # in
    x = "picture"
    if dtype != "float16" or not half:
        x = graph.node("Cast", [x], to=TensorProto.FLOAT)
    if layout == "NHWC":
        x = graph.node("Transpose", [x], perm=[0, 3, 1, 2])
    if channels == "BGR":
        x = graph.node("Gather", [x, graph.constant([2, 1, 0], np.int64)], axis=1)
    if tuple(range_) != (0, 1):
        x = graph.node("Sub", [x, graph.constant(range_[0], work)])
        x = graph.node("Div", [x, graph.constant(range_[1] - range_[0], work)])
    # noise
    noise = None
    if scale == 1:
        if sigma is None:
            shape = graph.node("Shape", [graph.node("ReduceMax", [x], axes=[1], keepdims=1)])
            noise = graph.node("ConstantOfShape", [shape], value=numpy_helper.from_array(np.array([0.1], np.float32)))
        else:
            noise = graph.node("Cast", ["noise"], to=TensorProto.FLOAT)
            if unit != 1:
                noise = graph.node("Div", [noise, graph.constant(unit)])
            if sigma == "number":
                shape = graph.node("Shape", [graph.node("ReduceMax", [x], axes=[1], keepdims=1)])
                noise = graph.node("Reshape", [noise, graph.constant([1, 1, 1, 1], np.int64)])
                noise = graph.node("Expand", [noise, shape])
            elif layout == "NHWC":
                noise = graph.node("Transpose", [noise], perm=[0, 3, 1, 2])
    # the work itself; the luma of a picture in colour is worked on as in a network without
    if luma_of_rgb:
        y = with_chroma_beside(graph, x, noise, scale)
    else:
        y = body(graph, x, noise, scale, depth, half)
    # out
    if tuple(output_range) != (0, 1):
        y = graph.node("Mul", [y, graph.constant(output_range[1] - output_range[0], work)])
        y = graph.node("Add", [y, graph.constant(output_range[0], work)])
    if channels == "BGR":
        y = graph.node("Gather", [y, graph.constant([2, 1, 0], np.int64)], axis=1)
    if layout == "NHWC":
        y = graph.node("Transpose", [y], perm=[0, 2, 3, 1])
    if dtype == "uint8":
        y = graph.node("Round", [graph.node("Clip", [y, graph.constant(0.0), graph.constant(255.0)])])
    graph.node("Cast", [y], "result", to=TYPES[dtype])

    def shape(channels, factor):
        height, width = (size[1] * factor, size[0] * factor) if size else (f"h{factor}", f"w{factor}")
        return [1, height, width, channels] if layout == "NHWC" else [1, channels, height, width]

    inputs = [helper.make_tensor_value_info("picture", TYPES[dtype], shape(depth, 1))]
    if sigma:
        inputs.append(helper.make_tensor_value_info("noise", TYPES[sigma_type],
                                                    shape(1, 1) if sigma == "map" else [1] * rank))
    result = helper.make_tensor_value_info("result", TYPES[dtype], shape(depth, scale))
    model = helper.make_model(helper.make_graph(graph.nodes, name, inputs, [result], graph.weights),
                              opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION,
                              producer_name="forms.py")
    onnx.checker.check_model(model)
    files = []
    path = os.path.join(HERE, f"{name}.onnx")
    if external:
        onnx.save_model(model, path, save_as_external_data=True, all_tensors_to_one_file=True,
                        location=f"{name}.weights", size_threshold=200)
        files.append({"file": f"{name}.weights", "sha256": sha256(f"{name}.weights")})
    else:
        onnx.save_model(model, path)
    card = {
        "id": name, "version": "1", "task": "denoise" if scale == 1 else "upscale",
        "title": "Random weights, for tests", "file": f"{name}.onnx", "sha256": sha256(f"{name}.onnx"),
        "layout": layout, "dtype": dtype, "range": list(range_), "channels": channels,
        "inputs": {"picture": "picture", "sigma": "noise" if sigma else None},
        "output": "result", "scale": scale, "multiple": multiple, "halo": HALO[min(scale, 2)], "window": 1,
        "sigma_max": 0.5 if sigma else None, "speed": "fast", "parameters": 1000, "gflop_per_megapixel": 2,
        "licence": "Apache-2.0", "source": "forms.py", "training_data": "none", "quality": [], "measured_by": "nobody",
    }
    if files:
        card["external_data"] = files
    if tuple(output_range) != tuple(range_):
        card["output_range"] = list(output_range)
    if size:
        card["size"] = {"width": size[0], "height": size[1]}
    if sigma == "number":
        card["inputs"]["sigma_form"] = "number"
    if unit != 1:
        card["inputs"]["sigma_unit"] = unit
    with open(os.path.join(HERE, f"{name}.json"), "w") as out:
        json.dump(card, out, indent=2)
        out.write("\n")


def with_chroma_beside(graph, x, noise, scale):
    """What a product has to make of a network for luma, spelt out by ONNX's own operators."""
    luma = graph.node("Conv", [x, graph.constant(LUMA.reshape(1, 3, 1, 1))])
    rest = graph.node("Sub", [x, luma])
    if scale > 1:
        rest = graph.node("Resize", [rest, "", graph.constant([1, 1, scale, scale])], mode="cubic", cubic_coeff_a=-0.5,
                          coordinate_transformation_mode="half_pixel")
    return graph.node("Add", [rest, body(graph, luma, noise, scale, 1, False)])


def sha256(name):
    with open(os.path.join(HERE, name), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def main():
    network("up")
    network("up-nhwc", layout="NHWC")
    network("up-bgr", channels="BGR")
    network("up-255", range_=(0, 255))
    network("up-pm1", range_=(-1, 1))
    network("up-reversed", range_=(1, 0))
    network("up-255-to-1", range_=(0, 255), output_range=(0, 1))
    network("up-half", dtype="float16")
    network("up-half-through", dtype="float16", half=True)
    network("up-bytes", dtype="uint8", range_=(0, 255))
    network("up-bytes-nhwc-bgr", dtype="uint8", range_=(0, 255), layout="NHWC", channels="BGR")
    network("up-half-nhwc-bgr-pm1", dtype="float16", range_=(-1, 1), layout="NHWC", channels="BGR")
    network("up-fixed", size=(24, 16))
    network("up-fixed-nhwc", size=(16, 24), layout="NHWC")
    network("up-multiple", multiple=8)
    network("up-external", external=True)
    network("up-x3", scale=3)
    network("up-x8", scale=8)
    network("up-luma", channels="Y")
    network("up-luma-nhwc-bytes", channels="Y", layout="NHWC", dtype="uint8", range_=(0, 255))
    network("up-luma-fixed", channels="Y", size=(24, 16))
    network("up-luma-by-onnx", luma_of_rgb=True)
    network("clean", scale=1, sigma="map")
    network("clean-255", scale=1, sigma="map", unit=255.0)
    network("clean-nhwc", scale=1, sigma="map", layout="NHWC")
    network("clean-half", scale=1, sigma="map", dtype="float16", sigma_type="float16")
    network("clean-bytes", scale=1, sigma="map", dtype="uint8", range_=(0, 255))
    network("clean-number", scale=1, sigma="number")
    network("clean-scalar-255", scale=1, sigma="number", rank=0, unit=255.0)
    network("clean-number-half", scale=1, sigma="number", rank=4, sigma_type="float16", dtype="float16")
    network("clean-fixed", scale=1, sigma="map", size=(32, 24))
    network("clean-by-itself", scale=1)
    network("clean-luma", scale=1, sigma="map", channels="Y")
    network("clean-luma-by-onnx", scale=1, sigma="map", luma_of_rgb=True)


if __name__ == "__main__":
    main()
