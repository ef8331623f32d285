package dev.rushes.server.uploads;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of an upload's file, from its start to where it has come. Kept from request
 * to request; after a restart it begins anew and reads the file to catch up.
 */
final class Fingerprint {

    /**
     * Blocks read again for each that arrives: not so many that the client waits, and so
     * many that little is left to the end.
     */
    private static final int CATCH_UP = 4;

    private final MessageDigest digest;

    private long position;

    Fingerprint() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        }
        catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }

    private Fingerprint(Fingerprint other) {
        try {
            this.digest = (MessageDigest) other.digest.clone();
            this.position = other.position;
        }
        catch (CloneNotSupportedException impossible) {
            throw new AssertionError("Java's own SHA-256 can be copied", impossible);
        }
    }

    /** To go back to if what follows is thrown away. */
    Fingerprint copy() {
        return new Fingerprint(this);
    }

    long position() {
        return this.position;
    }

    /** A block was written to the file, ending where the file now ends. */
    void written(byte[] block, int length, PartFile file) throws IOException {
        if (this.position == file.position() - length) {
            this.digest.update(block, 0, length);
            this.position += length;
        }
        else {
            read(file, Math.min(this.position + (long) CATCH_UP * block.length, file.position()));
        }
    }

    /** Of the whole file, in hexadecimal; reads what is missing. */
    String finish(PartFile file) throws IOException {
        read(file, file.position());
        return HexFormat.of().formatHex(new Fingerprint(this).digest.digest());
    }

    private void read(PartFile file, long end) throws IOException {
        byte[] block = new byte[PartFile.BLOCK];
        while (this.position < end) {
            int length = file.read(block, this.position, (int) Math.min(block.length, end - this.position));
            this.digest.update(block, 0, length);
            this.position += length;
        }
    }

}
