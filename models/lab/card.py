"""Puts a model into the catalogue: the weights, and the card that says what they are and are worth.

    python3 card.py configs/upscale-x2-fast.json target/upscale-x2-fast.onnx CATALOGUE

Wants beside the ONNX file the .quality.json that evaluate.py wrote for exactly that file.
"""

import argparse
import os

import files
import nets


def card(config, onnx):
    """The card as a dictionary; its fields are those of dev.rushes.models.ModelCard."""
    net = nets.build(config)
    measured = files.read_json(os.path.splitext(onnx)[0] + ".quality.json")
    digest = files.sha256(onnx)
    if measured["sha256"] != digest:
        raise SystemExit(f"{onnx} was not measured: run evaluate.py first")
    denoises = "sigma" in net.inputs
    return {
        "id": config["id"],
        "version": config["version"],
        "task": config["task"],
        "title": config["title"],
        "file": config["id"] + ".onnx",
        "sha256": digest,
        "layout": "NCHW",
        "dtype": "float32",
        "range": [0.0, 1.0],
        "channels": "RGB",
        "inputs": {"picture": "input", "sigma": "sigma" if denoises else None},
        "output": "output",
        "scale": net.scale,
        "multiple": net.multiple,
        "halo": -(-net.halo // net.multiple) * net.multiple,
        "window": net.window,
        "sigma_max": config["sigma_max"] / 255 if denoises else None,
        "suits": config.get("suits", "clean"),
        "speed": config["speed"],
        "parameters": nets.parameters(net),
        "gflop_per_megapixel": round(2 * net.multiply_adds() / 1000, 2),
        **({"live_planes": config["live_planes"]} if "live_planes" in config else {}),
        "licence": config["licence"],
        "commercial_use": config["commercial_use"],
        "source": config["source"],
        "training_data": config["training_data"],
        "limits": config["limits"],
        "quality": [with_plain(line, config.get("plain", {})) for line in measured["quality"]] + config.get("measured", []),
        "measured_by": f"models/lab/evaluate.py --sets DIR {config['id']}.onnx"
                       + ("; rushes models eval" if "measured" in config else ""),
    }


def with_plain(line, known):
    """A measurement, and beside it those of plain methods that were measured elsewhere (nlmeans.py)."""
    plain = known.get(f"{line['set']} {line['degrade']}", {}) | line.get("plain", {})
    return line | ({"plain": plain} if plain else {})


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("config")
    args.add_argument("onnx")
    args.add_argument("catalogue")
    args = args.parse_args()
    config = files.read_json(args.config)
    made = card(config, args.onnx)
    with open(args.onnx, "rb") as weights:
        files.write(os.path.join(args.catalogue, made["file"]), weights.read())
    files.write_json(os.path.join(args.catalogue, config["id"] + ".json"), made)
    print(f"{config['id']}: {made['parameters']} parameters, {made['gflop_per_megapixel']} GFLOP a megapixel, "
          f"halo {made['halo']}")


if __name__ == "__main__":
    main()
