package dev.rushes.server.storage;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** Makes of what somebody calls a file the name of a file: never a path. */
public final class FileNames {

    /** File systems take 255; what is made of a clip adds to its name. */
    private static final int BYTES = 180;

    private static final int EXTENSION = 16;

    /**
     * Control characters, marks that turn the direction of writing, halves of characters.
     */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private FileNames() {
    }

    /**
     * The last part of a path of any system, without what cannot be seen, of at most 180
     * bytes; a longer one loses the end of its stem and keeps its extension.
     * @param wanted may be null
     * @param otherwise if nothing is left
     */
    public static String safe(String wanted, String otherwise) {
        if (wanted == null) {
            return otherwise;
        }
        String name = Normalizer.normalize(UNSEEN.matcher(wanted).replaceAll(""), Normalizer.Form.NFC);
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).strip();
        if (name.isEmpty() || name.chars().allMatch((letter) -> letter == '.')) {
            return otherwise;
        }
        if (name.startsWith(".")) {
            // a hidden file, or an extension with no name before it
            name = otherwise + name;
        }
        return shortened(name);
    }

    private static String shortened(String name) {
        if (bytes(name) <= BYTES) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = (dot > 0 && bytes(name.substring(dot)) <= EXTENSION) ? name.substring(dot) : "";
        StringBuilder stem = new StringBuilder(name.substring(0, name.length() - extension.length()));
        while (bytes(stem) + bytes(extension) > BYTES) {
            stem.setLength(stem.offsetByCodePoints(stem.length(), -1));
        }
        return stem.toString().strip() + extension;
    }

    private static int bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8).length;
    }

}
