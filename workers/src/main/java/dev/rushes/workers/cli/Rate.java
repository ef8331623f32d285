package dev.rushes.workers.cli;

import dev.rushes.models.Problem;
import dev.rushes.workers.timeline.FrameRate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A frame rate, exact. */
final class Rate implements ITypeConverter<String> {

    static final String DESCRIPTION = "frames a second of an image sequence: 25, 23.976 or a fraction such as 24000/1001 (default: what the header of DPX says, or 24)";

    @Override
    public String convert(String text) {
        try {
            return FrameRate.parse(text).toString();
        }
        catch (Problem problem) {
            throw new TypeConversionException(problem.getMessage());
        }
    }

}
