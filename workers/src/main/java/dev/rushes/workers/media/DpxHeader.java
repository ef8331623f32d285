package dev.rushes.workers.media;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import dev.rushes.workers.timeline.FrameRate;
import dev.rushes.workers.timeline.Rational;

/** What the header of a DPX picture (SMPTE 268M) says of the sequence that it is of. */
final class DpxHeader {

    private static final int MAGIC = 0x53445058;

    /** Where the picture begins. */
    private static final int DATA = 4;

    private static final int FILM_RATE = 1724;

    /** 1 if the picture is two fields, whose rate the next may be. */
    private static final int INTERLACE = 1928;

    private static final int TELEVISION_RATE = 1940;

    private static final int LENGTH = TELEVISION_RATE + Float.BYTES;

    /** Frames a second; programs that know none write zeros, ones or rubbish. */
    private static final float SLOWEST = 1;

    private static final float FASTEST = 240;

    private DpxHeader() {
    }

    /**
     * The frame rate, of film or else of television.
     * @return empty if the file is no DPX, says none, or says one outside 1 to 240
     */
    static Optional<Rational> rate(Path file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LENGTH);
        }
        catch (IOException unreadable) {
            // whoever decodes it says so
            return Optional.empty();
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        if (bytes.length < LENGTH || (header.getInt(0) != MAGIC && Integer.reverseBytes(header.getInt(0)) != MAGIC)) {
            return Optional.empty();
        }
        header.order((header.getInt(0) == MAGIC) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        long data = Integer.toUnsignedLong(header.getInt(DATA));
        Optional<Rational> film = (data >= FILM_RATE + Float.BYTES) ? exact(header.getFloat(FILM_RATE))
                : Optional.empty();
        boolean television = data >= LENGTH && header.get(INTERLACE) != 1;
        return film.or(() -> television ? exact(header.getFloat(TELEVISION_RATE)) : Optional.empty());
    }

    /** 23.976 and its like mean the exact rates of television. */
    private static Optional<Rational> exact(float rate) {
        // NaN is neither
        if (!(rate >= SLOWEST && rate <= FASTEST)) {
            return Optional.empty();
        }
        return Optional
            .of(FrameRate.parse(BigDecimal.valueOf(rate).setScale(3, RoundingMode.HALF_EVEN).toPlainString()));
    }

}
