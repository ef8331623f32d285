"""Makes small pictures as compressed clips hold them, each with the large clean one.

    python3 compressed.py --cache target/cache --out target/compressed.npz

Needs the program ffmpeg (Debian's). What is enlarged in earnest is seldom a clean picture made
smaller: it went through a lens, a sensor, 4:2:0 and H.264. So short clips, pans over the training
pictures, are blurred a little, made smaller, get a little noise and go through x264 here.
"""

import argparse
import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from PIL import Image, ImageFilter

import camera
import data

SCALE = 2
# of the small pictures
HEIGHT, WIDTH = 192, 256
FRAMES = 7
# of a clip: an encoder treats each of its kinds of frame in its own way
TAKEN = (3, 6)
# pixels of the large picture a frame, at most
PAN = 4
# standard deviation of a lens's blur in large pixels, at most
BLUR = 1.2
# standard deviation of noise in 0..255, at most
NOISE = 6
CRF = (15, 34)
PRESETS = ("veryfast", "fast", "medium")
TUNES = ((), ("-tune", "film"), ("-tune", "grain"))


def window(picture, random):
    """A clean clip: uint8 [FRAMES, SCALE * HEIGHT, SCALE * WIDTH, 3], panning over the picture."""
    margin = PAN * (FRAMES - 1)
    height, width = SCALE * HEIGHT, SCALE * WIDTH
    y = random.integers(margin, picture.shape[0] - height - margin + 1)
    x = random.integers(margin, picture.shape[1] - width - margin + 1)
    # every second clip stands still
    dy, dx = random.integers(-PAN, PAN + 1, 2) * random.integers(2)
    frames = np.stack([picture[y + dy * t:y + dy * t + height, x + dx * t:x + dx * t + width] for t in range(FRAMES)])
    light = random.uniform(0.15, 1) if random.random() < 0.3 else 1
    return (frames * np.float32(light)).round().astype(np.uint8)


def smaller(frame, blur):
    """uint8 [HEIGHT, WIDTH, 3], bicubic as MATLAB's but for the outermost pixels."""
    picture = Image.fromarray(frame)
    if blur > 0:
        picture = picture.filter(ImageFilter.GaussianBlur(blur))
    return np.asarray(picture.resize((WIDTH, HEIGHT), Image.BICUBIC))


def encoder(random):
    """ffmpeg's options; every twelfth clip is not compressed and only goes through 4:2:0."""
    if random.random() < 1 / 12:
        return ["-c:v", "rawvideo"]
    return ["-c:v", "libx264", "-threads", "1", "-preset", str(random.choice(PRESETS)),
            "-crf", f"{random.uniform(*CRF):.1f}", *TUNES[random.integers(len(TUNES))]]


def clip(pictures, seed):
    """[(large, small)] of the frames taken."""
    random = np.random.default_rng(seed)
    large = window(pictures[random.integers(len(pictures))], random)
    blur = random.uniform(0, BLUR) if random.random() < 0.6 else 0
    small = np.stack([smaller(frame, blur) for frame in large]).astype(np.float32)
    if random.random() < 0.6:
        small = camera.sensor_noise(small, random.uniform(0, NOISE), random)
    small = camera.recorded(small, encoder(random))
    return [(large[t].copy(), small[t].copy()) for t in TAKEN]


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--cache", default="target/cache", help="what fetch.py filled")
    args.add_argument("--out", default="target/compressed.npz")
    args.add_argument("--clips", type=int, default=1500)
    args.add_argument("--seed", type=int, default=1)
    args = args.parse_args()
    room = 2 * PAN * FRAMES
    pictures = [large for large, _ in data.load(args.cache, 1)
                if large.shape[0] > SCALE * HEIGHT + room and large.shape[1] > SCALE * WIDTH + room]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        made = pool.map(lambda k: clip(pictures, args.seed + k), range(args.clips))
        large, small = zip(*(pair for pairs in made for pair in pairs))
    part = args.out + ".part.npz"
    np.savez(part, clean=np.stack(large), seen=np.stack(small))
    os.replace(part, args.out)
    print(f"{len(large)} pairs")


if __name__ == "__main__":
    main()
