package dev.rushes.models.examination;

import dev.rushes.models.Problem;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a person calls a model.
 *
 * @param id unique in the catalogue: small letters, digits and hyphens, at most 60
 * @param title one line for a person
 * @param licence SPDX expression of the weights, or "NOASSERTION"
 * @param source where they come from
 */
public record Naming(String id, String title, String licence, String source) {

    private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?");

    private static final Pattern LICENCE = Pattern.compile("[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*");

    private static final int LONGEST_TITLE = 200;

    public Naming {
        if (!ID.matcher(id).matches()) {
            throw Problem.invalid(
                    "\"%.80s\" is no id of a model; it has small letters, digits and hyphens, at most 60; give --id",
                    id);
        }
        if (!LICENCE.matcher(licence).matches()) {
            throw Problem.invalid("\"%.80s\" is no SPDX expression such as MIT or Apache-2.0; give --licence", licence);
        }
        if (title.isBlank() || title.length() > LONGEST_TITLE || title.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("a title is one line of 1 to %d characters", LONGEST_TITLE);
        }
    }

    /**
     * From what a person gives, null for what not.
     * @param file from whose name the id is made then
     */
    public static Naming of(Path file, String id, String title, String licence) {
        String name = file.getFileName().toString();
        String stem = name.toLowerCase(Locale.ROOT).replaceFirst("\\.onnx$", "");
        String made = stem.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String shown = name.replaceAll("\\p{Cntrl}", " ");
        String printable = shown.substring(0, Math.min(shown.length(), LONGEST_TITLE));
        return new Naming((id != null) ? id : made, (title != null) ? title : printable,
                (licence != null) ? licence : "NOASSERTION", printable);
    }

}
