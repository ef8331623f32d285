package dev.rushes.models.examination;

import dev.rushes.models.ModelCard;
import dev.rushes.models.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The folder of a user's own models: a card and a file of weights for each. A card is
 * written last and removed first, so that at no moment one is without its weights.
 *
 * @param folder made when the first model comes
 */
public record OwnModels(Path folder) {

    /** Of the checksum, in names of files: a new version does not write over the old. */
    private static final int DIGITS = 12;

    /**
     * Takes a model in.
     * @param replace whether one of that id that is there makes way
     * @return the path of its card
     * @throws Problem INVALID if there is one and it is not to be replaced, EXHAUSTED if
     * the folder cannot be written
     */
    public Path add(Examination examination, Naming naming, boolean replace) {
        try {
            Files.createDirectories(this.folder);
            try (FileChannel channel = lock(); FileLock _ = channel.lock()) {
                return add(examination.weights(), examination.found(), naming, replace);
            }
        }
        catch (IOException ex) {
            throw Problem.exhausted("the folder of models %s cannot be written: %s", this.folder, ex.getMessage());
        }
    }

    private Path add(Path weights, Found found, Naming naming, boolean replace) throws IOException {
        Path card = card(naming.id());
        if (Files.exists(card) && !replace) {
            throw Problem.invalid("there is a model \"%s\" in %s already; give another --id, or --replace", naming.id(),
                    this.folder);
        }
        Path old = Files.exists(card) ? weights(card) : null;
        Path part = this.folder.resolve("." + naming.id() + ".onnx.part");
        String sha256 = copy(weights, part);
        Path target = this.folder.resolve("%s-%s.onnx".formatted(naming.id(), sha256.substring(0, DIGITS)));
        byte[] json = Card.write(naming, found, target.getFileName().toString(), sha256);
        publish(part, target);
        Path cardPart = this.folder.resolve("." + naming.id() + ".card.part");
        Files.write(cardPart, json);
        publish(cardPart, card);
        if (old != null && !old.equals(target)) {
            Files.deleteIfExists(old);
        }
        return card;
    }

    /**
     * Removes a model.
     * @throws Problem NOT_FOUND if it is not in the folder, EXHAUSTED if the folder
     * cannot be written
     */
    public void remove(String id) {
        // what is no id may be a path
        Path card = id.matches("[a-z0-9-]+") ? card(id) : this.folder.resolve("no such model");
        if (!Files.exists(card)) {
            throw Problem.notFound("there is no model \"%.80s\" among your own in %s; \"rushes models\" lists all", id,
                    this.folder);
        }
        try (FileChannel channel = lock(); FileLock _ = channel.lock()) {
            Path weights = weights(card);
            Files.delete(card);
            if (weights != null) {
                Files.deleteIfExists(weights);
            }
        }
        catch (NoSuchFileException gone) {
            throw Problem.notFound("the model \"%s\" was removed by somebody else", id);
        }
        catch (IOException ex) {
            throw Problem.exhausted("the folder of models %s cannot be written: %s", this.folder, ex.getMessage());
        }
    }

    /** The weights that a card names if they are this folder's, else null. */
    private Path weights(Path card) throws IOException {
        try {
            Path file = this.folder.resolve(ModelCard.parse(card.toString(), Files.readAllBytes(card)).file());
            return file.normalize().getParent().equals(this.folder.normalize()) ? file : null;
        }
        catch (Problem unreadable) {
            return null;
        }
    }

    private Path card(String id) {
        return this.folder.resolve(id + ".json");
    }

    private FileChannel lock() throws IOException {
        return FileChannel.open(this.folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static String copy(Path from, Path to) throws IOException {
        try (InputStream in = Files.newInputStream(from);
                DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            Files.copy(digested, to, StandardCopyOption.REPLACE_EXISTING);
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        }
        catch (NoSuchAlgorithmException ex) {
            throw new AssertionError("every Java platform has SHA-256", ex);
        }
    }

    /** On the disk whole, then by its name, then that name on the disk too. */
    private void publish(Path part, Path target) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel channel = FileChannel.open(this.folder)) {
            channel.force(true);
        }
    }

}
