"""The networks: upscalers at full and at half resolution, and denoisers of one frame and of five that are told the noise.

All see light in 0..1, RGB, [N, 3, H, W], and all start as a plain method that already works
(bicubic interpolation, a 3x3 blur), so that training only has to learn what is better than it.
"""

import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper
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
        with exact(x):
            weight = self.weight
        return F.conv2d(x, weight, self.bias, padding=1)


class Upscaler(nn.Module):
    """[N, 3, H, W] -> [N, 3, scale * H, scale * W], all arithmetic at the low resolution.

    A chain of 3x3 convolutions adds detail to a learned 5x5 linear interpolation that starts
    as bicubic. width: channels; depth: convolutions between the first and the last; wide:
    channels of WideConv while it is trained, 0 for plain convolutions; carry: whether layers
    start by handing on what they get, which deep chains need.
    """

    inputs = ["input"]
    window = 1
    multiple = 1

    def __init__(self, scale, width, depth, wide=0, carry=False):
        super().__init__()
        self.scale = scale
        out = 3 * scale * scale
        self.skip = nn.Conv2d(3, out, 5, padding=2, bias=False)
        self.body = nn.ModuleList(
            [conv(3, width, wide)] + [conv(width, width, wide) for _ in range(depth)] + [conv(width, out, wide)])
        self.up = nn.PixelShuffle(scale)
        self.halo = max(2, len(self.body))
        for layer in self.body[:-1]:
            nn.init.kaiming_normal_(plain(layer).weight, nonlinearity="relu")
            nn.init.zeros_(plain(layer).bias)
        if carry:
            hand_on(self.body[1:-1])
        nn.init.normal_(plain(self.body[-1]).weight, 0, 1e-3)
        nn.init.zeros_(plain(self.body[-1]).bias)
        self.skip.weight.data = bicubic_kernels(scale)

    def forward(self, x):
        with exact(x):
            h = torch.relu(self.body[0](x))
        for layer in self.body[1:-1]:
            h = torch.relu(layer(h))
        with exact(x):
            return self.up(self.body[-1](h.float()) + self.skip(x))

    @torch.no_grad()
    def grow_from(self, weights):
        """Makes it do what a smaller one of the same scale does, whose weights export.py wrote (name: tensor).

        Further layers hand on what they get. Further channels see everything, as random as before,
        and are seen by the further channels alone, until training finds a use for them.
        """
        last = max(int(name.split(".")[1]) for name in weights if name.startswith("body."))
        width = len(weights["body.0.weight"])
        self.skip.weight.copy_(weights["skip.weight"])
        for k, layer in enumerate(map(plain, self.body)):
            out = len(layer.weight) if k == len(self.body) - 1 else width
            layer.weight[:out] = 0
            if last <= k < len(self.body) - 1:
                layer.weight[range(out), range(out), 1, 1] = 1
                continue
            source = f"body.{last if k >= last else k}"
            weight = weights[source + ".weight"]
            layer.weight[:out, :weight.shape[1]] = weight
            layer.bias[:out] = weights[source + ".bias"]

    def multiply_adds(self):
        """Multiply-adds for one input pixel."""
        return sum(layer.weight.numel() for layer in [self.skip, *self.body])


class HalfUpscaler(nn.Module):
    """[N, 3, H, W] -> [N, 3, scale * H, scale * W] with H and W even.

    The work is done at half the low resolution: at the same cost the network sees twice as far
    and has four times the parameters. Compressed pictures have little of the finest detail left
    that this gives away, and their blocks are wide. width, depth and wide as for Upscaler.
    """

    inputs = ["input"]
    window = 1
    multiple = 2

    def __init__(self, scale, width, depth, wide=0):
        super().__init__()
        self.scale = scale
        out = 3 * (2 * scale)**2
        self.skip = nn.Conv2d(3, 3 * scale * scale, 5, padding=2, bias=False)
        self.skip.weight.data = bicubic_kernels(scale)
        self.first = nn.Conv2d(3, width, 4, stride=2, padding=1)
        self.body = nn.ModuleList([conv(width, width, wide) for _ in range(depth)] + [conv(width, out, wide)])
        # as in Denoiser
        self.halo = 2 * (depth + 1) + 2
        for layer in [self.first, *(plain(layer) for layer in self.body[:-1])]:
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)
        hand_on(self.body[:-1])
        nn.init.normal_(plain(self.body[-1]).weight, 0, 1e-3)
        nn.init.zeros_(plain(self.body[-1]).bias)

    def forward(self, x):
        h = torch.relu(self.first(x))
        for layer in self.body[:-1]:
            h = torch.relu(layer(h))
        return F.pixel_shuffle(self.body[-1](h), 2 * self.scale) + F.pixel_shuffle(self.skip(x), self.scale)

    def multiply_adds(self):
        """Multiply-adds for one input pixel."""
        return self.skip.weight.numel() + sum(layer.weight.numel() for layer in [self.first, *self.body]) / 4


def exact(x):
    """Where numbers of 16 bits would not do, though the training around it uses them: context manager."""
    return torch.autocast(x.device.type, enabled=False)


@torch.no_grad()
def hand_on(layers):
    """Makes layers hand on what they get and add to it, so that depth costs nothing at first."""
    for layer in layers:
        weight = plain(layer).weight
        weight *= 0.2
        weight[range(len(weight)), range(len(weight)), 1, 1] += 1


def conv(channels, out, wide):
    """A 3x3 convolution, trained wide if `wide` is above 0."""
    return WideConv(channels, out, wide) if wide else nn.Conv2d(channels, out, 3, padding=1)


def plain(layer):
    """The part of conv()'s result that is there without wide training."""
    return layer.narrow if isinstance(layer, WideConv) else layer


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


# colour, row and column of the pixels that one pixel at half the resolution stands for
PHASES = [(c, i, j) for c in range(3) for i in range(2) for j in range(2)]


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
    window = 1
    multiple = 2
    scale = 1

    def __init__(self, width, depth, channels=4):
        super().__init__()
        self.first = nn.Conv2d(channels, width, 4, stride=2, padding=1, bias=False)
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
        weight = self.first.weight
        # what may come with them counts for nothing at first
        weight[:, 4:] = 0
        weight[:13] = 0
        for c, i, j in PHASES:
            weight[4 * c + 2 * i + j, c, 1 + i, 1 + j] = 1
        weight[12, 3, 1:3, 1:3] = 0.25
        for conv in self.body:
            conv.weight[:13] *= 0.02
            for k in range(13):
                conv.weight[k, k, 1, 1] += 1
        # half of picture minus blur, with the blur 1 2 1 / 2 4 2 / 1 2 1 written in phases
        weight = self.last.weight
        for c, i, j in PHASES:
            k = 4 * c + 2 * i + j
            weight[k, k, 1, 1] += 0.5
            for dy in (-1, 0, 1):
                for dx in (-1, 0, 1):
                    y, x = i + dy, j + dx
                    weight[k, 4 * c + 2 * (y % 2) + x % 2, 1 + y // 2, 1 + x // 2] -= (
                        0.5 * (2 - abs(dy)) * (2 - abs(dx)) / 16)

    def forward(self, x, sigma, *more):
        """more: [N, channels - 4, H, W] that is seen besides."""
        h = torch.relu(self.first(torch.cat([x, sigma, *more], 1)))
        for conv in self.body:
            h = torch.relu(conv(h))
        return x - self.up(self.last(h))

    def multiply_adds(self):
        """Multiply-adds for one input pixel: all convolutions run on a quarter of the pixels."""
        return sum(conv.weight.numel() for conv in [self.first, *self.body, self.last]) / 4


class TemporalDenoiser(nn.Module):
    """([N, 15, H, W], [N, 1, H, W]) -> [N, 3, H, W] with H and W multiples of 4.

    The first input is five frames, RGB each, of which the middle one is denoised, in two steps.
    The first predicts for every pixel which of the 3x3 pixels around it in each of the other
    frames show the same thing, and takes the weighted mean of these and of the pixel itself
    (a kernel-predicting network, arXiv 1712.02327). It sees nothing but the differences to the
    middle frame in units of sigma. Weights are positive, so the noise that is left in the mean is
    known: sigma times the root of the sum of their squares, over their sum. The second is a Denoiser
    that gets the mean with that noise, and the middle frame with its own, in case the mean is wrong.

    width, depth: of the Denoiser; fusing: channels of the first step at half the resolution.
    """

    inputs = ["input", "sigma"]
    window = 5
    multiple = 4
    scale = 1
    # in units of sigma: beyond that a pixel shows something else, whatever the noise
    farthest = 12
    # of sigma, which divides
    least = 0.25 / 255
    # of the logarithm of a weight
    steepest = 20

    def __init__(self, width, depth, fusing):
        super().__init__()

        def convs(channels, count):
            return nn.ModuleList([nn.Conv2d(channels, channels, 3, padding=1) for _ in range(count)])

        self.enter = nn.Conv2d(12, fusing, 4, stride=2, padding=1)
        self.before = convs(fusing, 2)
        self.down = nn.Conv2d(fusing, 2 * fusing, 4, stride=2, padding=1)
        self.deep = convs(2 * fusing, 3)
        self.rise = nn.Conv2d(2 * fusing, 4 * fusing, 3, padding=1)
        self.after = convs(fusing, 2)
        # for each of 2x2 pixels: 9 in each of the 4 other frames
        self.kernels = nn.Conv2d(fusing, 4 * 36, 3, padding=1)
        self.second = Denoiser(width, depth, 8)
        # 2 for each 3x3 convolution at half the resolution, 4 at a quarter, for those of stride 2 what they
        # see and how coarse they place it, 1 for the kernels
        self.halo = 2 * 5 + 2 + 4 * 4 + 6 + 1 + self.second.halo
        for layer in [self.enter, *self.before, self.down, *self.deep, self.rise, *self.after]:
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)
        nn.init.normal_(self.kernels.weight, 0, 1e-3)
        # at first little is taken of other frames, and of them hardly but the same place
        taps = torch.tensor([-5.0, -4, -5, -4, -2, -4, -5, -4, -5]).repeat(4)
        self.kernels.bias.data = taps.repeat_interleave(4)

    def weights(self, x, sigma):
        """[N, 36, H, W]: of 9 pixels, row by row, of each of the frames 0, 1, 3, 4, where that of the pixel itself is 1."""
        middle = x[:, 6:9].repeat(1, 4, 1, 1)
        others = torch.cat([x[:, :6], x[:, 9:]], 1)
        h = ((others - middle) / sigma.clamp(min=self.least)).clamp(-self.farthest, self.farthest)
        h = torch.relu(self.enter(h))
        for layer in self.before:
            h = torch.relu(layer(h))
        deep = torch.relu(self.down(h))
        for layer in self.deep:
            deep = torch.relu(layer(deep))
        h = torch.relu(h + F.pixel_shuffle(self.rise(deep), 2))
        for layer in self.after:
            h = torch.relu(layer(h))
        return F.pixel_shuffle(self.kernels(h), 2).clamp(-self.steepest, self.steepest).exp()

    def fused(self, x, sigma):
        """The weighted mean, [N, 3, H, W], and the noise left in it, [N, 1, H, W]."""
        weights = self.weights(x, sigma)
        padded = F.pad(torch.cat([x[:, :6], x[:, 9:]], 1), (1, 1, 1, 1), mode="replicate")
        around = F.unfold(padded, 3).view(x.shape[0], 4, 3, 9, *x.shape[2:])
        taps = weights.view(x.shape[0], 4, 1, 9, *x.shape[2:])
        total = 1 + weights.sum(1, keepdim=True)
        mean = ((around * taps).sum((1, 3)) + x[:, 6:9]) / total
        return mean, sigma * (1 + weights.square().sum(1, keepdim=True)).sqrt() / total

    def forward(self, x, sigma):
        return self.second(*self.fused(x, sigma), torch.cat([x[:, 6:9], sigma], 1))

    def multiply_adds(self):
        """Multiply-adds for one input pixel."""
        quarter = [self.down, *self.deep, self.rise]
        half = [self.enter, *self.before, *self.after, self.kernels]
        return (sum(layer.weight.numel() for layer in half) / 4 + sum(layer.weight.numel() for layer in quarter) / 16
                + 4 * 36 + self.second.multiply_adds())


def continued(net, border, inputs):
    """What a network makes of pictures that it sees continued by `border` pixels beyond their edges."""
    padded = [F.pad(x, 4 * [border], mode="replicate") for x in inputs]
    cut = slice(net.scale * border, -net.scale * border or None)
    return net(*padded)[:, :, cut, cut]


def build(config):
    """The network that a config (configs/*.json) describes."""
    net = config["net"]
    if config["task"] == "upscale":
        kind = HalfUpscaler if net.get("half") else Upscaler
        return kind(config["scale"], net["width"], net["depth"], net.get("wide", 0))
    if config.get("window", 1) > 1:
        return TemporalDenoiser(net["width"], net["depth"], net["fusing"])
    return Denoiser(net["width"], net["depth"])


def weights(path):
    """Those of a file that export.py wrote: {name: tensor}."""
    found = {weight.name: numpy_helper.to_array(weight) for weight in onnx.load(path).graph.initializer}
    return {name: torch.from_numpy(array.copy()) for name, array in found.items() if name.endswith((".weight", ".bias"))}


def parameters(net):
    """Of the network as it runs."""
    spare = sum(conv.expand.numel() + conv.reduce.numel() for conv in net.modules() if isinstance(conv, WideConv))
    return sum(p.numel() for p in net.parameters()) - spare
