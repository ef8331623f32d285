"""Makes noisy pictures as cameras' files hold them, each with its clean one.

    python3 camera.py --cache target/cache --out target/camera.npz

Needs the program ffmpeg (Debian's). White noise is what benchmarks have. In footage noise is made
coarse by demosaicing, by chroma at half the resolution and by compression, which keeps a
blotch here and drops one there, differently in each picture of a clip. A network that saw only
white noise takes all that for texture. So short clips, pans over the training pictures with fresh
noise in every frame, go through real encoders here, and come back as pairs to learn from.
"""

import argparse
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor

import numpy as np

import data

HEIGHT, WIDTH = 256, 320
FRAMES = 5
# of a clip; the first is coded on its own, the last in terms of others
TAKEN = (0, 4)
# pixels a frame, at most
PAN = 3
# how many clips of 100 have the noise of a sensor; the others have it in Y, Cb and Cr apart
SENSOR = 60
STRONGEST = 42
BLOCK = 16
# the part of the blocks with the least texture; what is seen of the noise there is its sigma
FLAT = 0.2
BT709 = np.array([[0.2126, 0.7152, 0.0722], [-0.1146, -0.3854, 0.5], [0.5, -0.4542, -0.0458]])


def window(picture, random):
    """A clean clip: float [FRAMES, HEIGHT, WIDTH, 3] in 0..255, panning over the picture."""
    margin = PAN * (FRAMES - 1)
    y = random.integers(margin, picture.shape[0] - HEIGHT - margin + 1)
    x = random.integers(margin, picture.shape[1] - WIDTH - margin + 1)
    # every second clip stands still
    dy, dx = random.integers(-PAN, PAN + 1, 2) * random.integers(2)
    frames = np.stack([picture[y + dy * t:y + dy * t + HEIGHT, x + dx * t:x + dx * t + WIDTH]
                       for t in range(FRAMES)]).astype(np.float32)
    # dark scenes are where the noise is, and wallpapers are bright
    return frames * (random.uniform(0.08, 1) if random.random() < 0.4 else 1)


def blurred(noise, share):
    """The same strength of noise, but coarser: every pixel gets a share of its neighbours'; [T, H, W, C]."""
    out = noise
    for axis in (1, 2):
        out = (1 - 2 * share) * out + share * (np.roll(out, 1, axis) + np.roll(out, -1, axis))
    return out * (noise.std() / out.std())


def sensor_noise(clean, sigma, random):
    """In RGB; in every second clip stronger in light than in dark, in some a little blurred."""
    noise = random.standard_normal(clean.shape, np.float32) * sigma
    if random.random() < 0.4:
        noise = blurred(noise, random.uniform(0.05, 0.25))
    if random.random() < 0.5:
        noise *= np.sqrt(0.2 + 1.3 * clean / 255)
    return clean + noise


def halved(plane):
    """[T, H, W] -> [T, H / 2, W / 2]"""
    return (plane[:, ::2, ::2] + plane[:, 1::2, ::2] + plane[:, ::2, 1::2] + plane[:, 1::2, 1::2]) / 4


def planes_noise(clean, sigma, random):
    """8-bit 4:2:0 planes, as bytes, with noise in each of them: chroma's is twice as coarse."""
    y, cb, cr = np.moveaxis(clean @ BT709.T.astype(np.float32), 3, 0)
    chroma = sigma * random.uniform(0.2, 1.1)
    planes = [16 + y * (219 / 255), 128 + halved(cb) * (224 / 255), 128 + halved(cr) * (224 / 255)]
    noisy = [plane + random.standard_normal(plane.shape, np.float32) * strength
             for plane, strength in zip(planes, (sigma, chroma, chroma))]
    noisy = [plane.round().clip(0, 255).astype(np.uint8) for plane in noisy]
    return b"".join(plane[t].tobytes() for t in range(FRAMES) for plane in noisy)


def as_recorded(picture, sigma, seed):
    """A picture's middle as an H.264 clip of good quality has it: clean, noisy, sigma as seen."""
    random = np.random.default_rng(seed)
    y, x = ((side - part) // 2 for side, part in zip(picture.shape, (HEIGHT, WIDTH)))
    still = np.repeat(picture[None, y:y + HEIGHT, x:x + WIDTH].astype(np.float32), FRAMES, 0)
    noisy = recorded(still + random.standard_normal(still.shape, np.float32) * sigma,
                     ["-c:v", "libx264", "-preset", "veryfast", "-threads", "1", "-crf", "18"])[TAKEN[-1]]
    return still[0], noisy, noise_seen(still[0], noisy)


def codec(random):
    """ffmpeg's options of an encoder, from none to hard."""
    kind = random.random()
    if kind < 0.25:
        return ["-c:v", "rawvideo"]
    if kind < 0.75:
        # the film grain tuning is nearer to what a camera's encoder keeps
        return ["-c:v", "libx264", "-preset", "veryfast", "-threads", "1", "-crf", str(random.integers(8, 31)),
                *(["-tune", "grain"] if random.random() < 0.5 else [])]
    if kind < 0.9:
        return ["-c:v", "mpeg2video", "-q:v", str(random.integers(2, 8)), "-bf", "1"]
    return ["-c:v", "mjpeg", "-q:v", str(random.integers(2, 9)), "-strict", "unofficial"]


def ffmpeg(options, stdin):
    return subprocess.run(["ffmpeg", "-v", "error", "-nostdin", *options], input=stdin, stdout=subprocess.PIPE,
                          check=True).stdout


def recorded(frames, options):
    """The decoded frames, uint8 [T, H, W, 3], of RGB frames [T, H, W, 3] or of FRAMES 4:2:0 planes of HEIGHT, WIDTH."""
    shape = (FRAMES, HEIGHT, WIDTH, 3) if isinstance(frames, bytes) else frames.shape
    size = f"{shape[2]}x{shape[1]}"
    if isinstance(frames, bytes):
        source = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", size, "-i", "-"]
    else:
        source = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size, "-i", "-", "-vf",
                  "scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int+bicubic,format=yuv420p"]
        frames = frames.round().clip(0, 255).astype(np.uint8).tobytes()
    coded = ffmpeg([*source, *options, "-f", "nut", "-"], frames)
    raw = ffmpeg(["-f", "nut", "-i", "-", "-vf",
                  "scale=in_color_matrix=bt709:in_range=tv:flags=accurate_rnd+full_chroma_int+bicubic,format=rgb24",
                  "-f", "rawvideo", "-"], coded)
    return np.frombuffer(raw, np.uint8).reshape(shape)


def blocks(x):
    """[H, W, 3] -> [number of blocks, pixels of a block, 3]"""
    x = x.reshape(HEIGHT // BLOCK, BLOCK, WIDTH // BLOCK, BLOCK, 3)
    return x.transpose(0, 2, 1, 3, 4).reshape(-1, BLOCK * BLOCK, 3)


def noise_seen(clean, noisy):
    """Standard deviation in 0..255 of what differs where nothing hides it, channels weighed as luma is."""
    texture = blocks(clean).std(1).max(1)
    error = blocks(noisy.astype(np.float32) - clean)[texture <= np.quantile(texture, FLAT)]
    return float(np.sqrt(((error - error.mean(1, keepdims=True))**2).mean((0, 1)) @ BT709[0]))


def clip(pictures, seed):
    """[(clean, noisy, sigma)] of the frames taken."""
    random = np.random.default_rng(seed)
    clean = window(pictures[random.integers(len(pictures))], random)
    sigma = random.random()**1.3 * STRONGEST
    noise = sensor_noise if random.random() * 100 < SENSOR else planes_noise
    noisy = recorded(noise(clean, sigma, random), codec(random))
    clean = clean.round().astype(np.uint8)
    # copies, as the other frames need not stay in memory
    return [(clean[t].copy(), noisy[t].copy(), noise_seen(clean[t].astype(np.float32), noisy[t])) for t in TAKEN]


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--cache", default="target/cache", help="what fetch.py filled")
    args.add_argument("--out", default="target/camera.npz")
    args.add_argument("--clips", type=int, default=2000)
    args.add_argument("--seed", type=int, default=1)
    args = args.parse_args()
    pictures = [large for large, _ in data.load(args.cache, 1)
                if large.shape[0] > HEIGHT + 2 * PAN * FRAMES and large.shape[1] > WIDTH + 2 * PAN * FRAMES]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        made = pool.map(lambda k: clip(pictures, args.seed + k), range(args.clips))
        clean, noisy, sigma = zip(*(pair for pairs in made for pair in pairs))
    part = args.out + ".part.npz"
    np.savez(part, clean=np.stack(clean), seen=np.stack(noisy), sigma=np.array(sigma, np.float32))
    os.replace(part, args.out)
    print(f"{len(sigma)} pairs, sigma {np.quantile(sigma, 0.1):.1f} to {np.quantile(sigma, 0.9):.1f}")


if __name__ == "__main__":
    main()
