package dev.rushes.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.rushes.models.Problem;

/** The processors that this process may use, as the kernel numbers them. */
final class Processors {

    private static final String LINE = "Cpus_allowed_list:";

    private Processors() {
    }

    /**
     * The first two.
     * @throws Problem UNSUPPORTED if there is only one
     */
    static List<Integer> two() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            List<Integer> allowed = lines.filter((line) -> line.startsWith(LINE))
                .flatMap((line) -> parse(line.substring(LINE.length()).strip()))
                .limit(2)
                .toList();
            if (allowed.size() < 2) {
                throw Problem.unsupported("two workers are measured on two processors, and this process may use one");
            }
            return allowed;
        }
    }

    /** Such as {@code 0-3,8}. */
    static Stream<Integer> parse(String list) {
        return Stream.of(list.split(",")).flatMap((range) -> {
            String[] ends = range.split("-");
            return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])).boxed();
        });
    }

}
