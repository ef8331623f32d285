#!/bin/sh
# Trains, goes on, exports, measures and describes five tiny models on generated pictures, in
# seconds. Fails if a stage fails or a model is no better than what it starts from.
set -eu
cd "$(dirname "$0")"
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export OMP_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1

"$python" - "$work" <<'PYTHON'
import json, os, sys
import numpy as np
from PIL import Image, ImageDraw

work, random = sys.argv[1], np.random.default_rng(1)


def picture(path, width, height):
    image = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    for _ in range(width * height // 1500):
        x, y, w, h = random.integers([-60, -60, 6, 6], [width, height, 120, 120])
        draw.ellipse([x, y, x + w, y + h], fill=tuple(random.integers(0, 256, 3).tolist()))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    image.save(path, compress_level=0)


picture(f"{work}/cache/1.png", 1900, 1200)
manifest = [{"file": "1.png", "package": "generated", "licence": "CC0-1.0"}]
json.dump(manifest, open(f"{work}/cache/manifest.json", "w"))
for name in ("Set5", "Set14", "Kodak24", "CBSD68"):
    picture(f"{work}/sets/{name}/1.png", 160, 120)

nets = {"upscale-x2-fast": {"width": 16, "depth": 1, "wide": 32},
        "upscale-x2-camera": {"width": 16, "depth": 1, "wide": 32, "half": True},
        "denoise-fast": {"width": 16, "depth": 1},
        "denoise-temporal": {"width": 16, "depth": 1, "fusing": 8}}
finer = json.load(open("configs/upscale-x2-fast.json"))
finer.update(id="smoke-finer", net={"width": 24, "depth": 3, "wide": 32})
finer["train"].update(iterations=20, warmup=20, batch=4, crop=32, half_precision=True, init=f"{work}/smoke-upscale-x2-fast.onnx")
json.dump(finer, open(f"{work}/finer.json", "w"))
for name, iterations in (("upscale-x2-fast", 150), ("upscale-x2-camera", 150), ("denoise-fast", 20), ("denoise-temporal", 20)):
    for more in (0, 20):
        config = json.load(open(f"configs/{name}.json"))
        config["id"] = "smoke-" + name
        config["net"] = nets[name]
        config["train"].pop("init", None)
        config["train"].update(iterations=iterations + more, warmup=20, batch=4, crop=32)
        json.dump(config, open(f"{work}/{name}-{more}.json", "w"))
PYTHON

"$python" camera.py --cache "$work/cache" --out "$work/camera.npz" --clips 4
"$python" compressed.py --cache "$work/cache" --out "$work/compressed.npz" --clips 2

for name in upscale-x2-fast upscale-x2-camera denoise-fast denoise-temporal; do
    id=smoke-$name
    train="--cache $work/cache --camera $work/camera.npz --compressed $work/compressed.npz --out $work --threads 1"
    # shellcheck disable=SC2086 # several options
    "$python" train.py "$work/$name-0.json" $train --sets "$work/sets"
    # shellcheck disable=SC2086
    "$python" train.py "$work/$name-20.json" $train > "$work/more.log"
    cat "$work/more.log"
    grep -q "goes on from iteration" "$work/more.log"
    "$python" export.py "$work/$name-20.json" "$work/$id/last.pt" "$work/$id.onnx"
    "$python" evaluate.py --unchecked --sets "$work/sets" "$work/$id.onnx"
    "$python" card.py "$work/$name-20.json" "$work/$id.onnx" "$work/catalogue"
done

# a wider and deeper one that begins as good as the one that it grows from
"$python" train.py "$work/finer.json" --cache "$work/cache" --out "$work" --threads 1
"$python" export.py "$work/finer.json" "$work/smoke-finer/last.pt" "$work/smoke-finer.onnx"
"$python" evaluate.py --unchecked --sets "$work/sets" "$work/smoke-finer.onnx"
"$python" card.py "$work/finer.json" "$work/smoke-finer.onnx" "$work/catalogue"

"$python" - "$work/catalogue" <<'PYTHON'
import glob, json, sys

cards = [json.load(open(name)) for name in glob.glob(sys.argv[1] + "/*.json")]
assert len(cards) == 5, cards
for card in cards:
    # 20 iterations do not teach what moves
    for line in (line for line in card["quality"] if not line["set"].endswith("pan")):
        assert line["value"] > line["baseline"], (card["id"], line)
PYTHON
echo "smoke: all well"
