"""Bicubic and Lanczos resizing as MATLAB's imresize does it, on which all published numbers rest.

Pillow differs from it only at the edges, where it cuts the kernel off instead of mirroring
the picture; in training pictures, which are cut out of the middle, that cannot be seen.
"""

import numpy as np


def cubic(t):
    t = np.abs(t)
    return np.where(t <= 1, 1.5 * t**3 - 2.5 * t**2 + 1, np.where(t < 2, -0.5 * t**3 + 2.5 * t**2 - 4 * t + 2, 0))


def lanczos3(t):
    return np.where(np.abs(t) < 3, np.sinc(t) * np.sinc(t / 3), 0)


KERNELS = {"bicubic": (cubic, 4), "lanczos": (lanczos3, 6)}


def resize(picture, height, width, kernel="bicubic"):
    """uint8 [H, W, 3] -> uint8 [height, width, 3], rounded after each direction as MATLAB does."""
    rows = resize_rows(picture, height, kernel)
    return resize_rows(rows.swapaxes(0, 1), width, kernel).swapaxes(0, 1)


def resize_rows(picture, height, kernel):
    function, support = KERNELS[kernel]
    scale = height / picture.shape[0]
    # a wider kernel for making smaller: the antialiasing
    widening = min(scale, 1)
    support /= widening
    centre = (np.arange(height) + 0.5) / scale - 0.5
    first = np.floor(centre - support / 2).astype(int) + 1
    taps = first[:, None] + np.arange(int(np.ceil(support)) + 1)
    weights = function((centre[:, None] - taps) * widening)
    weights /= weights.sum(1, keepdims=True)
    # symmetric edges: ... 1 0 | 0 1 2 ...
    taps %= 2 * picture.shape[0]
    taps = np.minimum(taps, 2 * picture.shape[0] - 1 - taps)
    result = np.zeros((height, *picture.shape[1:]))
    for k in range(taps.shape[1]):
        result += weights[:, k].reshape(-1, 1, 1) * picture[taps[:, k]]
    return np.clip(np.floor(result + 0.5), 0, 255).astype(np.uint8)
