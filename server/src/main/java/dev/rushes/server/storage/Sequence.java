package dev.rushes.server.storage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import dev.rushes.models.Problem;

/**
 * Numbered pictures that are one clip.
 *
 * @param files in the order of their numbers, at least one
 * @param width digits that a number has at least
 */
public record Sequence(List<Numbered> files, int width) {

    /** Files of one sequence. */
    public static final int MOST = 100_000;

    /**
     * Puts files in order.
     * @param names without folders
     * @throws Problem INVALID if they are no numbered pictures of one name, one extension
     * and one way to write numbers, or too many
     */
    public static Sequence of(Collection<String> names) {
        if (names.isEmpty() || names.size() > MOST) {
            throw Problem.invalid("an image sequence has 1 to %d files, not %d; cut it in parts", MOST, names.size());
        }
        List<Numbered> files = new ArrayList<>();
        for (String name : names) {
            Numbered file = Numbered.parse(name)
                .orElseThrow(() -> Problem.invalid(
                        "\"%.100s\" is no numbered picture; files of one clip are pictures such as shot.0001.dpx, or a P2 clip's"
                                + " 0001AB.MXF with 0001AB00.MXF and so on",
                        name));
            if (!files.isEmpty() && !file.beside(files.getFirst())) {
                throw Problem.invalid(
                        "\"%.100s\" and \"%.100s\" are not of one image sequence: only the number may differ",
                        written(files.getFirst()), name);
            }
            files.add(file);
        }
        files.sort(Comparator.comparingInt(Numbered::number));
        int width = files.stream().mapToInt((file) -> file.digits().length()).min().orElseThrow();
        for (int i = 0; i < files.size(); i++) {
            Numbered file = files.get(i);
            if (i > 0 && files.get(i - 1).number() == file.number()) {
                throw Problem.invalid("\"%.100s\" and \"%.100s\" have the same number", written(files.get(i - 1)),
                        written(file));
            }
            if (!file.fits(width)) {
                throw Problem.invalid("\"%.100s\" and \"%.100s\" write numbers with different digits; rename the files",
                        written(files.getFirst()), written(file));
            }
        }
        return new Sequence(List.copyOf(files), width);
    }

    /** Such as "shot.[0001-0240].dpx". */
    public String name() {
        Numbered first = this.files.getFirst();
        return "%s[%s-%s]%s".formatted(first.prefix(), first.digits(), this.files.getLast().digits(), first.suffix());
    }

    /** As FFmpeg writes it, such as "shot.%04d.dpx". */
    public String pattern() {
        Numbered first = this.files.getFirst();
        return first.prefix() + "%0" + this.width + "d" + first.suffix();
    }

    /** The files' names in order. */
    public List<String> names() {
        return this.files.stream().map(Sequence::written).toList();
    }

    /**
     * Makes sure that no number is missing.
     * @throws Problem MEDIA that names the first gap
     */
    public void demandWhole() {
        for (int i = 1; i < this.files.size(); i++) {
            int from = this.files.get(i - 1).number() + 1;
            int to = this.files.get(i).number() - 1;
            if (from <= to) {
                String digits = "%0" + this.width + "d";
                long missing = this.files.getLast().number() - this.files.getFirst().number() + 1L - this.files.size();
                String rest = (missing > to - from + 1L) ? " (%d are missing in all)".formatted(missing) : "";
                throw Problem.media("%s has a gap: %s missing%s; a master needs every frame", name(),
                        (from == to) ? digits.formatted(from) + " is"
                                : digits.formatted(from) + " to " + digits.formatted(to) + " are",
                        rest);
            }
        }
    }

    private static String written(Numbered file) {
        return file.prefix() + file.digits() + file.suffix();
    }

}
