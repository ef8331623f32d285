package dev.rushes.models.examination;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.rushes.models.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The files beside an ONNX file in which numbers of it lie. None outside of its folder is
 * opened, by whatever name or link.
 */
final class ExternalData {

    private final Path folder;

    private final long mostBytes;

    private final Map<Path, ByteString> files = new HashMap<>();

    private long bytes;

    /**
     * Beside a file.
     * @param folder where the ONNX file lies
     * @param mostBytes of all the files together
     */
    ExternalData(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    /**
     * The numbers of a tensor.
     * @throws Problem MEDIA if they are not there
     */
    ByteString of(TensorHead tensor) {
        String location = tensor.where().getOrDefault("location", "");
        ByteString file = file(location);
        long offset = number(tensor, "offset", 0);
        if (offset < 0 || offset > file.size()) {
            throw Problem.media("its data file %s has no byte %d", quoted(location), offset);
        }
        long length = number(tensor, "length", file.size() - offset);
        if (length < 0 || length > file.size() - offset) {
            throw Problem.media("its data file %s is too short: %d bytes from %d on are wanted and it has %d",
                    quoted(location), length, offset, file.size());
        }
        return file.substring((int) offset, (int) (offset + length));
    }

    private static long number(TensorHead tensor, String key, long otherwise) {
        String text = tensor.where().get(key);
        try {
            return (text == null) ? otherwise : Long.parseLong(text);
        }
        catch (NumberFormatException ex) {
            throw Problem.media("the %s of a tensor in a data file is no number", key);
        }
    }

    private ByteString file(String location) {
        try {
            Path name = Path.of(location);
            if (location.isEmpty() || name.isAbsolute() || !name.normalize().equals(name) || name.startsWith("..")) {
                throw outside(location);
            }
            Path real = this.folder.resolve(name).toRealPath();
            if (!real.startsWith(this.folder.toRealPath())) {
                throw outside(location);
            }
            ByteString known = this.files.get(real);
            if (known == null) {
                known = map(real, location);
                this.files.put(real, known);
            }
            return known;
        }
        catch (InvalidPathException | IOException ex) {
            throw Problem.media("its data file %s is missing or cannot be read; put it beside the ONNX file",
                    quoted(location));
        }
    }

    private ByteString map(Path file, String location) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw Problem.media("its data file %s is no regular file", quoted(location));
        }
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > this.mostBytes - this.bytes) {
                throw Problem.media("its data files are too large: they may have %d MiB", this.mostBytes >> 20);
            }
            this.bytes += channel.size();
            return UnsafeByteOperations
                .unsafeWrap(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()).asReadOnlyBuffer());
        }
    }

    private static Problem outside(String location) {
        return Problem.media("it wants the data file %s, which is not in the file's own folder", quoted(location));
    }

    private static String quoted(String location) {
        return "\"%.80s\"".formatted(location);
    }

}
