"""The two networks: an upscaler and a noise-level-conditioned denoiser.

Both see light in 0..1, RGB, [N, 3, H, W], and both start as a plain method that already works
(bicubic interpolation, a 3x3 blur), so that training only has to learn what is better than it.
"""

import torch
import torch.nn.functional as F
from torch import nn


def cubic(t, a=-0.5):
    """Keys' cubic kernel at the distance t in pixels; a = -0.5 is MATLAB's and Pillow's."""
    t = abs(t)
    if t <= 1:
        return (a + 2) * t**3 - (a + 3) * t**2 + 1
    return a * t**3 - 5 * a * t**2 + 8 * a * t - 4 * a if t < 2 else 0.0


class WideConv(nn.Module):
    """A 3x3 convolution that is trained as two linear layers and is one when it runs.

    Its kernel is itself plus the product of a 3x3 convolution to `wide` channels and a 1x1
    convolution back: no more than one 3x3 convolution can do, but gradients find better ones
    (linear overparameterisation, as in SESR, arXiv 2103.09404). The product is taken of the
    kernels, which are small, and not of the pictures, so that training costs hardly more.
    """

    kernel_size, stride, padding = (3, 3), (1, 1), (1, 1)

    def __init__(self, channels, out, wide):
        super().__init__()
        self.narrow = nn.Conv2d(channels, out, 3, padding=1)
        self.expand = nn.Parameter(torch.randn(wide, channels, 3, 3) * (2 / (9 * channels)) ** 0.5)
        # nothing at first: the start is that of the plain network
        self.reduce = nn.Parameter(torch.zeros(out, wide))

    @property
    def weight(self):
        return self.narrow.weight + torch.einsum("ow,wcyx->ocyx", self.reduce, self.expand)

    @property
    def bias(self):
        return self.narrow.bias

    def forward(self, x):
        return F.conv2d(x, self.weight, self.bias, padding=1)


class Upscaler(nn.Module):
    """[N, 3, H, W] -> [N, 3, scale * H, scale * W], all arithmetic at the low resolution.

    A chain of 3x3 convolutions adds detail to a learned 5x5 linear interpolation that starts
    as bicubic. width: channels; depth: convolutions between the first and the last; wide:
    channels of WideConv while it is trained, 0 for plain convolutions.
    """

    inputs = ["input"]
    multiple = 1

    def __init__(self, scale, width, depth, wide=0):
        super().__init__()
        self.scale = scale
        out = 3 * scale * scale
        self.wide = wide
        self.skip = nn.Conv2d(3, out, 5, padding=2, bias=False)
        self.body = nn.ModuleList(
            [self.conv(3, width)] + [self.conv(width, width) for _ in range(depth)] + [self.conv(width, out)])
        self.up = nn.PixelShuffle(scale)
        self.halo = max(2, len(self.body))
        plain = [conv.narrow if wide else conv for conv in self.body]
        for conv in plain[:-1]:
            nn.init.kaiming_normal_(conv.weight, nonlinearity="relu")
            nn.init.zeros_(conv.bias)
        nn.init.normal_(plain[-1].weight, 0, 1e-3)
        nn.init.zeros_(plain[-1].bias)
        self.skip.weight.data = bicubic_kernels(scale)

    def conv(self, channels, out):
        return WideConv(channels, out, self.wide) if self.wide else nn.Conv2d(channels, out, 3, padding=1)

    def forward(self, x):
        h = x
        for conv in self.body[:-1]:
            h = torch.relu(conv(h))
        return self.up(self.body[-1](h) + self.skip(x))

    def multiply_adds(self):
        """Multiply-adds for one input pixel."""
        return sum(conv.weight.numel() for conv in [self.skip, *self.body])


def bicubic_kernels(scale):
    """Bicubic interpolation as a convolution before a pixel shuffle: [3 * scale**2, 3, 5, 5]."""
    weight = torch.zeros(3 * scale * scale, 3, 5, 5)
    for i in range(scale):
        for j in range(scale):
            # where the centre of the output pixel (i, j) lies in the input pixel
            ci, cj = (i + 0.5) / scale - 0.5, (j + 0.5) / scale - 0.5
            for y in range(-2, 3):
                for x in range(-2, 3):
                    for c in range(3):
                        weight[c * scale * scale + i * scale + j, c, y + 2, x + 2] = cubic(y - ci) * cubic(x - cj)
    return weight


class Denoiser(nn.Module):
    """([N, 3, H, W], [N, 1, H, W]) -> [N, 3, H, W] with H and W even.

    The second input is the standard deviation of the noise at each pixel, in the same units
    as the picture. The work is done at half the resolution: a quarter of the arithmetic.
    width: channels; depth: 3x3 convolutions between the first and the last.

    Without biases the network is homogeneous: f(k x, k sigma) = k f(x, sigma). What it learns
    at one level of noise serves all others.

    The initialisation lets the first 13 channels carry the 12 half-resolution planes of the
    picture (3 colours x 2 x 2 phases) and sigma unchanged through all layers: light is not
    negative, so ReLU lets it pass, and the last layer subtracts a 3x3 blur's residual from the
    picture. So the depth costs nothing at the start and every layer sees the picture and
    sigma from the first step. With Kaiming's initialisation alone the network, which must
    reproduce nearly its whole input to predict the noise well, first sits on a plateau:
    after 615 iterations it was still exactly at the level of the noisy pictures, where
    this one had 32.95 / 28.04 / 24.28 dB (sigma 10 / 25 / 50, eight Kodak pictures) after 466.
    """

    inputs = ["input", "sigma"]
    multiple = 2
    scale = 1

    def __init__(self, width, depth):
        super().__init__()
        self.first = nn.Conv2d(4, width, 4, stride=2, padding=1, bias=False)
        self.body = nn.ModuleList([nn.Conv2d(width, width, 3, padding=1, bias=False) for _ in range(depth)])
        self.last = nn.Conv2d(width, 12, 3, padding=1, bias=False)
        self.up = nn.PixelShuffle(2)
        # every 3x3 convolution reaches 2 pixels of full resolution, the first one
        # 2i - 1 .. 2i + 2 around a pair of pixels (2i, 2i + 1): 2 from the farther one
        self.halo = 2 * (depth + 1) + 2
        for conv in [self.first, *self.body]:
            nn.init.kaiming_normal_(conv.weight, nonlinearity="relu")
        nn.init.normal_(self.last.weight, 0, 1e-3)
        self.carry_the_picture_along()

    @torch.no_grad()
    def carry_the_picture_along(self):
        """Channel 4 c + 2 i + j holds the pixels (2y + i, 2x + j) of colour c; channel 12 holds sigma."""
        phases = [(c, i, j) for c in range(3) for i in range(2) for j in range(2)]
        self.first.weight[:13] = 0
        for c, i, j in phases:
            self.first.weight[4 * c + 2 * i + j, c, 1 + i, 1 + j] = 1
        self.first.weight[12, 3, 1:3, 1:3] = 0.25
        for conv in self.body:
            conv.weight[:13] *= 0.02
            for k in range(13):
                conv.weight[k, k, 1, 1] += 1
        # half of picture minus blur, with the blur 1 2 1 / 2 4 2 / 1 2 1 written in phases
        weight = self.last.weight
        for c, i, j in phases:
            k = 4 * c + 2 * i + j
            weight[k, k, 1, 1] += 0.5
            for dy in (-1, 0, 1):
                for dx in (-1, 0, 1):
                    y, x = i + dy, j + dx
                    weight[k, 4 * c + 2 * (y % 2) + x % 2, 1 + y // 2, 1 + x // 2] -= (
                        0.5 * (2 - abs(dy)) * (2 - abs(dx)) / 16)

    def forward(self, x, sigma):
        h = torch.relu(self.first(torch.cat([x, sigma], 1)))
        for conv in self.body:
            h = torch.relu(conv(h))
        return x - self.up(self.last(h))

    def multiply_adds(self):
        """Multiply-adds for one input pixel: all convolutions run on a quarter of the pixels."""
        return sum(conv.weight.numel() for conv in [self.first, *self.body, self.last]) / 4


def continued(net, border, inputs):
    """What a network makes of pictures that it sees continued by `border` pixels beyond their edges."""
    padded = [F.pad(x, 4 * [border], mode="replicate") for x in inputs]
    cut = slice(net.scale * border, -net.scale * border or None)
    return net(*padded)[:, :, cut, cut]


def build(config):
    """The network that a config (configs/*.json) describes."""
    net = config["net"]
    if config["task"] == "upscale":
        return Upscaler(config["scale"], net["width"], net["depth"], net.get("wide", 0))
    return Denoiser(net["width"], net["depth"])


def parameters(net):
    """Of the network as it runs."""
    spare = sum(conv.expand.numel() + conv.reduce.numel() for conv in net.modules() if isinstance(conv, WideConv))
    return sum(p.numel() for p in net.parameters()) - spare
