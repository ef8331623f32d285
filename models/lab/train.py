"""Trains one model.

    python3 train.py configs/upscale-x2-fast.json --cache target/cache --sets DIR

Writes target/ID/last.pt every two minutes and goes on from it when started again. Takes CUDA
if there is any. --sets (see evaluate.py) only prints how the training comes along; nothing is
chosen by it.
"""

import argparse
import math
import os
import time

import numpy as np
import torch
import torch.nn.functional as F

import data
import evaluate
import files
import moving
import nets

SAVE_SECONDS = 120
EMA_DECAY = 0.999
# of the training, unless the config says otherwise: the rest counts the borders of patches too
WITHOUT_BORDERS = 0.8
CATALOGUE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../src/main/resources/dev/rushes/models/catalogue")
# RGB in 0..1 -> luma in 0..219/255, ITU-R BT.601
LUMA = torch.tensor([65.481, 128.553, 24.966]).view(1, 3, 1, 1) / 255


class Upscaling:
    """What is special about training an upscaler."""

    def __init__(self, config, args, device):
        self.luma = LUMA.to(device)
        self.scale = config["scale"]
        self.recorded = recorded(config, args.compressed)

    def problem(self, large, small, generator):
        """The inputs, and what is wanted of them; the last ones are from compressed.py."""
        if self.recorded:
            last = slice(-self.recorded.count, None)
            clean, seen, _ = self.recorded.draw()
            large[last], small[last] = to_light(clean, large.device), to_light(seen, large.device)
        return (small,), large

    def loss(self, error, inputs):
        """Part of it on luma, to which eyes and PSNR-Y are the most sensitive."""
        return 0.4 * error.abs().mean() + 0.6 * (error * self.luma).sum(1).abs().mean()

    def progress(self, run, sets):
        found = evaluate.upscale({"model": lambda small, h, w: evaluate.to_bytes(
            run({"input": evaluate.to_input(small)}))}, self.scale, os.path.join(sets, "Set5"))
        return f"Set5 {found['model'][0]:.3f} dB, borders {found['model'][1]:.3f}"


class Denoising:
    """What is special about training a denoiser."""

    def __init__(self, config, args, device):
        settings = config["train"]
        self.weakest, self.strongest = settings["sigmas"]
        self.clipped_share = settings["clipped_share"]
        self.dark_share = settings.get("dark_share", 0)
        self.overclaims = settings.get("overclaims", False)
        self.scale = 1
        self.recorded = recorded(config, args.camera)

    def problem(self, large, small, generator):
        """More of the weak noise than of the strong: there is more to win and lose.

        A share of the pictures is clipped at black and white and has 8 bits, as in a file. A
        network that never saw that leaves dots in saturated colours.

        If the config says so, every second picture has less noise than is claimed. A network
        that never saw that takes its absence for the border of a patch and brightens it.

        The last ones are from camera.py.
        """
        def uniform():
            return torch.rand((large.shape[0], 1, 1, 1), generator=generator, device=large.device)

        sigma = (uniform()**1.5 * (self.strongest - self.weakest) + self.weakest) / 255
        large = torch.where(uniform() < self.dark_share, large * uniform(), large)
        noise = torch.randn(large.shape, generator=generator, device=large.device)
        if self.overclaims:
            truth = uniform()**0.5
            truth[::2] = 1
            noise *= truth
        noisy = large + noise * sigma
        share = int(large.shape[0] * self.clipped_share)
        noisy[:share] = (noisy[:share] * 255).round().clamp(0, 255) / 255
        if self.recorded:
            last = slice(-self.recorded.count, None)
            clean, seen, strength = self.recorded.draw()
            large[last], noisy[last] = to_light(clean, large.device), to_light(seen, large.device)
            # what is measured of a clip is never quite right
            sigma[last] = to_light(strength, large.device).view(-1, 1, 1, 1) * (0.8 + 0.7 * uniform()[last])
        return (noisy, sigma.expand_as(large[:, :1])), large

    def loss(self, error, inputs):
        """Weighed so that every sigma counts about the same."""
        return (error.abs() / (inputs[1][:, :, :1, :1] + 4 / 255)**0.75).mean()

    def progress(self, run, sets):
        found = [evaluate.denoise(run, sigma, os.path.join(sets, "Kodak24"), limit=4)["model"] for sigma in (10, 25, 50)]
        return "Kodak24[:4] " + ", ".join(f"{all:.2f} (borders {border:.2f})" for all, border, _ in found)


class TemporalDenoising(Denoising):
    """What is special about a denoiser that sees the frames before and after."""

    def __init__(self, config, args, device):
        super().__init__(config, args, device)
        self.held_share = config["train"].get("held_share", 0)

    def problem(self, clean, _, generator):
        """Noise in every frame: white, or coarser in all channels, or coarser in chroma alone."""
        def uniform():
            return torch.rand((count, 1, 1, 1, 1), generator=generator, device=clean.device)

        count = clean.shape[0]
        sigma = (uniform() * (self.strongest - self.weakest) + self.weakest) / 255
        clean = torch.where(uniform() < self.dark_share, clean * uniform(), clean)
        noise = coarser(torch.randn(clean.shape, generator=generator, device=clean.device), uniform(), uniform())
        # sensors have more noise in light than in dark
        noise = torch.where(uniform() < 0.3, noise * (0.2 + 1.3 * clean).sqrt(), noise)
        truth = torch.where(uniform() < 0.5, uniform()**0.5, 1) if self.overclaims else 1
        noisy = clean + noise * sigma * truth
        in_a_file = uniform() < self.clipped_share
        noisy = torch.where(in_a_file, (noisy * 255).round().clamp(0, 255) / 255, noisy)
        noisy = moving.held(moving.cut(noisy, generator), self.held_share, generator)
        middle = moving.FRAMES // 2
        level = sigma[:, 0].expand_as(clean[:, 0, :1])
        return (noisy.flatten(1, 2), level), clean[:, middle]

    def progress(self, run, sets):
        found = [evaluate.denoise_window(run, sigma, os.path.join(sets, "Kodak24"), pan, limit=4)
                 for sigma in (20, 40) for pan in evaluate.PANS]
        return "Kodak24[:4] s20/40, still/pan: " + ", ".join(f"{all:.2f}" for all, _, _ in found)


def coarser(noise, kind, share):
    """White noise [N, T, 3, H, W] as demosaicing (kind 0.4..0.7) and 4:2:0 (from 0.7 on) leave it; as strong in luma."""
    size = noise.shape
    flat = noise.flatten(0, 2).unsqueeze(1)
    soft = F.avg_pool2d(F.pad(flat, (1, 1, 1, 1), mode="reflect"), 3, 1).view(size)
    mixed = noise + (soft * 3 - noise) * share * 0.7
    mixed = mixed / mixed.std((1, 2, 3, 4), keepdim=True)
    luma = noise.mean(2, keepdim=True)
    chroma = F.interpolate(F.avg_pool2d((noise - luma).flatten(0, 1), 2), scale_factor=2).view(size)
    half = luma * 3**0.5 + chroma * 2 * share
    return torch.where(kind < 0.4, noise, torch.where(kind < 0.7, mixed, half))


class Training:
    """Everything that a checkpoint holds, and the steps from one to the next."""

    def __init__(self, config, args, device):
        self.config = config
        self.settings = config["train"]
        self.device = device
        torch.manual_seed(self.settings["seed"])
        self.net = nets.build(config).to(device)
        self.ema = nets.build(config).to(device)
        self.ema.load_state_dict(self.net.state_dict())
        if device == "cpu":
            self.net.to(memory_format=torch.channels_last)
        self.optimizer = torch.optim.Adam(self.net.parameters(), betas=(0.9, 0.99))
        self.noise = torch.Generator(device).manual_seed(self.settings["seed"])
        self.task = task(config)(config, args, device)
        self.iteration = 0
        self.seconds = 0.0

    def start_from(self, path):
        """Takes over the weights of another model wherever the shapes agree; more inputs than it had begin with none.

        A model that has another as its second step takes its weights for that. Of an ONNX file of
        export.py an upscaler may be wider and deeper.
        """
        if path.endswith(".onnx"):
            self.net.grow_from(nets.weights(path))
            self.ema.load_state_dict(self.net.state_dict())
            return
        weights = torch.load(path, map_location=self.device)
        weights = weights.get("ema", weights)
        mine = self.net.state_dict()
        for name, theirs in weights.items():
            name = name if name in mine else "second." + name
            if name in mine and mine[name].shape[2:] == theirs.shape[2:] and len(mine[name]) == len(theirs):
                channels = theirs.shape[1:2]
                mine[name] = torch.zeros_like(mine[name])
                mine[name][(slice(None), *map(slice, channels))] = theirs
        self.net.load_state_dict(mine)
        self.ema.load_state_dict(mine)

    def save(self, path, patches):
        part = path + ".part"
        torch.save({"net": self.net.state_dict(), "ema": self.ema.state_dict(), "optimizer": self.optimizer.state_dict(),
                    "noise": self.noise.get_state(), "patches": patches.random.bit_generator.state,
                    "iteration": self.iteration, "seconds": self.seconds}, part)
        os.replace(part, path)

    def resume(self, path, patches):
        state = torch.load(path, map_location=self.device)
        self.net.load_state_dict(state["net"])
        self.ema.load_state_dict(state["ema"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.noise.set_state(state["noise"].cpu())
        patches.random.bit_generator.state = state["patches"]
        self.iteration, self.seconds = state["iteration"], state["seconds"]

    def done(self):
        """Share of the schedule that is behind us, 0..1."""
        if "iterations" in self.settings:
            return self.iteration / self.settings["iterations"]
        return self.seconds / 60 / self.settings["minutes"]

    def over(self):
        """A config may stop before its schedule ends, for another config to start from there."""
        return self.done() >= 1 or self.seconds / 60 >= self.settings.get("stop_minutes", math.inf)

    def learning_rate(self):
        """Linear warm-up, then a cosine to zero."""
        peak = self.settings["learning_rate"] * min(1, self.iteration / self.settings["warmup"])
        return peak * (0.5 + 0.5 * math.cos(math.pi * self.done())) + 1e-6

    def step(self, large, small):
        for group in self.optimizer.param_groups:
            group["lr"] = self.learning_rate()
        inputs, wanted = self.task.problem(large, small, self.noise)
        half = self.settings.get("half_precision", False) and halves(self.device)
        with torch.autocast(self.device, torch.bfloat16, enabled=half):
            error = self.error(inputs, wanted)
        loss = self.task.loss(error, inputs)
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), self.settings["clip_gradient"])
        self.optimizer.step()
        self.iteration += 1
        self.average()
        return loss

    def error(self, inputs, wanted):
        """Of the patches, less their borders where these do not count yet."""
        if self.done() < self.settings.get("without_borders", WITHOUT_BORDERS):
            # what the networks see beyond a patch is black; for most of the training that is
            # no part of the problem, at the end they learn it for the borders of pictures
            border = self.settings["border"] * self.task.scale
            return (self.net(*inputs) - wanted)[:, :, border:-border, border:-border]
        return nets.continued(self.net, self.config["continued_border"], inputs) - wanted

    @torch.no_grad()
    def average(self):
        decay = min(EMA_DECAY, self.iteration / (self.iteration + 10))
        for mean, weight in zip(self.ema.parameters(), self.net.parameters()):
            mean.mul_(decay).add_(weight, alpha=1 - decay)

    @torch.no_grad()
    def run(self, inputs):
        """As a runner of evaluate.py."""
        return self.ema(*(torch.from_numpy(x).to(self.device) for x in inputs.values())).cpu().numpy()


def halves(device):
    """Whether numbers of 16 bits are multiplied faster there, and at all."""
    if device == "cuda":
        return torch.cuda.is_bf16_supported()
    return getattr(torch.ops.mkldnn, "_is_mkldnn_bf16_supported", lambda: False)()


def task(config):
    """What is special about training this model."""
    if config["task"] == "upscale":
        return Upscaling
    return TemporalDenoising if config.get("window", 1) > 1 else Denoising


def patches_of(config, cache):
    """Where its training pictures come from."""
    settings = config["train"]
    pictures = data.load(cache, config["scale"])
    if task(config) is TemporalDenoising:
        return moving.Patches([large for large, _ in pictures], settings["crop"], settings["batch"], settings["seed"])
    return data.Patches(pictures, config["scale"], settings["crop"], settings["batch"], settings["seed"])


def recorded(config, path):
    """Draws the config's share of a batch from what camera.py or compressed.py made, or None."""
    settings = config["train"]
    count = round(settings["batch"] * settings.get("camera_share", 0))
    return data.Recorded(path, settings["crop"], count, settings["seed"], config["scale"]) if count else None


def to_light(patches, device):
    """Array in 0..255 -> float tensor in 0..1"""
    return None if patches is None else torch.from_numpy(patches).to(device).float().div_(255)


def where(init, out):
    """The checkpoint that a config starts from, or the file of the catalogue."""
    return os.path.join(CATALOGUE, init) if init.endswith(".onnx") else os.path.join(out, init, "last.pt")


def train(config, args):
    device = "cuda" if torch.cuda.is_available() else "cpu"
    checkpoint = os.path.join(args.out, config["id"], "last.pt")
    os.makedirs(os.path.dirname(checkpoint), exist_ok=True)
    settings = config["train"]
    training = Training(config, args, device)
    patches = patches_of(config, args.cache)
    if os.path.exists(checkpoint):
        training.resume(checkpoint, patches)
        print(f"goes on from iteration {training.iteration}")
    elif "init" in settings:
        training.start_from(args.init or where(settings["init"], args.out))
    print(f"{config['id']}: {nets.parameters(training.net)} parameters, torch {torch.__version__} on {device}", flush=True)

    def report():
        quality = training.task.progress(training.run, args.sets) if args.sets else ""
        print(f"{training.seconds / 60:5.1f} min, {training.iteration:6} iterations, loss {loss:.5f} {quality}",
              flush=True)

    loss, saved, clock = math.nan, time.monotonic(), time.monotonic()
    while not training.over():
        large, small = (to_light(x, device) for x in patches.draw())
        loss = training.step(large, small).item()
        now = time.monotonic()
        training.seconds, clock = training.seconds + now - clock, now
        if now - saved > SAVE_SECONDS:
            training.save(checkpoint, patches)
            report()
            saved = time.monotonic()
    training.save(checkpoint, patches)
    report()


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("config")
    args.add_argument("--cache", default="target/cache", help="what fetch.py filled")
    args.add_argument("--out", default="target", help="where the folder of the checkpoint goes")
    args.add_argument("--init", help="checkpoint to start from instead of that of the config's \"init\"")
    args.add_argument("--sets", help="folder of the folders of test pictures")
    args.add_argument("--camera", default="target/camera.npz", help="what camera.py made, for denoisers with a camera_share")
    args.add_argument("--compressed", default="target/compressed.npz",
                      help="what compressed.py made, for upscalers with a camera_share")
    args.add_argument("--threads", type=int, default=torch.get_num_threads())
    args = args.parse_args()
    torch.set_num_threads(args.threads)
    train(files.read_json(args.config), args)


if __name__ == "__main__":
    main()
