package dev.rushes.models.examination;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.rushes.models.Problem;
import dev.rushes.models.onnx.OnnxRuntime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The process in which a stranger's file is read and run. It is told what to do on its
 * standard input, answers on its standard output, and ends when the input does.
 */
public final class Examiner {

    private static final int MOST_THREADS = 8;

    private Examiner() {
    }

    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        // whatever a library prints is no answer
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Request request = Letters.read(in.readLine(), Request.class);
        Thread.ofPlatform().daemon().name("tether").start(() -> leaveWith(in));
        // loads the library, whose size is not the file's fault
        OnnxRuntime.version();
        int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        Confinement.enter(request.limits().memoryBytes(), request.limits().seconds() * threads);
        out.print(Letters.write(answer(request, threads)));
        out.flush();
        // what native code has running is of no interest any more
        Runtime.getRuntime().halt(0);
    }

    /** Whoever asked is gone, and nobody would stop this process. */
    private static void leaveWith(BufferedReader in) {
        try {
            while (in.read() >= 0) {
                // nothing else is said
            }
        }
        catch (IOException ex) {
            // gone as well
        }
        Runtime.getRuntime().halt(1);
    }

    private static Answer answer(Request request, int threads) throws IOException {
        try {
            Path file = Path.of(request.copy());
            ByteString bytes = map(file);
            Anatomy anatomy = Anatomy.read(bytes);
            if (!anatomy.external().isEmpty()) {
                long room = request.limits().fileBytes() - bytes.size();
                bytes = new Folding(new ExternalData(Path.of(request.origin()), room)).fold(bytes);
                if (bytes.size() > request.limits().fileBytes()) {
                    throw Problem.media("with its data files it is larger than %d MiB",
                            request.limits().fileBytes() >> 20);
                }
                file = Path.of(request.folded());
                try (OutputStream folded = Files.newOutputStream(file)) {
                    bytes.writeTo(folded);
                }
            }
            return new Inspection(request.wishes(), threads).inspect(bytes, file);
        }
        catch (Problem problem) {
            return Answer.refused(problem);
        }
        catch (OutOfMemoryError error) {
            return Answer.refused(Problem.media("it needs more memory than the %d MiB that an examination may take",
                    request.limits().memoryBytes() >> 20));
        }
    }

    private static ByteString map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return UnsafeByteOperations.unsafeWrap(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        }
    }

}
