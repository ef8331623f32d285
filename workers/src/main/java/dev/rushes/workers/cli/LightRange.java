package dev.rushes.workers.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code 0..255}: numbers of black and white; of {@code 1..0} white is the smaller. */
record LightRange(double black, double white) {

    private static final String NUMBER = "(-?[0-9]{1,9}(?:\\.[0-9]{1,9})?)";

    private static final Pattern RANGE = Pattern.compile(NUMBER + "\\.\\." + NUMBER);

    List<Double> asList() {
        return List.of(this.black, this.white);
    }

    /** Reads it off a command line. */
    static final class Converter implements ITypeConverter<LightRange> {

        @Override
        public LightRange convert(String text) {
            Matcher range = RANGE.matcher(text);
            if (!range.matches() || Double.parseDouble(range.group(1)) == Double.parseDouble(range.group(2))) {
                throw new TypeConversionException(
                        "must be two different numbers such as 0..1, 0..255 or -1..1, not \"%.40s\"".formatted(text));
            }
            return new LightRange(Double.parseDouble(range.group(1)), Double.parseDouble(range.group(2)));
        }

    }

}
