package dev.rushes.models;

import dev.rushes.models.onnx.ExternalFiles;
import dev.rushes.models.onnx.HalfPrecision;
import dev.rushes.models.onnx.OnnxNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The weights of a model, once they have been seen to be those of its card.
 *
 * @param onnx content of the ONNX file
 * @param folder of the files that hold more of them; null if none does
 */
record Weights(byte[] onnx, Path folder) {

    private static final int CHUNK = 1 << 20;

    /**
     * Reads and checks them.
     * @throws Problem INVALID if they are not those that the card describes
     */
    static Weights of(ModelCard card, Shelf shelf) {
        byte[] onnx = shelf.bytes(card.file());
        check(card, card.file(), sha256(onnx), card.sha256());
        Set<String> listed = card.externalData().stream().map(ModelCard.ExternalData::file).collect(Collectors.toSet());
        for (String location : ExternalFiles.of(onnx)) {
            if (!listed.contains(plain(location))) {
                throw Problem.invalid(
                        "the network of the model %s takes weights from \"%s\", which its card does not list as \"external_data\"",
                        card.id(), location);
            }
        }
        Path folder = card.externalData().isEmpty() ? null : shelf.folder();
        for (ModelCard.ExternalData data : card.externalData()) {
            check(card, data.file(), sha256(folder.resolve(data.file())), data.sha256());
        }
        return new Weights(onnx, folder);
    }

    OnnxNetwork load(Device device, int threads) {
        byte[] content = device.halves() ? HalfPrecision.of(this.onnx) : this.onnx;
        return OnnxNetwork.load(content, this.folder, device.provider(), threads);
    }

    private static void check(ModelCard card, String file, String found, String wanted) {
        if (!found.equals(wanted)) {
            throw Problem.invalid("the weights %s are not those of the model %s: their SHA-256 is %s and not %s", file,
                    card.id(), found, wanted);
        }
    }

    private static String plain(String location) {
        return location.startsWith("./") ? location.substring(2) : location;
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static String sha256(Path file) {
        MessageDigest digest = sha256();
        byte[] chunk = new byte[CHUNK];
        try (InputStream content = Files.newInputStream(file)) {
            for (int count = content.read(chunk); count >= 0; count = content.read(chunk)) {
                digest.update(chunk, 0, count);
            }
        }
        catch (IOException ex) {
            throw new Problem(Problem.Kind.INVALID, "the weights %s cannot be read: %s".formatted(file, ex), ex);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        }
        catch (NoSuchAlgorithmException ex) {
            throw new AssertionError("every Java platform has SHA-256", ex);
        }
    }

}
