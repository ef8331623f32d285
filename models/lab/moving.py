"""Moving pictures made of still ones, to learn from: pans, zooms, turns, and things that move before others."""

import numpy as np
import torch
import torch.nn.functional as F

FRAMES = 5
# of 100 clips: how many stand still, how many have something moving before them
STILL = 25
BEFORE = 50
# of 100 windows: how many have another scene on one side, how many repeat the first or last frame there
OTHER_SCENE = 5
REPEATED = 20
# at most, a frame: pixels, share of the size, radians; the speed itself is drawn so that slow is likelier
SPEED = 12
ZOOM = 0.012
TURN = 0.012
# share of the speed by which each frame's step is off
JITTER = 0.25


def uniform(shape, low, high, generator):
    return torch.rand(shape, generator=generator, device=generator.device) * (high - low) + low


def paths(count, generator):
    """Where each frame lies in its picture: affine matrices [count, FRAMES, 2, 3] in pixels."""
    def some(high, power):
        way = uniform((count, 1), -1, 1, generator)
        return way.sign() * way.abs()**power * high

    moves = (uniform((count, 1), 0, 100, generator) >= STILL).float()
    t = torch.arange(FRAMES, device=generator.device) - FRAMES // 2
    x, y = (moves * some(SPEED, 2) * (t + JITTER * uniform((count, FRAMES), -1, 1, generator)) for _ in range(2))
    size = 1 + moves * some(ZOOM, 2) * t
    angle = moves * some(TURN, 2) * t
    cos, sin = size * angle.cos(), size * angle.sin()
    return torch.stack([torch.stack([cos, -sin, x], 2), torch.stack([sin, cos, y], 2)], 2)


def sampled(pictures, path, crop):
    """[N, 3, S, S] at twice the resolution -> [N, FRAMES, 3, crop, crop] from around the middle."""
    side = pictures.shape[2]
    # the mean of 2x2 pixels, wherever it is taken, makes half the resolution
    soft = F.avg_pool2d(pictures, 2, stride=1)
    axis = torch.arange(crop, device=pictures.device) - (crop - 1) / 2
    y, x = torch.meshgrid(axis, axis, indexing="ij")
    points = torch.stack([x, y, torch.ones_like(x)], 2)
    # in pixels of `soft` from its middle, 2 for each of the result
    places = torch.einsum("ntij,yxj->tnyxi", path, points) * 2 * 2 / (side - 2)
    frames = [F.grid_sample(soft, at, padding_mode="reflection", align_corners=True) for at in places]
    return torch.stack(frames, 1)


def masks(count, path, crop, generator):
    """[count, FRAMES, 1, crop, crop] in 0..1: ellipses with an edge of a pixel that move along."""
    axis = torch.arange(crop, device=generator.device) - (crop - 1) / 2
    y, x = torch.meshgrid(axis, axis, indexing="ij")
    centre = uniform((count, 2, 1, 1, 1), -crop / 3, crop / 3, generator)
    radius = uniform((count, 2, 1, 1, 1), crop / 16, crop / 3, generator)
    shift = path[..., 2].permute(0, 2, 1)[..., None, None]
    # what lies farther right in the picture is seen farther left
    dx, dy = (x + shift[:, 0] - centre[:, 0]) / radius[:, 0], (y + shift[:, 1] - centre[:, 1]) / radius[:, 1]
    distance = (dx**2 + dy**2).sqrt()
    inside = ((1 - distance) * radius.amin(1)).clamp(0, 1)
    chosen = uniform((count, 1, 1, 1), 0, 100, generator) < BEFORE
    return (inside * chosen).unsqueeze(2)


def windows(pictures, others, crop, generator):
    """Clean windows [N, FRAMES, 3, crop, crop] of pictures and others, [N, 3, S, S] each, in 0..1.

    S is at least 2 * crop + 4 * FRAMES * SPEED to never look beyond a picture.
    """
    count = pictures.shape[0]
    path = paths(count, generator)
    clips = sampled(pictures, path, crop)
    before = paths(count, generator)
    mask = masks(count, before, crop, generator)
    return clips + mask * (sampled(others, before, crop) - clips)


def cut(noisy, generator):
    """Shows what a window sees beside a cut: mostly the nearest frame again, at times another scene."""
    noisy = noisy.clone()
    for n in range(noisy.shape[0]):
        kind = float(uniform((), 0, 100, generator))
        if kind >= OTHER_SCENE + REPEATED:
            continue
        # the first frame on the other side of the cut, -1 and 1 being the middle one's neighbours
        side = 1 if kind % 2 < 1 else -1
        near = int(kind * 7) % 2 + 1
        for k in range(near, FRAMES // 2 + 1):
            source = noisy[n, FRAMES // 2 + side * (near - 1)] if kind >= OTHER_SCENE else noisy[n - 1, k]
            noisy[n, FRAMES // 2 + side * k] = source
    return noisy


# which frames are shown when frames are held: for ever, or each for two
HELD = [[2, 2, 2, 2, 2], [1, 1, 2, 2, 3], [1, 2, 2, 3, 3]]


def held(noisy, share, generator):
    """Holds frames of a share of the windows, with their noise: stills, animation, converted frame rates."""
    noisy = noisy.clone()
    for n in range(noisy.shape[0]):
        if float(uniform((), 0, 1, generator)) < share:
            noisy[n] = noisy[n, HELD[int(uniform((), 0, len(HELD), generator))]]
    return noisy


class Patches:
    """Draws batches of clean windows from still pictures.

    crop: height and width of what the network is fed, in pixels.
    """

    def __init__(self, pictures, crop, batch, seed):
        # far enough for most paths; the others are reflected
        self.side = 2 * crop + 96
        self.pictures = [p for p in pictures if min(p.shape[:2]) > self.side]
        self.crop = crop
        self.batch = batch
        self.random = np.random.default_rng(seed)
        areas = np.array([p.shape[0] * p.shape[1] for p in self.pictures], float)
        self.probabilities = areas / areas.sum()
        # torch draws the motion; its seed follows from what numpy drew, so one state is all there is to save
        self.generator = torch.Generator()

    def some(self):
        """float [2 * batch, 3, side, side] in 0..1"""
        patches = []
        for k in self.random.choice(len(self.pictures), 2 * self.batch, p=self.probabilities):
            picture = self.pictures[k]
            y, x = (self.random.integers(length - self.side) for length in picture.shape[:2])
            patch = np.rot90(picture[y:y + self.side, x:x + self.side], self.random.integers(4))
            patches.append(patch[:, ::-1] if self.random.random() < 0.5 else patch)
        stacked = np.ascontiguousarray(np.stack(patches).transpose(0, 3, 1, 2))
        return torch.from_numpy(stacked).float() / 255

    def draw(self):
        """uint8 [batch, FRAMES, 3, crop, crop], and None as data.Patches for scale 1."""
        pictures = self.some()
        self.generator.manual_seed(int(self.random.integers(2**62)))
        clean = windows(pictures[:self.batch], pictures[self.batch:], self.crop, self.generator)
        return (clean * 255).round().clamp(0, 255).byte().numpy(), None
