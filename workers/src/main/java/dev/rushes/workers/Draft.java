package dev.rushes.workers;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.rushes.models.Problem;

/**
 * The folder of one attempt, in which it writes everything before it is renamed to what
 * all can see. Whoever begins puts those of earlier attempts out of their way, so that
 * nothing in them can be renamed any more.
 *
 * <p>
 * That fences a zombie without a moment in which it could slip through: a draft is first
 * made and then the claim is asked for. If it still held, its heir began later and finds
 * the draft; if it did not, the zombie ends here.
 */
public final class Draft implements AutoCloseable {

    private static final Pattern NUMBER = Pattern.compile("\\.([0-9]{1,18})\\.part$");

    private final Path folder;

    private Draft(Path folder) {
        this.folder = folder;
    }

    /**
     * Begins one, and puts an end to those of earlier attempts.
     * @param parent which is there: what was removed meanwhile is not made again
     * @param what is made, the same for all attempts at it
     * @throws Problem CANCELLED if a later attempt was made, NOT_FOUND without the
     * parent, EXHAUSTED if the disk does not take it
     */
    public static Draft open(Claim claim, Path parent, String what) {
        Draft draft = new Draft(parent.resolve("%s.%d.part".formatted(what, claim.number())));
        try {
            make(draft.folder);
            if (!claim.holds().getAsBoolean()) {
                throw Problem.cancelled();
            }
            end(parent, what, claim.number());
            return draft;
        }
        catch (IOException ex) {
            draft.close();
            throw Disk.problem(ex, draft.folder + " cannot be written");
        }
        catch (RuntimeException | Error ex) {
            draft.close();
            throw ex;
        }
    }

    /** One folder, in one that is there. */
    static void make(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        }
        catch (FileAlreadyExistsException there) {
            // another attempt's, or of a number that a restored database gives again
        }
        catch (NoSuchFileException gone) {
            throw Problem.notFound("the folder %s is gone; whoever works there has nothing to do any more",
                    folder.getParent());
        }
    }

    private static void end(Path parent, String what, long number) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, what + ".*.part")) {
            for (Path each : all) {
                Matcher earlier = NUMBER.matcher(each.toString());
                if (earlier.find() && Long.parseLong(earlier.group(1)) < number) {
                    end(each, parent.resolve("%s.%s.part".formatted(what, UUID.randomUUID())));
                }
            }
        }
    }

    /**
     * By one rename: while files are deleted, the zombie could make others, and a file
     * that it has open stays in its folder on a network disk.
     */
    private static void end(Path draft, Path aside) throws IOException {
        try {
            Files.move(draft, aside, StandardCopyOption.ATOMIC_MOVE);
        }
        catch (NoSuchFileException gone) {
            return;
        }
        remove(aside);
    }

    /** Where to write a file before it is whole. */
    public Path file(String name) {
        return this.folder.resolve(name);
    }

    /**
     * To be asked when something went wrong: without its draft a void attempt has come to
     * its end, and for any other that is a trouble that passes.
     * @throws Problem EXHAUSTED if it is gone
     */
    void check() {
        if (!Files.exists(this.folder)) {
            throw Problem.exhausted("what was being written in %s was removed meanwhile; run the same again",
                    this.folder);
        }
    }

    /** Removes what is not published. */
    @Override
    public void close() {
        remove(this.folder);
    }

    /**
     * A file, or a folder with all in it; what cannot be removed is left to the sweep.
     */
    static void remove(Path path) {
        if (!Files.isDirectory(path)) {
            Disk.deleteQuietly(path);
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder()).forEach(Disk::deleteQuietly);
        }
        catch (IOException | java.io.UncheckedIOException ex) {
            // somebody else removes it too
        }
    }

}
