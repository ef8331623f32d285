package dev.rushes.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder of cards and weights, on disk or inside our jar. */
sealed interface Shelf {

    /** Names of all files, in alphabetical order. */
    List<String> names();

    /** The content of one file. */
    byte[] bytes(String name);

    /**
     * Where files are that a library opens by itself.
     * @throws Problem UNSUPPORTED if there is no such place
     */
    Path folder();

    static Shelf ofFolder(Path folder) {
        return new Folder(folder);
    }

    /** The folder beside a class, wherever that class was loaded from. */
    static Shelf ofClassPath(Class<?> neighbour, String folder) {
        Path origin;
        try {
            origin = Path.of(neighbour.getProtectionDomain().getCodeSource().getLocation().toURI());
        }
        catch (URISyntaxException ex) {
            throw new AssertionError("a code source is a URI", ex);
        }
        String inside = neighbour.getPackageName().replace('.', '/') + "/" + folder;
        return Files.isDirectory(origin) ? new Folder(origin.resolve(inside)) : new Jar(origin, inside);
    }

    /** Files in a directory. */
    record Folder(Path path) implements Shelf {

        @Override
        public Path folder() {
            return this.path;
        }

        @Override
        public List<String> names() {
            try (Stream<Path> files = Files.list(this.path)) {
                return files.map((file) -> file.getFileName().toString()).sorted().toList();
            }
            catch (NoSuchFileException ex) {
                throw Problem.notFound("there is no folder of models %s", this.path);
            }
            catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }

        @Override
        public byte[] bytes(String name) {
            try {
                return Files.readAllBytes(this.path.resolve(name));
            }
            catch (NoSuchFileException ex) {
                throw Problem.notFound("the model file %s is not there", this.path.resolve(name));
            }
            catch (IOException ex) {
                throw Problem.internal(ex, "the model file %s cannot be read", this.path.resolve(name));
            }
        }

    }

    /** Entries of a jar, which is opened for each look: loading a model is rare. */
    record Jar(Path jar, String inside) implements Shelf {

        @Override
        public Path folder() {
            throw Problem.unsupported("models in the jar %s cannot have weights in files of their own", this.jar);
        }

        @Override
        public List<String> names() {
            try (FileSystem content = FileSystems.newFileSystem(this.jar)) {
                return new Folder(content.getPath(this.inside)).names();
            }
            catch (IOException ex) {
                throw Problem.internal(ex, "the jar %s cannot be read", this.jar);
            }
        }

        @Override
        public byte[] bytes(String name) {
            try (FileSystem content = FileSystems.newFileSystem(this.jar)) {
                return new Folder(content.getPath(this.inside)).bytes(name);
            }
            catch (IOException ex) {
                throw Problem.internal(ex, "the jar %s cannot be read", this.jar);
            }
        }

    }

}
