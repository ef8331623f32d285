package dev.rushes.models;

import java.util.ArrayList;
import java.util.List;

/**
 * A picture cut into rectangles of one shape that a network is fed one by one. All have
 * the same shape (a network plans its memory once a shape), so the last of a row or
 * column is shifted inwards and not smaller. Each result is kept only where it lies at
 * least a halo away from every side of the tile that is not a side of the picture, which
 * makes the whole equal to what the network gives for the picture in one piece.
 *
 * @param width of every tile in input pixels, a multiple of the network's multiple; may
 * exceed the picture's, which is then continued by its last column
 * @param height likewise
 * @param tiles from left to right, then from top to bottom
 */
public record Tiles(int width, int height, List<Tile> tiles) {

    /** Narrower kept parts waste more on the halo than any memory is worth. */
    private static final int LEAST_CORE = 16;

    /**
     * One rectangle; all in input pixels of the whole picture.
     *
     * @param x, y its upper left corner
     * @param keepX, keepY upper left corner of what is kept
     * @param keepWidth, keepHeight size of what is kept; the kept parts of all tiles
     * cover the picture once
     */
    public record Tile(int x, int y, int keepX, int keepY, int keepWidth, int keepHeight) {

    }

    public Tiles {
        tiles = List.copyOf(tiles);
    }

    /** Whether one tile is exactly the picture, without any continuation. */
    boolean isOne(int pictureWidth, int pictureHeight) {
        return this.tiles.size() == 1 && this.width == pictureWidth && this.height == pictureHeight;
    }

    /**
     * Cuts with the least arithmetic.
     * @param width, height of the picture in pixels, 1 or more
     * @param halo receptive-field radius in pixels
     * @param multiple sizes and corners of the tiles are multiples of it
     * @param maxPixels upper bound of a tile's area; where the halo leaves no room for
     * anything so small, the smallest tiles that make sense
     */
    public static Tiles cut(int width, int height, int halo, int multiple, long maxPixels) {
        Axis across = new Axis(width, halo, multiple);
        Axis down = new Axis(height, halo, multiple);
        int bestX = across.mostPieces();
        int bestY = down.mostPieces();
        long best = Long.MAX_VALUE;
        for (int x = 1; x <= across.mostPieces(); x++) {
            for (int y = 1; y <= down.mostPieces(); y++) {
                long area = (long) across.length(x) * down.length(y);
                if (area <= maxPixels) {
                    if (area * x * y < best) {
                        best = area * x * y;
                        bestX = x;
                        bestY = y;
                    }
                    // more pieces would only be smaller ones
                    break;
                }
            }
        }
        List<Tile> tiles = new ArrayList<>();
        for (Span y : down.spans(bestY)) {
            for (Span x : across.spans(bestX)) {
                tiles.add(new Tile(x.start(), y.start(), x.keep(), y.keep(), x.kept(), y.kept()));
            }
        }
        return new Tiles(across.length(bestX), down.length(bestY), tiles);
    }

    /** Where one tile starts along one axis, and what of it is kept. */
    private record Span(int start, int keep, int kept) {

    }

    /** The ways to cut along one axis. */
    private record Axis(int size, int halo, int multiple) {

        int whole() {
            return roundUp(this.size);
        }

        int rim() {
            return roundUp(this.halo);
        }

        int mostPieces() {
            return Math.max(1, (whole() - 2 * rim()) / LEAST_CORE);
        }

        /** Of each of so many pieces. */
        int length(int pieces) {
            return (pieces == 1) ? whole() : roundUp(Math.ceilDiv(whole() - 2 * rim(), pieces)) + 2 * rim();
        }

        List<Span> spans(int pieces) {
            int length = length(pieces);
            List<Span> spans = new ArrayList<>();
            int done = 0;
            for (int at = 0; done < this.size; at += length - 2 * rim()) {
                int start = Math.min(at, whole() - length);
                int end = (start + length < whole()) ? start + length - rim() : this.size;
                spans.add(new Span(start, done, end - done));
                done = end;
            }
            return spans;
        }

        private int roundUp(int number) {
            return Math.ceilDiv(number, this.multiple) * this.multiple;
        }

    }

}
