package dev.rushes.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TilesTests {

    @Test
    void everyPixelIsKeptOnceAndNoneNearAnInnerSide() {
        int[] sizes = { 1, 2, 3, 17, 40, 63, 100, 257 };
        for (int width : sizes) {
            for (int height : sizes) {
                for (int halo : new int[] { 0, 1, 5, 9 }) {
                    for (int multiple : new int[] { 1, 2, 4 }) {
                        for (long area : new long[] { 1, 900, 2500, 10_000, 1_000_000 }) {
                            check(width, height, halo, multiple, Tiles.cut(width, height, halo, multiple, area));
                        }
                    }
                }
            }
        }
    }

    @Test
    void tilesOfAFixedSizeCoverAnyPicture() {
        ModelCard card = Models.in(Forms.folder()).card("up-fixed");
        for (int[] size : new int[][] { { 1, 1 }, { 24, 16 }, { 25, 17 }, { 7, 100 }, { 257, 40 } }) {
            Tiles tiles = Tiles.cut(card, size[0], size[1], 1);
            assertEquals(24, tiles.width());
            assertEquals(16, tiles.height());
            checkKept(size[0], size[1], Math.max(24, size[0]), Math.max(16, size[1]), card.halo(), tiles);
        }
    }

    @Test
    void aNetworkThatSeesFartherThanItsSizeIsTiledWithAQuarterToSpare() {
        ModelCard fixed = Models.in(Forms.folder()).card("up-fixed");
        String json = new String(Shelf.ofFolder(Forms.folder()).bytes("up-fixed.json"), StandardCharsets.UTF_8);
        ModelCard global = ModelCard.parse("global",
                json.replace("\"halo\": " + fixed.halo(), "\"halo\": 4000").getBytes(StandardCharsets.UTF_8));
        checkKept(257, 40, 257, 40, 4, Tiles.cut(global, 257, 40, 1));
        assertEquals(1, Tiles.cut(global, 24, 16, 1).tiles().size());
    }

    private static void checkKept(int width, int height, int paddedWidth, int paddedHeight, int halo, Tiles tiles) {
        String what = width + "x" + height + ": " + tiles;
        int kept = 0;
        for (Tiles.Tile tile : tiles.tiles()) {
            checkAxis(tile.x(), tiles.width(), tile.keepX(), tile.keepWidth(), width, paddedWidth, halo, what);
            checkAxis(tile.y(), tiles.height(), tile.keepY(), tile.keepHeight(), height, paddedHeight, halo, what);
            kept += tile.keepWidth() * tile.keepHeight();
        }
        assertEquals(width * height, kept, what);
    }

    private static void check(int width, int height, int halo, int multiple, Tiles tiles) {
        String what = width + "x" + height + " halo " + halo + " multiple " + multiple + ": " + tiles;
        int[] kept = new int[width * height];
        int paddedWidth = Math.ceilDiv(width, multiple) * multiple;
        int paddedHeight = Math.ceilDiv(height, multiple) * multiple;
        assertEquals(0, tiles.width() % multiple, what);
        assertEquals(0, tiles.height() % multiple, what);
        for (Tiles.Tile tile : tiles.tiles()) {
            assertEquals(0, tile.x() % multiple, what);
            assertEquals(0, tile.y() % multiple, what);
            checkAxis(tile.x(), tiles.width(), tile.keepX(), tile.keepWidth(), width, paddedWidth, halo, what);
            checkAxis(tile.y(), tiles.height(), tile.keepY(), tile.keepHeight(), height, paddedHeight, halo, what);
            for (int y = tile.keepY(); y < tile.keepY() + tile.keepHeight(); y++) {
                for (int x = tile.keepX(); x < tile.keepX() + tile.keepWidth(); x++) {
                    kept[y * width + x]++;
                }
            }
        }
        for (int count : kept) {
            assertEquals(1, count, what);
        }
    }

    private static void checkAxis(int start, int length, int keep, int kept, int size, int padded, int halo,
            String what) {
        assertTrue(start >= 0 && start + length <= padded, what);
        assertTrue(kept >= 1 && keep + kept <= size, what);
        assertTrue(keep >= start + (start == 0 ? 0 : halo), what);
        assertTrue(keep + kept <= start + length - (start + length == padded ? 0 : halo), what);
    }

    @Test
    void whatFitsIsOnePiece() {
        Tiles tiles = Tiles.cut(480, 270, 9, 1, 480 * 270);
        assertTrue(tiles.isOne(480, 270));
        assertEquals(1, tiles.tiles().size());
    }

    @Test
    void oddSizesAreRoundedUpAndThenNotThePictureItself() {
        Tiles tiles = Tiles.cut(479, 269, 9, 2, 1 << 20);
        assertEquals(480, tiles.width());
        assertEquals(270, tiles.height());
        assertEquals(new Tiles.Tile(0, 0, 0, 0, 479, 269), tiles.tiles().getFirst());
        assertEquals(false, tiles.isOne(479, 269));
    }

    @Test
    void theBudgetIsKeptWithLittleWaste() {
        Tiles tiles = Tiles.cut(1920, 1080, 9, 1, 256 * 256);
        long area = (long) tiles.width() * tiles.height();
        assertTrue(area <= 256 * 256);
        assertTrue(area * tiles.tiles().size() < 1.2 * 1920 * 1080, tiles.width() + "x" + tiles.height());
    }

    @Test
    void aBudgetBelowTheHaloGivesTheSmallestSensibleTiles() {
        Tiles tiles = Tiles.cut(1000, 1000, 30, 2, 1);
        assertTrue(tiles.width() < 80 && tiles.height() < 80, tiles.width() + "x" + tiles.height());
    }

}
