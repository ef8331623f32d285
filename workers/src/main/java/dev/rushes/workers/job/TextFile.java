package dev.rushes.workers.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import dev.rushes.models.Problem;

/** Reads small text files that come from strangers. */
final class TextFile {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextFile() {
    }

    /**
     * The whole text.
     * @param limit most bytes that are accepted
     * @throws Problem NOT_FOUND if there is no such file, INVALID if it is not a file,
     * too big, unreadable or not UTF-8
     */
    static String read(Path file, int limit) {
        if (Files.isDirectory(file)) {
            throw Problem.invalid("%s is a folder, not a file", file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            // one byte more than allowed tells "too big" without trusting the listed size
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw Problem.invalid("%s is bigger than %d KiB", file, limit / 1024);
            }
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        }
        catch (NoSuchFileException missing) {
            throw Problem.notFound("%s: no such file", file);
        }
        catch (CharacterCodingException wrong) {
            throw Problem.invalid("%s is not UTF-8 text", file);
        }
        catch (IOException trouble) {
            throw Problem.invalid("%s cannot be read: %s", file, trouble.getMessage());
        }
    }

}
