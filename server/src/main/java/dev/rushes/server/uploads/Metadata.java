package dev.rushes.server.uploads;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.rushes.models.Problem;

/** The header {@code Upload-Metadata}: keys, and values in Base64. */
final class Metadata {

    private static final int BYTES = 8 << 10;

    private static final int PAIRS = 32;

    private Metadata() {
    }

    /**
     * Reads it.
     * @param header may be null
     * @throws Problem INVALID with what is wrong
     */
    static Map<String, String> parse(String header) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (header == null || header.isBlank()) {
            return pairs;
        }
        if (header.length() > BYTES) {
            throw Problem.invalid("Upload-Metadata may have %d bytes and has %d", BYTES, header.length());
        }
        for (String pair : header.split(",", -1)) {
            String[] parts = pair.strip().split(" ", 2);
            if (parts[0].isEmpty()) {
                throw Problem.invalid("Upload-Metadata has an empty key; write pairs of a key and Base64 with commas");
            }
            if (pairs.put(parts[0], (parts.length > 1) ? plain(parts[0], parts[1]) : "") != null) {
                throw Problem.invalid("Upload-Metadata has the key \"%.40s\" twice", parts[0]);
            }
        }
        if (pairs.size() > PAIRS) {
            throw Problem.invalid("Upload-Metadata may have %d pairs and has %d", PAIRS, pairs.size());
        }
        return pairs;
    }

    private static String plain(String key, String value) {
        try {
            return new String(Base64.getDecoder().decode(value.strip()), StandardCharsets.UTF_8);
        }
        catch (IllegalArgumentException notOne) {
            throw Problem.invalid("the value of \"%.40s\" in Upload-Metadata is not Base64", key);
        }
    }

}
