"""Measures FFmpeg's nlmeans, its strength tuned, on noisy pictures: the bar for our denoisers.

    python3 nlmeans.py --set DIR [--ffmpeg ffmpeg]

White Gaussian noise is added and the picture handed to nlmeans as planar 8-bit RGB, the only
depth that it knows. For each sigma its strength `s` is tuned on every fourth picture, then all are measured.
Prints mean PSNR in dB over R, G and B.
"""

import argparse
import pathlib
import subprocess

import numpy as np
from PIL import Image

SIGMAS = (10, 25, 50)
# nlmeans' own range is 1..30; patch and search window stay at its defaults
STRENGTHS = {10: (6, 8, 10, 12), 25: (13, 16, 20, 24), 50: (25, 27, 30)}


def noisy(clean, sigma, seed):
    """clean: (H, W, 3) in 0..1; the same with noise, not clipped."""
    return clean + np.random.default_rng(seed).standard_normal(clean.shape) * (sigma / 255)


def nlmeans(picture, strength, ffmpeg):
    """picture: (H, W, 3) floats; through FFmpeg as planar 8-bit G, B, R."""
    height, width, _ = picture.shape
    planes = np.clip(np.round(picture[:, :, (1, 2, 0)] * 255), 0, 255).astype(np.uint8).transpose(2, 0, 1)
    command = [ffmpeg, "-v", "error", "-f", "rawvideo", "-pix_fmt", "gbrp", "-s", f"{width}x{height}", "-i", "-",
               "-vf", f"nlmeans=s={strength}", "-f", "rawvideo", "-pix_fmt", "gbrp", "-"]
    done = subprocess.run(command, input=planes.tobytes(), stdout=subprocess.PIPE, check=True).stdout
    return np.frombuffer(done, np.uint8).reshape(3, height, width).transpose(1, 2, 0)[:, :, (2, 0, 1)] / 255.0


def psnr(a, b):
    return -10 * np.log10(np.mean((a - b) ** 2))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--set", type=pathlib.Path, required=True)
    parser.add_argument("--ffmpeg", default="ffmpeg")
    args = parser.parse_args()
    files = sorted(args.set.glob("*.png"))
    pictures = [np.asarray(Image.open(f).convert("RGB"), np.float64) / 255 for f in files]
    for sigma in SIGMAS:
        dirty = [noisy(p, sigma, i) for i, p in enumerate(pictures)]

        def mean(strength, step):
            return np.mean([psnr(nlmeans(d, strength, args.ffmpeg), p)
                            for d, p in list(zip(dirty, pictures))[::step]])

        best = max(STRENGTHS[sigma], key=lambda s: mean(s, 4))
        print(f"{args.set.name} sigma {sigma}: nlmeans s={best}: {mean(best, 1):.2f} dB", flush=True)


if __name__ == "__main__":
    main()
