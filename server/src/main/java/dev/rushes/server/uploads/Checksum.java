package dev.rushes.server.uploads;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;

import dev.rushes.models.Problem;
import dev.rushes.server.http.HttpProblem;

/** What a client says that its bytes come to, and what they really come to. */
final class Checksum {

    /** In the order of preference, as tus announces them. */
    static final String ALGORITHMS = "sha256,sha1,md5,crc32";

    private final String algorithm;

    private final byte[] expected;

    private final MessageDigest digest;

    private final CRC32 crc = new CRC32();

    private Checksum(String algorithm, String expected) {
        this.algorithm = algorithm;
        try {
            this.expected = Base64.getDecoder().decode(expected);
            this.digest = switch (algorithm) {
                case "sha256" -> MessageDigest.getInstance("SHA-256");
                case "sha1" -> MessageDigest.getInstance("SHA-1");
                case "md5" -> MessageDigest.getInstance("MD5");
                case "crc32" -> null;
                default -> throw Problem.invalid("the checksum algorithm \"%.20s\" is unknown; there are %s", algorithm,
                        ALGORITHMS);
            };
        }
        catch (IllegalArgumentException notOne) {
            throw Problem.invalid("the checksum is not Base64");
        }
        catch (NoSuchAlgorithmException missing) {
            throw Problem.unsupported("this Java has no %s; use another of %s", algorithm, ALGORITHMS);
        }
    }

    /**
     * Of a header {@code Upload-Checksum: sha1 BASE64}.
     * @return null if there is none
     * @throws Problem INVALID if it cannot be read
     */
    static Checksum ofUpload(String header) {
        if (header == null) {
            return null;
        }
        String[] parts = header.strip().split(" ", 2);
        if (parts.length != 2) {
            throw Problem.invalid("Upload-Checksum must be an algorithm and Base64 with a space between");
        }
        return new Checksum(parts[0], parts[1].strip());
    }

    /**
     * Of a header {@code Content-Digest: sha-256=:BASE64:} (RFC 9530), of which the
     * algorithms that are not known count for nothing.
     */
    static Checksum ofContent(String header) {
        if (header == null) {
            return null;
        }
        for (String entry : header.split(",")) {
            String[] parts = entry.strip().split("=", 2);
            if (parts[0].equals("sha-256") && parts.length == 2 && parts[1].matches(":[^:]+:")) {
                return new Checksum("sha256", parts[1].substring(1, parts[1].length() - 1));
            }
        }
        return null;
    }

    void add(ByteBuffer bytes) {
        if (this.digest != null) {
            this.digest.update(bytes);
        }
        else {
            this.crc.update(bytes);
        }
    }

    /**
     * Compares.
     * @throws HttpProblem 460 if they differ
     */
    void verify() {
        byte[] actual = (this.digest != null) ? this.digest.digest()
                : ByteBuffer.allocate(4).putInt((int) this.crc.getValue()).array();
        if (!Arrays.equals(actual, this.expected)) {
            throw new HttpProblem(460, "checksum-mismatch", "The bytes changed on their way",
                    "the bytes that arrived have another %s than was announced; nothing of them is kept, send them again"
                        .formatted(this.algorithm));
        }
    }

}
