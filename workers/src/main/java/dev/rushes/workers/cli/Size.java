package dev.rushes.workers.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An amount of memory such as 800M, 4G or 4GiB, in bytes; K, M, G and T are powers of
 * 1024. "auto" is 0.
 */
final class Size implements ITypeConverter<Long> {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,15}(?:[.][0-9]{1,3})?)([KMGT])(?:I?B)?");

    /** Less than this holds no frame of any use. */
    private static final long LEAST = 64L << 20;

    @Override
    public Long convert(String text) {
        if (text.equals("auto")) {
            return 0L;
        }
        Matcher matcher = FORM.matcher(text.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw refuse(text);
        }
        int power = 1 + "KMGT".indexOf(matcher.group(2));
        double bytes = Double.parseDouble(matcher.group(1)) * Math.pow(1024, power);
        if (bytes < LEAST || bytes > 1L << 50) {
            throw refuse(text);
        }
        return (long) bytes;
    }

    private static TypeConversionException refuse(String text) {
        return new TypeConversionException(
                "must be auto or a size from 64M to 1024T such as 800M or 4G, not \"%.60s\"".formatted(text));
    }

}
