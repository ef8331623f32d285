"""Measures ONNX models on the usual test pictures, after checking that it measures as others do.

    python3 evaluate.py --sets DIR target/upscale-x2-fast.onnx target/denoise-fast.onnx

DIR has a folder of pictures for each set: Set5, Set14, Kodak24, CBSD68.

Upscaling: PSNR of luma (ITU-R BT.601, as MATLAB's rgb2ycbcr), after cutting off `scale` pixels
at every side, of the mean over pictures; small pictures by MATLAB's bicubic, 8 bits. Denoising:
PSNR over RGB of white Gaussian noise that is neither clipped nor rounded. Results are rounded to
8 bits. The baselines are bicubic, and the noisy picture as it is.

Denoising is measured on recorded noise too if the program ffmpeg is there: noise of the sigma
named is added to every frame of a still clip, which goes through 4:2:0 and H.264 (x264, CRF 18).
The model is told the standard deviation that is left in flat places.

Denoisers of several frames get the same still five times and a pan, with fresh noise in every frame.
"""

import argparse
import glob
import os
import shutil

import numpy as np
import onnx
from PIL import Image

import camera
import files
import onnx_runner
from resize import resize

SETS = {"upscale": ["Set5", "Set14"], "denoise": ["Kodak24", "CBSD68"]}
SIGMAS = [10, 15, 25, 50]
# pixels a frame; noise is fresh in every frame
PANS = [0, 2]
RECORDED_SIGMAS = [10, 25]
# what everybody reports for bicubic x2 on Set5
KNOWN_BICUBIC = 33.66
BORDER = 8


def pictures(folder, limit=None):
    """uint8 [H, W, 3] of every picture of a folder, or of the first ones."""
    names = sorted(glob.glob(os.path.join(folder, "*.*")))[:limit]
    if not names:
        raise SystemExit(f"there are no pictures in {folder}")
    for name in names:
        with Image.open(name) as picture:
            yield np.asarray(picture.convert("RGB"))


def to_bytes(x):
    """float [1, 3, H, W] in 0..1 -> uint8 [H, W, 3]"""
    return np.clip(np.rint(x[0].transpose(1, 2, 0) * 255), 0, 255).astype(np.uint8)


def to_input(picture):
    """[H, W, 3] in 0..255 -> float32 [1, 3, H, W] in 0..1"""
    return np.ascontiguousarray(picture.transpose(2, 0, 1)[None] / 255, np.float32)


def psnr(error):
    return 10 * np.log10(255**2 / np.mean(np.square(error)))


def luma_error(a, b):
    return (a.astype(float) - b) @ np.array([65.481, 128.553, 24.966]) / 255


def border_mask(error):
    mask = np.ones(error.shape[:2], bool)
    mask[BORDER:-BORDER, BORDER:-BORDER] = False
    return mask


def compare(errors):
    """Mean PSNR, and of the outer 8 pixels and of the rest."""
    borders = [psnr(e[border_mask(e)]) for e in errors]
    insides = [psnr(e[~border_mask(e)]) for e in errors]
    return float(np.mean([psnr(e) for e in errors])), float(np.mean(borders)), float(np.mean(insides))


def upscale(methods, scale, folder):
    """PSNR of each method, a function of (small picture, height, width)."""
    errors = {name: [] for name in methods}
    for picture in pictures(folder):
        height, width = (side // scale * scale for side in picture.shape[:2])
        picture = picture[:height, :width]
        small = resize(picture, height // scale, width // scale)
        for name, method in methods.items():
            error = luma_error(method(small, height, width), picture)
            errors[name].append(error[scale:-scale, scale:-scale])
    return {name: compare(e) for name, e in errors.items()}


def denoise(run, sigma, folder, limit=None):
    """PSNR of the model and of the noisy pictures."""
    errors = {"model": [], "noisy": []}
    for index, picture in enumerate(pictures(folder, limit)):
        # the network wants even sides
        picture = picture[:picture.shape[0] // 2 * 2, :picture.shape[1] // 2 * 2]
        noise = np.random.default_rng(1000 * sigma + index).standard_normal(picture.shape)
        noisy = to_input(picture + sigma * noise)
        result = run({"input": noisy, "sigma": np.full_like(noisy[:, :1], sigma / 255)})
        errors["model"].append(to_bytes(result) - picture.astype(float))
        errors["noisy"].append(sigma * noise)
    return {name: compare(e) for name, e in errors.items()}


def denoise_window(run, sigma, folder, pan, limit=None):
    """PSNR of a model of five frames on stills and on pans of `pan` pixels a frame, noise fresh in every frame."""
    errors = []
    for index, picture in enumerate(pictures(folder, limit)):
        height, width = ((side - 4 * pan) // 4 * 4 for side in picture.shape[:2])
        frames = [picture[pan * t:pan * t + height, pan * t:pan * t + width] for t in range(5)]
        random = np.random.default_rng(1000 * sigma + index)
        noisy = np.concatenate([to_input(f + sigma * random.standard_normal(f.shape)) for f in frames], 1)
        result = run({"input": noisy, "sigma": np.full_like(noisy[:, :1], sigma / 255)})
        errors.append(to_bytes(result) - frames[2].astype(float))
    return compare(errors)


def denoise_recorded(run, sigma, folder):
    """PSNR of the model and of the decoded pictures as they are."""
    errors = {"model": [], "noisy": []}
    for index, picture in enumerate(pictures(folder)):
        if picture.shape[0] < camera.HEIGHT or picture.shape[1] < camera.WIDTH:
            continue
        clean, noisy, seen = camera.as_recorded(picture, sigma, 1000 * sigma + index)
        x = to_input(noisy)
        result = run({"input": x, "sigma": np.full_like(x[:, :1], seen / 255)})
        errors["model"].append(to_bytes(result) - clean)
        errors["noisy"].append(noisy - clean)
    return {name: compare(e) for name, e in errors.items()} if errors["model"] else None


def bicubic(small, height, width):
    return resize(small, height, width)


def lanczos(small, height, width):
    return resize(small, height, width, "lanczos")


def check_ourselves(sets):
    """Stops if bicubic does not get what it gets everywhere else."""
    found = upscale({"bicubic": bicubic}, 2, os.path.join(sets, "Set5"))["bicubic"][0]
    print(f"check: bicubic x2 has {found:.2f} dB on Set5, {KNOWN_BICUBIC} everywhere else", flush=True)
    if abs(found - KNOWN_BICUBIC) > 0.05:
        raise SystemExit("so the numbers below would not be comparable")


def window_of(path):
    """How many frames the model sees at once."""
    return onnx.load(path, load_external_data=False).graph.input[0].type.tensor_type.shape.dim[1].dim_value // 3


def scale_of(path):
    """What the model does to the size of a picture: 1 for a denoiser."""
    if window_of(path) > 1:
        return 1
    run, _ = onnx_runner.open_model(path)
    x = np.zeros((1, 3, 16, 16), np.float32)
    try:
        return run({"input": x}).shape[2] // 16
    except Exception:  # each runtime has its own for a missing input
        return run({"input": x, "sigma": x[:, :1]}).shape[2] // 16


def measure(path, args):
    """[{set, degrade, metric, value, baseline, plain}], printed on the way; plain only if it is known."""
    run, runtime = onnx_runner.open_model(path, args.threads)
    scale = scale_of(path)
    print(f"\n{os.path.basename(path)} with {runtime}")
    quality = []

    def report(name, degrade, metric, value, baseline, **plain):
        others = {method: round(found[0], 2) for method, found in plain.items()}
        print(f"{name:8} {degrade:11} {metric:8} {value[0]:6.2f} dB  gain {value[0] - baseline[0]:5.2f}"
              f"  outer {BORDER} px {value[1]:6.2f}, rest {value[2]:6.2f}"
              f"  (baseline {baseline[0]:6.2f}: {baseline[1]:6.2f}, {baseline[2]:6.2f})"
              + "".join(f"  {method} {found:.2f}" for method, found in others.items()), flush=True)
        quality.append({"set": name, "degrade": degrade, "metric": metric,
                        "value": round(value[0], 2), "baseline": round(baseline[0], 2)}
                       | ({"plain": others} if others else {}))

    for name in SETS["upscale" if scale > 1 else "denoise"]:
        folder = os.path.join(args.sets, name)
        if args.only and name not in args.only:
            continue
        if scale > 1:
            found = upscale({"model": lambda small, h, w: to_bytes(run({"input": to_input(small)})),
                             "bicubic": bicubic, "lanczos": lanczos}, scale, folder)
            report(name, f"bicubic x{scale}", "psnr_y", found["model"], found["bicubic"],
                   lanczos=found["lanczos"])
        elif window_of(path) > 1:
            for sigma in args.sigmas:
                for pan in PANS:
                    noisy = psnr(np.full(1, sigma))
                    report(f"{name} {'pan' if pan else 'still'}", f"awgn {sigma}", "psnr_rgb",
                           denoise_window(run, sigma, folder, pan), (noisy, noisy, noisy))
        else:
            for sigma in args.sigmas:
                found = denoise(run, sigma, folder)
                report(name, f"awgn {sigma}", "psnr_rgb", found["model"], found["noisy"])
            for sigma in RECORDED_SIGMAS if shutil.which("ffmpeg") else []:
                found = denoise_recorded(run, sigma, folder)
                if found:
                    report(name, f"recorded {sigma}", "psnr_rgb", found["model"], found["noisy"])
    return quality


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("onnx", nargs="+")
    args.add_argument("--sets", required=True, help="folder of the folders of test pictures")
    args.add_argument("--only", nargs="+", help="names of sets")
    args.add_argument("--sigmas", nargs="+", type=int, default=SIGMAS)
    args.add_argument("--threads", type=int, default=1)
    args.add_argument("--unchecked", action="store_true", help="the sets are not the usual pictures")
    args = args.parse_args()
    if not args.unchecked:
        check_ourselves(args.sets)
    for path in args.onnx:
        quality = measure(path, args)
        files.write_json(os.path.splitext(path)[0] + ".quality.json",
                         {"sha256": files.sha256(path), "quality": quality})


if __name__ == "__main__":
    main()
