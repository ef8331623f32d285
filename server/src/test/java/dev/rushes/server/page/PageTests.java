package dev.rushes.server.page;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

/**
 * Runs {@code src/test/page} in Chromium, before a server with worker processes: each of
 * its tests is one here. Pictures of all states are kept in {@code target/page}.
 */
class PageTests {

    private static final Path SCRIPTS = Path.of("src/test/page").toAbsolutePath();

    private static final Path CHROMIUM = Path.of(System.getenv().getOrDefault("RUSHES_CHROMIUM", "/usr/bin/chromium"));

    /**
     * A line of the Test Anything Protocol, why it was skipped, and what is indented
     * below it.
     */
    private static final Pattern RESULT = Pattern
        .compile("(?m)^( *)(not )?ok \\d+ - (.*?)(?: # SKIP ?(.*))?\\R((?:\\1  .*\\R?)*)");

    @TempDir
    Path folder;

    @TestFactory
    List<DynamicTest> inChromium() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(CHROMIUM),
                CHROMIUM + " is not there: install Debian's chromium, or let RUSHES_CHROMIUM name one");
        Assumptions.assumeTrue(runs("node", "--version"), "node is not there: install Node.js 20 or newer");
        Assumptions.assumeTrue(
                runs("npm", "install", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"),
                "npm cannot install what drives the browser: it needs its registry once");
        PageClips.make(this.folder);
        String report = output(Map.of("RUSHES_CHROMIUM", CHROMIUM.toString(), "RUSHES_JAVA",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "RUSHES_FLAGS",
                String.join("\n", flags()), "RUSHES_CLASS_PATH", System.getProperty("java.class.path"), "RUSHES_CLIPS",
                this.folder.toString(), "RUSHES_SHOTS", Path.of("target/page").toAbsolutePath().toString()), "node",
                "--test-reporter=tap", "page.test.mjs");
        List<DynamicTest> tests = new ArrayList<>();
        Matcher result = RESULT.matcher(report);
        while (result.find()) {
            String wrong = result.group(2) == null ? null : result.group(5);
            String skipped = result.group(4);
            tests.add(DynamicTest.dynamicTest(result.group(3), () -> {
                Assumptions.assumeTrue(skipped == null, skipped);
                if (wrong != null) {
                    fail(wrong);
                }
            }));
        }
        assertFalse(tests.isEmpty(), report);
        return tests;
    }

    /** As this Java was started, but for what belongs to it alone. */
    private static List<String> flags() {
        return ManagementFactory.getRuntimeMXBean()
            .getInputArguments()
            .stream()
            .filter((flag) -> !flag.startsWith("-agentlib") && !flag.startsWith("-javaagent"))
            .toList();
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).directory(SCRIPTS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
            return process.waitFor() == 0;
        }
        catch (IOException missing) {
            return false;
        }
    }

    private static String output(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(SCRIPTS.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code > 1) {
            assertEquals(0, code, report);
        }
        return report;
    }

}
