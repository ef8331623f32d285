package dev.rushes.workers.tags;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.rushes.models.perception.Box;
import dev.rushes.models.perception.Reading;

/** Reads slates: what stands beside or below the words "scene", "take" and so on. */
final class Slates {

    /** Heights of a word at most from it to its value. */
    private static final double FAR = 3.5;

    /** Of a slate's words at least, for other pictures show one of them too. */
    private static final int LEAST_FIELDS = 2;

    private enum Field {

        SCENE("SCENE|SZENE|SCÈNE|ESCENA", "[A-Z]{0,2}\\d{1,4}[A-Z]{0,3}|\\d{1,4}[-/.]\\d{1,3}"),

        TAKE("TAKE|PRISE|TOMA|KLAPPE", "\\d{1,3}[A-Z]{0,2}"),

        ROLL("ROLL|REEL|CARD|ROLLE|MAG", "[A-Z]{0,2}\\d{1,4}[A-Z]?"),

        CAMERA("CAMERA|CAM|KAMERA", "[A-Z]|\\d|[A-Z][-_ ]?CAM"),

        DATE("DATE|DATUM", "\\d{1,4}[./ -]\\d{1,2}[./ -]\\d{1,4}|\\d{1,2} ?[A-Z]{3,9} ?\\d{0,4}"),

        PRODUCTION("PRODUCTION|PROD|TITLE|FILM", "[\\p{L}\\p{N}].{1,60}"),

        DIRECTOR("DIRECTOR|DIR|REGIE", "\\p{L}.{1,60}");

        private final Pattern label;

        private final Pattern value;

        Field(String label, String value) {
            this.label = Pattern.compile("(?:^|[^\\p{L}])(" + label + ")(?![\\p{L}])[\\s.:;#°º-]*",
                    Pattern.CASE_INSENSITIVE);
            this.value = Pattern.compile(value, Pattern.CASE_INSENSITIVE);
        }

        /** What it stands for, or null if that is no value for it. */
        String value(String text) {
            String tidy = text.strip().replaceAll("^[.:;#]+|[.:;,]+$", "").strip();
            if (this == TAKE || this == SCENE) {
                // digits are read as letters when they are written by hand
                tidy = tidy.matches("[\\dOoIlS]{1,4}") ? digits(tidy) : tidy;
            }
            return this.value.matcher(tidy).matches() ? tidy : null;
        }

        private static String digits(String text) {
            return text.replace('O', '0').replace('o', '0').replace('I', '1').replace('l', '1').replace('S', '5');
        }

        /** A text up to the name of the next field. */
        static String upToNext(String text) {
            int end = text.length();
            for (Field field : values()) {
                Matcher label = field.label.matcher(text);
                end = label.find() ? Math.min(end, label.start()) : end;
            }
            return text.substring(0, end);
        }

        /** Whether a text is the name of any field. */
        static boolean named(String text) {
            for (Field field : values()) {
                if (field.label.matcher(text).find()) {
                    return true;
                }
            }
            return false;
        }

    }

    private record Value(String text, double score) {

    }

    private Slates() {
    }

    /** The slate that says most, the surest of equals; null if there is none. */
    static Shot.Slate of(List<Texts.Page> pages) {
        return pages.stream()
            .map(Slates::read)
            .filter((slate) -> slate != null)
            .max(Comparator.comparingInt(Shot.Slate::fields).thenComparingDouble(Shot.Slate::score))
            .orElse(null);
    }

    private static Shot.Slate read(Texts.Page page) {
        Map<Field, Value> values = new EnumMap<>(Field.class);
        List<Field> named = new ArrayList<>();
        for (Reading line : page.lines()) {
            for (Field field : Field.values()) {
                Matcher label = field.label.matcher(line.text());
                if (label.find()) {
                    named.add(field);
                    Value value = value(field, line, line.text().substring(label.end()), page.lines());
                    if (value != null && (values.get(field) == null || values.get(field).score() < value.score())) {
                        values.put(field, value);
                    }
                }
            }
        }
        boolean slate = values.containsKey(Field.SCENE) || values.containsKey(Field.TAKE);
        if (!slate || named.stream().distinct().count() < LEAST_FIELDS) {
            return null;
        }
        double score = values.values().stream().mapToDouble(Value::score).min().orElseThrow();
        return new Shot.Slate(text(values, Field.SCENE), text(values, Field.TAKE), text(values, Field.ROLL),
                text(values, Field.CAMERA), text(values, Field.DATE), text(values, Field.PRODUCTION),
                text(values, Field.DIRECTOR), page.frame(), Facts.rounded(score, 3));
    }

    private static String text(Map<Field, Value> values, Field field) {
        return values.containsKey(field) ? values.get(field).text() : null;
    }

    /** In the same line, else in the nearest one beside or below. */
    private static Value value(Field field, Reading label, String rest, List<Reading> lines) {
        String mine = Field.upToNext(rest);
        if (!mine.isBlank()) {
            String value = field.value(mine);
            return value == null ? null : new Value(value, label.score());
        }
        return lines.stream()
            .filter((line) -> !Field.named(line.text()) && field.value(line.text()) != null)
            .filter((line) -> distance(label.box(), line.box()) <= FAR * label.box().height())
            .min(Comparator.comparingDouble((line) -> distance(label.box(), line.box())))
            .map((line) -> new Value(field.value(line.text()), Math.min(label.score(), line.score())))
            .orElse(null);
    }

    /**
     * Of the gap in shares of the picture; infinite for what is neither below nor to the
     * right.
     */
    private static double distance(Box label, Box value) {
        double middle = (value.left() + value.right()) / 2;
        double across = Math.max(0, Math.max(label.left() - value.right(), value.left() - label.right()));
        double down = value.top() - label.bottom();
        boolean beside = value.top() < label.bottom() && value.bottom() > label.top()
                && value.left() >= label.right() - label.width() / 4;
        boolean below = down > -label.height() / 2 && across == 0 && middle > label.left() - label.width();
        return beside ? across : below ? Math.max(0, down) : Double.POSITIVE_INFINITY;
    }

}
