package dev.rushes.server.cli;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.rushes.server.queue.Resource;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Worker processes by class, such as {@code cpu=2,gpu=1}. There is always one for light
 * work and one for previews, as long as there is any at all; {@code none} leaves all of
 * it to other machines.
 */
record WorkerCounts(Map<Resource, Integer> counts) {

    /** From the command line. */
    static final class Reader implements ITypeConverter<WorkerCounts> {

        private static final Pattern COUNT = Pattern.compile("(cpu|gpu)=([0-9]{1,3})");

        @Override
        public WorkerCounts convert(String text) {
            Map<Resource, Integer> counts = new EnumMap<>(Resource.class);
            if (text.equals("none")) {
                return new WorkerCounts(counts);
            }
            counts.put(Resource.IO, 1);
            counts.put(Resource.PREVIEW, 1);
            for (String part : text.split(",", -1)) {
                Matcher count = COUNT.matcher(part);
                if (!count.matches()) {
                    throw new TypeConversionException(
                            "must be none or counts such as cpu=2,gpu=1, not \"%.60s\"".formatted(text));
                }
                counts.put(Resource.of(count.group(1)), Integer.valueOf(count.group(2)));
            }
            return new WorkerCounts(counts);
        }

    }

}
