package dev.rushes.workers.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.Outcome;

/** Processes all files of a folder, one after the other, in a process that may crash. */
final class Mutants {

    private static final long MEMORY = 1L << 30;

    private Mutants() {
    }

    public static void main(String[] folders) throws Exception {
        int worst = 0;
        for (Path file : Clips.list(Path.of(folders[0]))) {
            System.out.print(file.getFileName() + " ");
            System.out.flush();
            Path out = Files.createDirectory(Path.of(folders[1], file.getFileName().toString()));
            String verdict = verdict(file, out);
            System.out.println(verdict);
            worst = verdict.startsWith("BAD") ? 1 : worst;
            Clips.remove(out);
        }
        System.out.println("peak " + peakResident());
        System.exit(worst);
    }

    /** In bytes; 0 where the system does not say. */
    private static long peakResident() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.notExists(status) ? 0
                : Files.readAllLines(status)
                    .stream()
                    .filter((line) -> line.startsWith("VmHWM:"))
                    .mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .sum();
    }

    private static String verdict(Path file, Path out) {
        try {
            Outcome outcome = Work.WORKER.process(Work.on(file, out).codec("auto").memory(MEMORY).job(), Monitor.NONE);
            return Files.exists(outcome.master()) ? "done" : "BAD: no master";
        }
        catch (Problem problem) {
            List<Path> left = Clips.list(out);
            boolean known = List
                .of(Problem.Kind.MEDIA, Problem.Kind.EXHAUSTED, Problem.Kind.INVALID, Problem.Kind.UNSUPPORTED)
                .contains(problem.kind());
            return "%s%s: %s%s".formatted(known && left.isEmpty() ? "" : "BAD ", problem.kind(), problem.getMessage(),
                    left.isEmpty() ? "" : " and leaves " + left);
        }
        catch (RuntimeException | Error ex) {
            return "BAD " + ex + " " + List.of(ex.getStackTrace()).subList(0, 4);
        }
    }

}
