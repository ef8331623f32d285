package dev.rushes.server.uploads;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of an upload's file, from its start to where it has come. Kept from request
 * to request; after a restart it begins anew and reads the file to catch up.
 */
final class Fingerprint {

    /**
     * Bytes read again for each that arrives: not so many that the client waits, and so
     * many that little is left to the end.
     */
    static final int CATCH_UP = 4;

    private final MessageDigest digest;

    private volatile long position;

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

    /** The next bytes of the file. */
    void add(ByteBuffer bytes) {
        long end = this.position + bytes.remaining();
        this.digest.update(bytes);
        this.position = end;
    }

    /** Of the whole file, in hexadecimal; reads what is missing. */
    String finish(PartFile file) throws IOException {
        new Follower(file, this.position, this::add).finish(file.position());
        return HexFormat.of().formatHex(new Fingerprint(this).digest.digest());
    }

}
