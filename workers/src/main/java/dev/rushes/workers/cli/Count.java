package dev.rushes.workers.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A whole number from 1 to 1024, or "auto", which is 0. */
final class Count implements ITypeConverter<Integer> {

    private static final int MOST = 1024;

    @Override
    public Integer convert(String text) {
        if (text.equals("auto")) {
            return 0;
        }
        if (text.matches("[0-9]{1,4}")) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= MOST) {
                return number;
            }
        }
        throw new TypeConversionException(
                "must be auto or a whole number from 1 to %d, not \"%.60s\"".formatted(MOST, text));
    }

}
