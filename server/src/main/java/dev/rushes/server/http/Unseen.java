package dev.rushes.server.http;

/**
 * Characters that have no place in a name or a line that people read: control characters,
 * marks that turn the direction of writing, halves of characters. With them one text
 * passes for another.
 */
public final class Unseen {

    /** These two join and part letters, in Persian words and in emoji. */
    private static final String JOINERS = "\u200C\u200D";

    private Unseen() {
    }

    /** Whether a text has any; PostgreSQL would not store all of them. */
    public static boolean in(String text) {
        return text.codePoints().anyMatch(Unseen::is);
    }

    /** The text with U+FFFD in the place of each. */
    public static String marked(String text) {
        StringBuilder marked = new StringBuilder(text.length());
        text.codePoints().forEach((letter) -> marked.appendCodePoint(is(letter) ? '\uFFFD' : letter));
        return marked.toString();
    }

    private static boolean is(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            case Character.FORMAT -> JOINERS.indexOf(letter) < 0;
            default -> false;
        };
    }

}
