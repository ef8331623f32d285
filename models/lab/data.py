"""Training pictures and the random patches that are cut out of them."""

import os

import numpy as np
from PIL import Image

import files

# some wallpapers are larger than Pillow believes to be harmless
Image.MAX_IMAGE_PIXELS = None

# every picture is made smaller to these widths: JPEG's artefacts and the camera's noise go
# away, and patches of both sizes show detail of different coarseness
WIDTHS = (1400, 800)
MAX_SHRINK = 0.75
# of the originals
MIN_WIDTH = 1200
MIN_BYTES = 200_000
# mean difference of horizontal neighbours, of 255: below it are gradients and blurred backgrounds
MIN_DETAIL = 2.5
# standard deviation in a patch, of 255, below which an upscaler's patch is drawn again, twice at most
MIN_DEVIATION = 12
DRAWS = 3


def load(cache, scale):
    """[(large, small)], uint8 [H, W, 3] each; small is None for scale 1."""
    manifest = files.read_json(os.path.join(cache, "manifest.json"))
    pairs, seen, used = [], set(), {}
    for entry in sorted(manifest, key=lambda entry: entry["file"]):
        path = os.path.join(cache, entry["file"])
        if os.path.getsize(path) <= MIN_BYTES:
            continue
        with Image.open(path) as original:
            picture = original.convert("RGB")
        # the same wallpaper comes in several sizes
        thumbnail = picture.resize((16, 16)).tobytes()
        if picture.width < MIN_WIDTH or thumbnail in seen:
            continue
        seen.add(thumbnail)
        for width in WIDTHS:
            if width / picture.width <= MAX_SHRINK:
                pair = shrink(picture, width, scale)
                if detail(pair[0]) >= MIN_DETAIL:
                    pairs.append(pair)
                    used.setdefault((entry["package"], entry["licence"]), set()).add(entry["file"])
    for (package, licence), names in sorted(used.items()):
        print(f"{len(names):3} pictures of {package}, {licence}")
    print(f"{len(pairs)} training pictures, {sum(large.size for large, _ in pairs) / 3e6:.1f} megapixels", flush=True)
    return pairs


def shrink(picture, width, scale):
    factor = width / picture.width
    large_size = [int(side * factor) // scale * scale // 4 * 4 for side in picture.size]
    large = picture.resize(large_size, Image.LANCZOS)
    if scale == 1:
        return np.asarray(large), None
    small = large.resize([side // scale for side in large_size], Image.BICUBIC)
    return np.asarray(large), np.asarray(small)


def detail(picture):
    return np.abs(np.diff(picture.mean(2, dtype=np.float32), axis=1)).mean()


class Patches:
    """Draws batches; a picture is as likely as it is large.

    crop: height and width of what the network is fed, in pixels.
    """

    def __init__(self, pairs, scale, crop, batch, seed):
        self.pairs = pairs
        self.scale = scale
        self.crop = crop
        self.batch = batch
        self.random = np.random.default_rng(seed)
        areas = np.array([large.shape[0] * large.shape[1] for large, _ in pairs], float)
        self.probabilities = areas / areas.sum()

    def draw(self):
        """uint8 [batch, 3, scale * crop, scale * crop] and, if scale > 1, [batch, 3, crop, crop]."""
        drawn = [self.patch(*self.pairs[k]) for k in
                 self.random.choice(len(self.pairs), self.batch, p=self.probabilities)]
        large, small = zip(*drawn)
        return to_nchw(large), to_nchw(small) if self.scale > 1 else None

    def patch(self, large, small):
        source = small if self.scale > 1 else large
        for _ in range(DRAWS if self.scale > 1 else 1):
            y = self.random.integers(source.shape[0] - self.crop)
            x = self.random.integers(source.shape[1] - self.crop)
            fed = source[y:y + self.crop, x:x + self.crop]
            if fed.std() > MIN_DEVIATION:
                break
        s = self.scale
        wanted = large[y * s:(y + self.crop) * s, x * s:(x + self.crop) * s]
        turns, mirrored = self.random.integers(4), self.random.random() < 0.5
        return turn(wanted, turns, mirrored), turn(fed, turns, mirrored)


class Recorded:
    """Draws patches of what camera.py or compressed.py made.

    crop: height and width in pixels of what the network is fed; count: how many at a time;
    scale: how much larger the clean pictures are.
    """

    def __init__(self, path, crop, count, seed, scale=1):
        with np.load(path) as made:
            self.clean, self.seen, self.sigma = made["clean"], made["seen"], made.get("sigma")
        self.crop = crop
        self.count = count
        self.scale = scale
        self.random = np.random.default_rng(seed)

    def draw(self):
        """Clean, uint8 [count, 3, scale * crop, scale * crop], seen, uint8 [count, 3, crop, crop], and
        sigma in 0..255, float32 [count], or None."""
        drawn = self.random.choice(len(self.seen), self.count)
        clean, seen = zip(*(self.patch(k) for k in drawn))
        return to_nchw(clean), to_nchw(seen), None if self.sigma is None else self.sigma[drawn]

    def patch(self, k):
        y, x = (self.random.integers(side - self.crop + 1) for side in self.seen.shape[1:3])
        turns, mirrored = self.random.integers(4), self.random.random() < 0.5
        return tuple(turn(pictures[k, s * y:s * (y + self.crop), s * x:s * (x + self.crop)], turns, mirrored)
                     for pictures, s in ((self.clean, self.scale), (self.seen, 1)))


def turn(patch, turns, mirrored):
    patch = np.rot90(patch, turns)
    return patch[:, ::-1] if mirrored else patch


def to_nchw(patches):
    return np.ascontiguousarray(np.stack(patches).transpose(0, 3, 1, 2))
