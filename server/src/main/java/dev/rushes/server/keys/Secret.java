package dev.rushes.server.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * 256 random bits that a caller shows. Stored as their SHA-256: nobody can guess so many
 * bits, so a slow hash would add nothing.
 */
final class Secret {

    private static final String PREFIX = "rsh_";

    private static final SecureRandom RANDOM = new SecureRandom();

    private Secret() {
    }

    static String next() {
        byte[] bits = new byte[32];
        RANDOM.nextBytes(bits);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** Whether it could be one, so that nonsense does not reach the database. */
    static boolean looksLike(String text) {
        return text.matches(PREFIX + "[A-Za-z0-9_-]{43}");
    }

    static String hash(String secret) {
        try {
            return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        }
        catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }

    /** In a time that does not depend on where they differ. */
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

}
