package dev.rushes.server.downloads;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The header {@code Content-Disposition} with a name in any script (RFC 6266). */
final class Disposition {

    private Disposition() {
    }

    /**
     * Writes it.
     * @param inline for the page to show, rather than for the disk
     */
    static String of(boolean inline, String name) {
        String plain = name.replaceAll("[^\\x20-\\x7e]|[\"\\\\%]", "_");
        String exact = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
        return "%s; filename=\"%s\"; filename*=UTF-8''%s".formatted(inline ? "inline" : "attachment", plain, exact);
    }

}
