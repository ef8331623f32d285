package dev.rushes.server.keys;

import java.io.PrintWriter;
import java.util.Locale;

import dev.rushes.models.Problem;
import dev.rushes.server.http.Scope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rushes keys create}: prints the key, once and alone on standard output. */
@Command(name = "create", description = "Make a key and print it. It is shown this once.")
public final class KeysCreateCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private KeyStore store;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "whom it is for; unique")
    private String name;

    @Option(names = "--scope", required = true, paramLabel = "SCOPE",
            description = "read (look), submit (upload, make jobs) or admin (everything)")
    private String scope;

    @Override
    public void run() {
        Scope wanted = switch (this.scope.toLowerCase(Locale.ROOT)) {
            case "read" -> Scope.READ;
            case "submit" -> Scope.SUBMIT;
            case "admin" -> Scope.ADMIN;
            default -> throw Problem.invalid("--scope %s is none; say read, submit or admin", this.scope);
        };
        String secret = this.store.create((keys) -> keys.create(KeyStore.who(), this.name, wanted));
        PrintWriter out = this.spec.commandLine().getOut();
        out.println(secret);
        out.flush();
        this.spec.commandLine()
            .getErr()
            .println("Keep it: it is stored only as a fingerprint and cannot be shown again.");
    }

}
