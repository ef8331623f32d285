package dev.rushes.server.uploads;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.rushes.server.Client;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The client that others use: tus-js-client, through a network that keeps breaking. */
class TusClientTests extends TusTests {

    private static final Path SOURCE = Path.of("src/test/node");

    private static final Path HOME = Path.of("target/tus-client");

    private final byte[] bytes = Client.noise(50_000_000, 23);

    @Test
    void aFileArrivesInPiecesWhatEverBreaks() throws Exception {
        Result result = upload("1000000", "1");
        assertEquals(5, result.aborted());
        assertTrue(result.broken() >= 5, "only broken " + result.broken() + " times");
    }

    @Test
    void aFileArrivesInOneRequestThatIsBrokenAgainAndAgain() throws Exception {
        Result result = upload("Infinity", "1");
        assertTrue(result.broken() >= 3, "only broken " + result.broken() + " times");
    }

    @Test
    void aFileArrivesInParallelPartsThatAreJoined() throws Exception {
        upload("1000000", "4");
    }

    private Result upload(String chunk, String parallel) throws Exception {
        install();
        Path file = Files.write(this.data.resolve("Großes Kino.mov"), this.bytes);
        String said = run(HOME, "node", "upload.mjs", String.valueOf(this.front.port()), file.toString(), chunk,
                parallel);
        Matcher matcher = Pattern.compile("(ast_\\w+) broken=(\\d+) aborted=(\\d+)").matcher(said);
        assertTrue(matcher.find(), said);
        var asset = this.client.json("/v1/assets/" + matcher.group(1));
        assertEquals(Client.sha256(this.bytes), asset.get("sha256").textValue());
        assertEquals("Großes Kino.mov", asset.get("name").textValue());
        return new Result(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)));
    }

    private static void install() throws Exception {
        assumeTrue(there("node") && there("npm"), "node and npm are not installed");
        Files.createDirectories(HOME);
        boolean fresh = Files.isDirectory(HOME.resolve("node_modules")) && Files
            .mismatch(SOURCE.resolve("package-lock.json"), HOME.resolve("node_modules/installed-lock.json")) == -1;
        for (String name : List.of("package.json", "package-lock.json", "upload.mjs")) {
            Files.copy(SOURCE.resolve(name), HOME.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!fresh) {
            String said = run(HOME, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            assumeTrue(Files.isDirectory(HOME.resolve("node_modules/tus-js-client")),
                    "tus-js-client could not be fetched: " + said);
            Files.copy(SOURCE.resolve("package-lock.json"), HOME.resolve("node_modules/installed-lock.json"));
        }
    }

    private static boolean there(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version").redirectErrorStream(true).start().waitFor() == 0;
        }
        catch (IOException missing) {
            return false;
        }
    }

    private static String run(Path folder, String... command) throws Exception {
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), "it does not end");
        return said;
    }

    private record Result(int broken, int aborted) {

    }

}
