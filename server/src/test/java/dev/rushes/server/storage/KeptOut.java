package dev.rushes.server.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.rushes.models.Problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Opens a data directory in a process whom permissions keep out: root's own are taken
 * from it.
 */
final class KeptOut {

    private KeptOut() {
    }

    /** What the process says: "opened", or why not. */
    static String open(Path data, boolean remote) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (Files.getOwner(data.getParent()).getName().equals("root")) {
            command.addAll(List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search"));
        }
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), KeptOut.class.getName(), data.toString(),
                String.valueOf(remote)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.strip();
    }

    public static void main(String[] words) {
        try {
            Path data = Path.of(words[0]);
            Storage storage = Boolean.parseBoolean(words[1]) ? Storage.remote(data) : new Storage(data);
            System.out.println("opened " + storage.root());
        }
        catch (Problem problem) {
            System.out.println(problem.getMessage());
        }
    }

}
