package dev.rushes.models.examination;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rushes.models.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Finds out what a stranger's ONNX file is without trusting it: another process reads and
 * runs a copy of it, in bounded memory and time, and whatever becomes of that process is
 * a sentence here. Holds a temporary folder until it is closed.
 */
public final class Examination implements AutoCloseable {

    private static final int BLOCK = 1 << 16;

    private final Path folder;

    private final Path weights;

    private final Found found;

    private Examination(Path folder, Path weights, Found found) {
        this.folder = folder;
        this.weights = weights;
        this.found = found;
    }

    /**
     * Examines a file.
     * @param file an ONNX file; its data files lie beside it
     * @param wishes what a person says of it
     * @param cancelled asked now and then; true ends it
     * @throws Problem NOT_FOUND if there is no such file; MEDIA if it is damaged, hostile
     * or wants more than the limits; UNSUPPORTED if it is no model that runs here, or if
     * a wish contradicts what was seen; INVALID if a person has to say more, with the
     * flags; CANCELLED; EXHAUSTED or INTERNAL if this machine cannot examine anything
     */
    public static Examination of(Path file, Wishes wishes, Limits limits, BooleanSupplier cancelled) {
        Path folder = temporary();
        Examination examination = null;
        try {
            Path copy = folder.resolve("model.onnx");
            copy(file, copy, limits.fileBytes());
            Path folded = folder.resolve("folded.onnx");
            Path origin = file.toAbsolutePath().getParent();
            Request request = new Request(copy.toString(), origin.toString(), folded.toString(), wishes, limits);
            Answer answer = answer(ExaminingProcess.ask(folder, Letters.write(request), limits, cancelled));
            examination = new Examination(folder, Files.exists(folded) ? folded : copy, answer.found());
            return examination;
        }
        catch (Problem problem) {
            throw new Problem(problem.kind(), "%s: %s".formatted(file.getFileName(), problem.getMessage()), problem);
        }
        finally {
            if (examination == null) {
                remove(folder);
            }
        }
    }

    private static Answer answer(String text) {
        Answer answer;
        try {
            answer = Letters.read(text, Answer.class);
        }
        catch (JsonProcessingException ex) {
            throw Problem.internal(ex, "the process that examined it gave no answer that can be read");
        }
        if (answer.kind() != null) {
            throw new Problem(answer.kind(), answer.sentence());
        }
        if (answer.found() == null) {
            throw Problem.invalid("it cannot be told %s", String.join("; nor ", answer.questions()));
        }
        return answer;
    }

    private static void copy(Path file, Path copy, long most) {
        try {
            if (!Files.isRegularFile(file)) {
                throw Files.exists(file) ? Problem.invalid("it is no regular file")
                        : Problem.notFound("there is no such file");
            }
            // a file that grows meanwhile is not followed for ever
            try (InputStream in = Files.newInputStream(file); var out = Files.newOutputStream(copy)) {
                byte[] block = new byte[BLOCK];
                long bytes = 0;
                for (int read = in.read(block); read >= 0; read = in.read(block)) {
                    bytes += read;
                    if (bytes > most) {
                        throw Problem.media("it is larger than %d MiB, the most that is taken", most >> 20);
                    }
                    out.write(block, 0, read);
                }
            }
        }
        catch (NoSuchFileException ex) {
            throw Problem.notFound("there is no such file");
        }
        catch (IOException ex) {
            throw Problem.invalid("it cannot be read: %s", ex.getMessage());
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("rushes-examination");
        }
        catch (IOException ex) {
            throw Problem.exhausted("no temporary folder can be made: %s", ex.getMessage());
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** What the model is. */
    public Found found() {
        return this.found;
    }

    /** The model as one file, with all its numbers inside; gone when this is closed. */
    public Path weights() {
        return this.weights;
    }

    @Override
    public void close() {
        remove(this.folder);
    }

}
