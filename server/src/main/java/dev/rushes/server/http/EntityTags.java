package dev.rushes.server.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** ETags: a content's SHA-256 in quotes. */
public final class EntityTags {

    private EntityTags() {
    }

    static String of(byte[] content) {
        try {
            return of(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        }
        catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }

    public static String of(String sha256) {
        return '"' + sha256 + '"';
    }

    /**
     * Whether a header {@code If-None-Match} names the tag.
     * @param header a list of tags or {@code *}, or null
     */
    public static boolean match(String header, String tag) {
        if (header == null) {
            return false;
        }
        for (String candidate : header.split(",")) {
            String stripped = candidate.strip();
            if (stripped.equals("*") || stripped.equals(tag) || stripped.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }

}
