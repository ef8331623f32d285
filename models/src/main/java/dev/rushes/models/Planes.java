package dev.rushes.models;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Planes of one size that a network reads or writes as R, G and B, or several pictures'
 * that it reads.
 *
 * @param width, height in pixels
 * @param tensor the planes as one piece, or null if they do not lie together
 * @param planes height * width * 4 bytes each; null for one whose result nobody wants
 */
record Planes(int width, int height, MemorySegment tensor, List<MemorySegment> planes) {

    static Planes colour(Picture picture) {
        return new Planes(picture.width(), picture.height(), picture.tensor(),
                List.of(picture.plane(0), picture.plane(1), picture.plane(2)));
    }

    /** The colours of some pictures of one size, one after the other, to be read. */
    static Planes colour(List<Picture> window) {
        if (window.size() == 1) {
            return colour(window.getFirst());
        }
        List<MemorySegment> planes = window.stream()
            .flatMap((picture) -> Stream.of(picture.plane(0), picture.plane(1), picture.plane(2)))
            .toList();
        return new Planes(window.getFirst().width(), window.getFirst().height(), null, planes);
    }

    /** A plane by itself, to be read. */
    static Planes one(int width, int height, MemorySegment plane) {
        return new Planes(width, height, null, List.of(plane));
    }

    /** The opacity as a grey picture, to be read. */
    static Planes grey(Picture picture) {
        MemorySegment alpha = picture.alpha();
        return new Planes(picture.width(), picture.height(), null, List.of(alpha, alpha, alpha));
    }

    /** The opacity as what comes out in green, to be written. */
    static Planes greenToAlpha(Picture picture) {
        return new Planes(picture.width(), picture.height(), null, Arrays.asList(null, picture.alpha(), null));
    }

    boolean isTensor() {
        return this.tensor != null;
    }

    /**
     * Copies a tile into a tensor [1, C, tileHeight, tileWidth]. Where the tile reaches
     * beyond the right or lower side of the picture, the last column or row is repeated.
     */
    void read(Tiles.Tile tile, MemorySegment tensor, int tileWidth, int tileHeight) {
        long there = Math.min(tileWidth, this.width - tile.x());
        for (int c = 0; c < this.planes.size(); c++) {
            MemorySegment plane = this.planes.get(c);
            for (int row = 0; row < tileHeight; row++) {
                long from = Math.min(tile.y() + row, this.height - 1) * (long) this.width + tile.x();
                long to = ((long) c * tileHeight + row) * tileWidth;
                copy(plane, from, tensor, to, there);
                float last = tensor.getAtIndex(ValueLayout.JAVA_FLOAT, to + there - 1);
                for (long i = there; i < tileWidth; i++) {
                    tensor.setAtIndex(ValueLayout.JAVA_FLOAT, to + i, last);
                }
            }
        }
    }

    /**
     * Copies what is to be kept of a tile's result, a tensor [1, 3, scale * tileHeight,
     * scale * tileWidth].
     */
    void write(Tiles.Tile tile, MemorySegment tensor, int tileWidth, int tileHeight, int scale) {
        long count = (long) tile.keepWidth() * scale;
        for (int c = 0; c < this.planes.size(); c++) {
            MemorySegment plane = this.planes.get(c);
            for (int row = 0; plane != null && row < tile.keepHeight() * scale; row++) {
                long tileRow = (long) (tile.keepY() - tile.y()) * scale + row;
                long from = ((long) c * tileHeight * scale + tileRow) * tileWidth * scale
                        + (long) (tile.keepX() - tile.x()) * scale;
                long to = ((long) tile.keepY() * scale + row) * this.width + (long) tile.keepX() * scale;
                copy(tensor, from, plane, to, count);
            }
        }
    }

    private static void copy(MemorySegment from, long fromIndex, MemorySegment to, long toIndex, long count) {
        MemorySegment.copy(from, fromIndex * Float.BYTES, to, toIndex * Float.BYTES, count * Float.BYTES);
    }

}
