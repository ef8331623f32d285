package dev.rushes.server.work;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.rushes.models.Problem;
import dev.rushes.workers.Disk;
import dev.rushes.workers.Monitor;

/** Puts an image sequence into one file. */
final class Zip {

    private Zip() {
    }

    /**
     * The archive beside a folder, with its files in order; the same files always give
     * the same bytes. Whole or not there.
     */
    static Path of(Path folder, Monitor monitor) {
        Path archive = folder.resolveSibling(folder.getFileName() + ".zip");
        Path part = Disk.ownPart(archive);
        monitor.phase("packing");
        try {
            write(folder, part, monitor);
            Disk.sync(part);
            Files.move(part, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Disk.syncFolder(archive.getParent());
            return archive;
        }
        catch (IOException trouble) {
            throw Disk.problem(trouble, archive + " cannot be written");
        }
        finally {
            discard(part);
        }
    }

    private static void write(Path folder, Path part, Monitor monitor) throws IOException {
        try (OutputStream file = Files.newOutputStream(part);
                ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(file, 1 << 20));
                Stream<Path> listed = Files.list(folder)) {
            // pictures are compressed already
            zip.setLevel(Deflater.NO_COMPRESSION);
            List<Path> files = listed.sorted().toList();
            for (Path each : files) {
                if (monitor.cancelled()) {
                    throw Problem.cancelled();
                }
                ZipEntry entry = new ZipEntry(folder.getFileName() + "/" + each.getFileName());
                entry.setTime(0);
                zip.putNextEntry(entry);
                Files.copy(each, zip);
            }
        }
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        }
        catch (IOException trouble) {
            // it is swept once the job has ended
        }
    }

}
