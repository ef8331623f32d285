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
     * Cuts for a model: into tiles of the size that it wants, or else as below.
     * @param width, height of the picture in pixels, 1 or more
     * @param maxPixels upper bound of a tile's area, if the model takes any size
     */
    static Tiles cut(ModelCard card, int width, int height, long maxPixels) {
        // what enlarges the chroma sees beside its pixel too
        int halo = card.channels().equals("Y") && card.scale() > 1 ? Math.max(card.halo(), Bicubic.REACH) : card.halo();
        ModelCard.Size size = card.size();
        return (size == null) ? cut(width, height, halo, card.multiple(), maxPixels)
                : of(Axis.fixed(width, halo, size.width(), card.multiple()),
                        Axis.fixed(height, halo, size.height(), card.multiple()));
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
        Free across = new Free(width, halo, multiple);
        Free down = new Free(height, halo, multiple);
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
        return of(across.cut(bestX), down.cut(bestY));
    }

    private static Tiles of(Axis across, Axis down) {
        List<Tile> tiles = new ArrayList<>();
        for (Span y : down.spans()) {
            for (Span x : across.spans()) {
                tiles.add(new Tile(x.start(), y.start(), x.keep(), y.keep(), x.kept(), y.kept()));
            }
        }
        return new Tiles(across.length(), down.length(), tiles);
    }

    /** Where one tile starts along one axis, and what of it is kept. */
    private record Span(int start, int keep, int kept) {

    }

    /**
     * A cut along one axis.
     *
     * @param size of the picture
     * @param rim of a tile that is not kept where it is not a side of the picture
     * @param length of every tile
     * @param multiple that tiles begin at
     */
    private record Axis(int size, int rim, int length, int multiple) {

        /**
         * Into tiles of one given length. A halo that leaves nothing of them is cut short
         * to a quarter: such a network sees all that it is given, and no overlap gives
         * what it would give for the whole.
         */
        static Axis fixed(int size, int halo, int length, int multiple) {
            int quarter = length / 4 / multiple * multiple;
            int rim = roundUp(halo, multiple);
            return new Axis(size, (length - 2 * rim >= Math.max(multiple, quarter)) ? rim : quarter, length, multiple);
        }

        List<Span> spans() {
            int whole = Math.max(roundUp(this.size, this.multiple), this.length);
            List<Span> spans = new ArrayList<>();
            int done = 0;
            for (int at = 0; done < this.size; at += this.length - 2 * this.rim) {
                int start = Math.min(at, whole - this.length);
                int end = (start + this.length < whole) ? start + this.length - this.rim : this.size;
                spans.add(new Span(start, done, end - done));
                done = end;
            }
            return spans;
        }

    }

    /** The ways to cut along one axis into tiles of any length. */
    private record Free(int size, int halo, int multiple) {

        int whole() {
            return roundUp(this.size, this.multiple);
        }

        int rim() {
            return roundUp(this.halo, this.multiple);
        }

        int mostPieces() {
            return Math.max(1, (whole() - 2 * rim()) / LEAST_CORE);
        }

        /** Of each of so many pieces. */
        int length(int pieces) {
            return (pieces == 1) ? whole()
                    : roundUp(Math.ceilDiv(whole() - 2 * rim(), pieces), this.multiple) + 2 * rim();
        }

        Axis cut(int pieces) {
            return new Axis(this.size, rim(), length(pieces), this.multiple);
        }

    }

    private static int roundUp(int number, int multiple) {
        return Math.ceilDiv(number, multiple) * multiple;
    }

}
