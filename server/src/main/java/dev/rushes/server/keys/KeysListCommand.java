package dev.rushes.server.keys;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rushes keys list}. */
@Command(name = "list", description = "List all keys, the revoked ones too.")
public final class KeysListCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private KeyStore store;

    @Override
    public void run() {
        List<Key> keys = this.store.with(ApiKeys::list);
        PrintWriter out = this.spec.commandLine().getOut();
        if (keys.isEmpty()) {
            out.println("There are no keys.");
            return;
        }
        int width = keys.stream().mapToInt((key) -> key.name().length()).max().orElse(0);
        String row = "%-" + Math.max(width, 4) + "s  %-6s  %-20s  %-20s  %s%n";
        out.printf(row, "NAME", "SCOPE", "CREATED", "LAST USED", "STATE");
        for (Key key : keys) {
            out.printf(row, key.name(), key.scope().name().toLowerCase(Locale.ROOT), time(key.created()),
                    time(key.used()), (key.revoked() != null) ? "revoked " + time(key.revoked()) : "live");
        }
        out.flush();
    }

    private static String time(Long millis) {
        return (millis != null) ? Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString() : "never";
    }

}
