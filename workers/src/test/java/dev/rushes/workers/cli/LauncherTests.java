package dev.rushes.workers.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The launcher script, with a Java and a Maven of our own that only note what they are
 * asked.
 */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class LauncherTests {

    private static final String JAVA = """
            #!/bin/sh
            for word; do
                case $word in
                    -XX:AOTCacheOutput=*) echo cache > "${word#*=}"; exit 0 ;;
                esac
            done
            for word; do last=$word; done
            case $last in
                abort) kill -ABRT $$ ;;
                kill) kill -KILL $$ ;;
                wait)
                    sleep 60 >/dev/null 2>&1 &
                    trap 'kill $!; echo cleaned; exit 143' TERM
                    echo ready
                    wait ;;
                locale) echo "locale: $LC_ALL"; exit ;;
                [0-9]*) exit "$last" ;;
            esac
            echo "$0" "$@"
            echo "telemetry off: $ORT_DISABLE_TELEMETRY"
            """;

    private static final String MAVEN = """
            #!/bin/sh
            echo build "$@" >> "$BUILDS"
            [ -z "$BROKEN" ] || { echo "no such thing"; exit 1; }
            mkdir -p server/target/lib
            echo jar > server/target/rushes-server-1.jar
            echo jar > server/target/lib/other.jar
            """;

    @TempDir
    private Path temp;

    private Path root;

    private Path bin;

    @BeforeEach
    void makeTree() throws IOException {
        this.root = Files.createDirectories(this.temp.resolve("a tree with spaces"));
        this.bin = Files.createDirectories(this.temp.resolve("bin"));
        Files.copy(launcher(), this.root.resolve("rushes"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String source : List.of("pom.xml", "models/pom.xml", "workers/pom.xml", "server/pom.xml",
                "models/src/main/A.java", "workers/src/main/B.java", "server/src/main/C.java")) {
            Files.createDirectories(this.root.resolve(source).getParent());
            old(Files.writeString(this.root.resolve(source), "x"));
        }
        script(this.bin.resolve("mvn"), MAVEN);
        jdk("jdk", "25.0.1");
    }

    @Test
    void buildsOnceAndRuns() throws Exception {
        Run first = run(Map.of(), "probe", "my clip.mov");
        assertEquals(0, first.code, first.err);
        assertTrue(first.out.endsWith("dev.rushes.server.cli.Main probe my clip.mov\ntelemetry off: 1\n"), first.out);
        assertTrue(first.out.contains("-XX:AOTCache="), first.out);
        assertTrue(first.out.contains("/rushes-server-1.jar "), first.out);
        assertEquals("rushes: building, which takes a minute or two the first time...\n", first.err);
        assertEquals("", run(Map.of(), "models").err);
        assertEquals(1, builds());
    }

    @Test
    void fileNamesAreUtf8WhateverTheLocale() throws Exception {
        assertTrue(run(Map.of("LC_ALL", "POSIX"), "locale").out.contains("locale: C.UTF-8\n"));
        assertTrue(run(Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", ""), "locale").out.contains("locale: C.UTF-8\n"));
        assertTrue(run(Map.of("LC_ALL", "", "LC_CTYPE", "C.UTF-8"), "locale").out.contains("locale: \n"),
                "a locale that will do stays");
    }

    @Test
    void buildsAgainWhenASourceChanges() throws Exception {
        run(Map.of(), "models");
        Files.setLastModifiedTime(this.root.resolve("models/src/main/A.java"),
                FileTime.from(Instant.now().plusSeconds(60)));
        run(Map.of(), "models");
        assertEquals(2, builds());
    }

    @Test
    void whatNpmPutsThereIsNoSource() throws Exception {
        Path modules = this.root.resolve("server/src/main/npm/node_modules");
        Files.createDirectories(modules.getParent());
        old(modules.getParent().getParent());
        Files.writeString(this.bin.resolve("mvn"), MAVEN + "mkdir -p '" + modules + "/tus'\n");
        run(Map.of(), "models");
        Files.setLastModifiedTime(modules.resolve("tus"), FileTime.from(Instant.now().plusSeconds(60)));
        run(Map.of(), "models");
        assertEquals(1, builds());
    }

    @Test
    void aBuildLeavesTheJarsOfWhatRuns() throws Exception {
        run(Map.of(), "models");
        Path jars = onlyJars();
        Process running = start(Map.of(), "wait");
        BufferedReader out = running.inputReader();
        assertEquals("ready", out.readLine());
        rebuild(1);
        assertTrue(Files.exists(jars.resolve("other.jar")), "a server that runs starts its workers from there");
        running.toHandle().destroy();
        assertEquals("cleaned", out.readLine());
        finish(running);
        rebuild(2);
        assertFalse(Files.exists(jars), "nothing runs from there any more");
        onlyJars();
    }

    private void rebuild(int minutes) throws Exception {
        Files.setLastModifiedTime(this.root.resolve("models/src/main/A.java"),
                FileTime.from(Instant.now().plusSeconds(60L * minutes)));
        assertEquals(0, run(Map.of(), "models").code);
    }

    private Path onlyJars() throws IOException {
        try (var entries = Files.list(this.root.resolve(".rushes"))) {
            List<Path> folders = entries.filter((entry) -> entry.getFileName().toString().startsWith("app-")).toList();
            assertEquals(1, folders.size(), folders.toString());
            return folders.getFirst();
        }
    }

    @Test
    void buildOptionsAreRemembered() throws Exception {
        run(Map.of("RUSHES_BUILD", "-Pcuda"), "models");
        run(Map.of(), "models");
        assertEquals(1, builds());
        assertTrue(Files.readString(this.temp.resolve("builds")).contains(" -Pcuda "));
        run(Map.of("RUSHES_BUILD", ""), "models");
        assertEquals(2, builds());
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        Process one = start(Map.of(), "models");
        Process other = start(Map.of(), "models");
        assertEquals(0, finish(one).code);
        assertEquals(0, finish(other).code);
        assertEquals(1, builds());
    }

    @Test
    void aLockLeftBehindIsTakenOver() throws Exception {
        Path lock = Files.createDirectories(this.root.resolve(".rushes/lock"));
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.writeString(lock.resolve("pid"), Long.toString(gone.pid()));
        assertEquals(0, run(Map.of(), "models").code);
        assertFalse(Files.exists(lock));
    }

    @Test
    void aFailedBuildLeavesItsLog() throws Exception {
        Run run = run(Map.of("BROKEN", "1"), "models");
        assertEquals(1, run.code);
        assertTrue(run.err.contains("rushes: the build failed; "), run.err);
        assertEquals("no such thing\n", Files.readString(this.root.resolve(".rushes/build.log")));
        assertEquals(0, run(Map.of(), "models").code, "and the next one is tried");
    }

    @Test
    void isFoundThroughLinksFromAnywhere() throws Exception {
        Path link = Files.createSymbolicLink(this.bin.resolve("a link"), Path.of("../a tree with spaces/rushes"));
        Path second = Files.createSymbolicLink(this.temp.resolve("second"), link);
        Process process = process(second, Map.of(), "models").directory(Path.of("/").toFile()).start();
        Run run = finish(process);
        assertEquals(0, run.code, run.err);
        assertTrue(run.out.contains("/other.jar"), run.out);
    }

    @ParameterizedTest
    @CsvSource({ "0, 0", "1, 1", "2, 2", "75, 75", "143, 143", "3, 1", "abort, 1", "kill, 75" })
    void everyEndIsOneOfOurs(String end, int code) throws Exception {
        Run run = run(Map.of(), end);
        assertEquals(code, run.code);
        boolean ours = List.of("0", "1", "2", "75", "143").contains(end);
        assertEquals(ours ? 1 : 2, run.err.lines().count(), run.err);
    }

    @Test
    void whoIsKilledIsAdvisedWhatItsCommandKnows() throws Exception {
        assertTrue(run(Map.of(), "process", "kill").err.contains("smaller --memory"));
        String server = run(Map.of(), "serve", "kill").err;
        assertTrue(server.contains("the server was killed") && !server.contains("--memory"), server);
        String worker = run(Map.of(), "worker", "kill").err;
        assertTrue(worker.contains("the work was killed") && !worker.contains("--memory"), worker);
    }

    @Test
    void asksToStopAndWaits() throws Exception {
        run(Map.of(), "models");
        Process process = start(Map.of(), "wait");
        BufferedReader out = process.inputReader();
        assertEquals("ready", out.readLine());
        // Process.destroy would close our end of its output too
        process.toHandle().destroy();
        assertEquals("cleaned", out.readLine());
        assertEquals(143, finish(process).code);
    }

    @Test
    void anOldJavaIsPassedOver() throws Exception {
        jdk("jdk", "24.0.2");
        jdk("newer", "26");
        Path newer = this.temp.resolve("newer/bin");
        Run run = run(Map.of("PATH", newer + ":" + this.bin + ":" + System.getenv("PATH")), "models");
        assertEquals(0, run.code, run.err);
        assertTrue(run.out.startsWith(newer.toRealPath().resolve("java") + " "), run.out);
    }

    private record Run(int code, String out, String err) {

    }

    private Run run(Map<String, String> environment, String... words) throws Exception {
        return finish(start(environment, words));
    }

    private Process start(Map<String, String> environment, String... words) throws IOException {
        return process(this.root.resolve("rushes"), environment, words).start();
    }

    private ProcessBuilder process(Path script, Map<String, String> environment, String... words) {
        ProcessBuilder builder = new ProcessBuilder(script.toString());
        builder.command().addAll(List.of(words));
        builder.environment().put("JAVA_HOME", this.temp.resolve("jdk").toString());
        builder.environment().put("PATH", this.bin + ":" + System.getenv("PATH"));
        builder.environment().put("BUILDS", this.temp.resolve("builds").toString());
        builder.environment().remove("RUSHES_BUILD");
        builder.environment().remove("RUSHES_DEBUG");
        builder.environment().putAll(environment);
        return builder;
    }

    private static Run finish(Process process) throws Exception {
        String out = text(process.inputReader());
        String err = text(process.errorReader());
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), "hangs");
        return new Run(process.exitValue(), out, err);
    }

    private static String text(BufferedReader reader) throws IOException {
        StringWriter text = new StringWriter();
        reader.transferTo(text);
        return text.toString();
    }

    private long builds() throws IOException {
        try (var lines = Files.lines(this.temp.resolve("builds"))) {
            return lines.count();
        }
    }

    private void jdk(String name, String version) throws IOException {
        Path java = this.temp.resolve(name).resolve("bin/java");
        Files.createDirectories(java.getParent());
        script(java, JAVA);
        Files.writeString(this.temp.resolve(name).resolve("release"),
                "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\nOS=\"y\"\n");
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        assertTrue(file.toFile().setExecutable(true));
    }

    /** Files that were just made would be newer than a build within the same tick. */
    private static void old(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private static Path launcher() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("rushes"))) {
            folder = folder.getParent();
        }
        return folder.resolve("rushes");
    }

}
