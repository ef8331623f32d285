package dev.rushes.models;

import dev.rushes.models.onnx.Network;
import dev.rushes.models.onnx.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * A network that makes one picture from one picture: an upscaler or a denoiser. Several
 * threads may restore at once; each takes {@link #workingBytes} of its own.
 */
public final class Restorer implements Model {

    private final ModelCard card;

    private final Device device;

    private final Network network;

    private final Feeding feeding;

    /**
     * Largest tile in input pixels; shrinks when the device's memory proves too small.
     */
    private volatile long tilePixels;

    private final ConcurrentLinkedDeque<Scratch> idle = new ConcurrentLinkedDeque<>();

    Restorer(ModelCard card, Device device, Network network, Feeding feeding) {
        this(card, device, network, feeding, WorkingMemory.tilePixels(card, device));
    }

    /**
     * For tests and measurements of tile sizes.
     * @param tilePixels upper bound of a tile's area in input pixels
     */
    Restorer(ModelCard card, Device device, Network network, long tilePixels) {
        this(card, device, network, new Feeding(card), tilePixels);
    }

    Restorer(ModelCard card, Device device, Network network, Feeding feeding, long tilePixels) {
        this.card = card;
        this.device = device;
        this.network = network;
        this.feeding = feeding;
        this.tilePixels = tilePixels;
    }

    @Override
    public ModelCard card() {
        return this.card;
    }

    Network network() {
        return this.network;
    }

    @Override
    public Device device() {
        return this.device;
    }

    /**
     * Memory in bytes that one restore of such a picture takes besides the two pictures.
     */
    public long workingBytes(int width, int height) {
        return WorkingMemory.bytes(this.card, width, height, this.tilePixels);
    }

    /**
     * Makes the restored picture, {@link ModelCard#scale} times the size of {@code in}
     * and of any size from 1x1 up. Colours are not clipped. An upscaler runs the opacity
     * through the network too, a denoiser copies it.
     * @param in stays open and unchanged
     * @param sigma standard deviation of the noise to remove, 0..1 of full range; values
     * above the card's maximum count as the maximum; a model without such an input
     * ignores it
     * @param pool lends the result, which the caller closes
     * @throws Problem EXHAUSTED if memory does not suffice even for small tiles
     */
    public Picture restore(Picture in, double sigma, PicturePool pool) {
        return restore(Collections.nCopies(this.card.window(), in), sigma, pool);
    }

    /**
     * Makes the restored picture of the one in the middle of some that follow each other.
     * @param window {@link ModelCard#window} pictures of one size, which stay open and
     * unchanged; the same may stand in it more than once
     * @see #restore(Picture, double, PicturePool)
     */
    public Picture restore(List<Picture> window, double sigma, PicturePool pool) {
        return restore(window, new Strength(sigma, null), pool);
    }

    /**
     * The same for noise that differs by light. A network that takes a map of the noise
     * is given the curve's level for each pixel of the picture in the middle; one that
     * takes a number is told the mean of that.
     * @see #restore(List, double, PicturePool)
     */
    public Picture restore(List<Picture> window, NoiseCurve sigma, PicturePool pool) {
        if (sigma.flat() || this.card.inputs().sigma() == null) {
            return restore(window, sigma.mean(), pool);
        }
        Picture in = window.get(window.size() / 2);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment map = NativeMemory.allocate((long) in.width() * in.height() * Float.BYTES, arena);
            double mean = new SigmaMap(in, sigma, this.card.sigmaMax()).fill(map);
            boolean number = this.card.inputs().sigmaForm().equals("number");
            return restore(window, new Strength(mean, number ? null : Planes.one(in.width(), in.height(), map)), pool);
        }
    }

    /**
     * How much noise the network is told.
     *
     * @param sigma everywhere, if there is no map
     * @param map for each pixel; may be null
     */
    private record Strength(double sigma, Planes map) {

    }

    private Picture restore(List<Picture> window, Strength strength, PicturePool pool) {
        int scale = this.card.scale();
        Picture in = window.get(window.size() / 2);
        Picture out = pool.lease(in.width() * scale, in.height() * scale, in.hasAlpha());
        try {
            run(Planes.colour(window), Planes.colour(out), strength);
            if (in.hasAlpha()) {
                restoreAlpha(in, out, strength);
            }
            return out;
        }
        catch (RuntimeException | Error ex) {
            out.close();
            throw ex;
        }
    }

    @Override
    public void close() {
        for (Scratch scratch = this.idle.poll(); scratch != null; scratch = this.idle.poll()) {
            scratch.close();
        }
        this.network.close();
    }

    private void restoreAlpha(Picture in, Picture out, Strength strength) {
        if (this.card.scale() == 1) {
            MemorySegment.copy(in.alpha(), 0, out.alpha(), 0, in.alpha().byteSize());
        }
        else if (Alpha.isUniform(in.alpha())) {
            // the usual case, and opaque has to stay opaque to the last bit
            float opacity = in.alpha().get(ValueLayout.JAVA_FLOAT, 0);
            Alpha.fill(out.alpha(), Math.clamp(opacity, 0f, 1f));
        }
        else {
            run(Planes.grey(in), Planes.greenToAlpha(out), strength);
            Alpha.clip(out.alpha());
        }
    }

    private void run(Planes from, Planes to, Strength strength) {
        Tiles tiles = cut(from, this.tilePixels);
        while (true) {
            try {
                run(tiles, from, to, strength);
                return;
            }
            catch (Problem problem) {
                long area = (long) tiles.width() * tiles.height();
                Tiles smaller = cut(from, area / 2);
                if (problem.kind() != Problem.Kind.EXHAUSTED || smaller.tiles().size() <= tiles.tiles().size()) {
                    throw problem;
                }
                this.tilePixels = Math.min(this.tilePixels, area / 2);
                tiles = smaller;
            }
        }
    }

    private Tiles cut(Planes picture, long maxPixels) {
        return Tiles.cut(this.card, picture.width(), picture.height(), maxPixels);
    }

    private void run(Tiles tiles, Planes from, Planes to, Strength strength) {
        Scratch scratch = scratch(tiles);
        try {
            if (this.feeding.isPlain() && from.isTensor() && to.isTensor()
                    && tiles.isOne(from.width(), from.height())) {
                run(scratch, from.tensor(), to.tensor(), sigma(strength, tiles.tiles().getFirst(), scratch));
            }
            else {
                for (Tiles.Tile tile : tiles.tiles()) {
                    from.read(tile, scratch.input(), scratch.width(), scratch.height());
                    MemorySegment sigma = sigma(strength, tile, scratch);
                    if (this.feeding.isPlain()) {
                        run(scratch, scratch.input(), scratch.output(), sigma);
                    }
                    else {
                        convertAndRun(scratch, sigma);
                    }
                    to.write(tile, scratch.output(), scratch.width(), scratch.height(), this.card.scale());
                }
            }
        }
        catch (RuntimeException | Error ex) {
            scratch.close();
            throw ex;
        }
        this.idle.push(scratch);
    }

    /** From the tile to its result by way of the network's own form of pictures. */
    private void convertAndRun(Scratch scratch, MemorySegment sigma) {
        int scale = this.card.scale();
        long pixels = (long) scratch.width() * scratch.height();
        boolean luma = this.feeding.isLuma();
        if (luma) {
            Luma.split(scratch.input(), scratch.luma(), pixels);
        }
        MemorySegment fed = scratch.lend(Scratch.Use.FED, this.feeding.fedBytes(pixels));
        MemorySegment made = scratch.lend(Scratch.Use.MADE, this.feeding.madeBytes(pixels * scale * scale));
        this.feeding.encode(luma ? scratch.luma() : scratch.input(), fed, pixels);
        run(scratch, fed, made, sigma);
        this.feeding.decode(made, luma ? scratch.newLuma() : scratch.output(), pixels * scale * scale);
        if (luma) {
            Luma.join(scratch.input(), scratch.newLuma(), scratch.output(), scratch.width(), scratch.height(), scale);
        }
    }

    /** The noise of a tile for each of its pixels; null if nobody asks for it. */
    private MemorySegment sigma(Strength strength, Tiles.Tile tile, Scratch scratch) {
        if (this.card.inputs().sigma() == null) {
            return null;
        }
        if (strength.map() == null) {
            return scratch.sigma((float) Math.clamp(strength.sigma(), 0, this.card.sigmaMax()));
        }
        MemorySegment map = scratch.sigmaMap();
        strength.map().read(tile, map, scratch.width(), scratch.height());
        return map;
    }

    private void run(Scratch scratch, MemorySegment input, MemorySegment output, MemorySegment sigma) {
        int width = scratch.width();
        int height = scratch.height();
        List<Tensor> inputs = new ArrayList<>();
        inputs.add(this.feeding.picture(input, width, height));
        if (sigma != null) {
            inputs.add(this.feeding.sigma(sigma, width, height, scratch));
        }
        this.network.run(inputs, this.feeding.result(output, width, height));
    }

    /**
     * An idle one of this shape; those of another shape are from another clip and freed.
     */
    private Scratch scratch(Tiles tiles) {
        for (Scratch scratch = this.idle.poll(); scratch != null; scratch = this.idle.poll()) {
            if (scratch.width() == tiles.width() && scratch.height() == tiles.height()) {
                return scratch;
            }
            scratch.close();
        }
        return new Scratch(tiles.width(), tiles.height(), this.card.scale(), this.card.window());
    }

}
