package dev.rushes.workers.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

import dev.rushes.models.LicencePolicy;
import dev.rushes.models.Nearest;
import dev.rushes.workers.job.Handling;
import dev.rushes.workers.operations.Tag;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A word out of a closed list. */
abstract class Choice implements ITypeConverter<String>, Iterable<String> {

    private final List<String> words;

    Choice(List<String> words) {
        this.words = words;
    }

    /** The words of an option that requests to the server have, too. */
    Choice(String option) {
        this(Handling.FORM.options()
            .stream()
            .filter((each) -> each.name().equals(option))
            .findFirst()
            .orElseThrow()
            .choices());
    }

    @Override
    public Iterator<String> iterator() {
        return this.words.iterator();
    }

    @Override
    public String convert(String word) {
        if (this.words.contains(word)) {
            return word;
        }
        List<String> all = new ArrayList<>(this.words);
        String last = all.removeLast();
        throw new TypeConversionException("must be %s or %s, not \"%.60s\"%s".formatted(String.join(", ", all), last,
                word, Nearest.to(word, this.words).map("; did you mean %s?"::formatted).orElse("")));
    }

    /** Where models run. */
    static final class Device extends Choice {

        Device() {
            super("device");
        }

    }

    /** What happens to interlaced material. */
    static final class Interlaced extends Choice {

        Interlaced() {
            super("interlaced");
        }

    }

    /** What happens to a variable frame rate. */
    static final class Timing extends Choice {

        Timing() {
            super("timing");
        }

    }

    /** What happens to a clip of which frames are missing. */
    static final class Damaged extends Choice {

        Damaged() {
            super("damaged");
        }

    }

    /** Which models may be used. */
    static final class Licences extends Choice {

        Licences() {
            super(Arrays.stream(LicencePolicy.values()).map(LicencePolicy::word).toList());
        }

    }

    /** How progress is shown. */
    static final class Progress extends Choice {

        Progress() {
            super(List.of("auto", "bar", "plain", "openjd", "none"));
        }

    }

    /** What can be looked for in a clip. */
    static final class Analyser extends Choice {

        Analyser() {
            super(Tag.ANALYSERS);
        }

    }

}
