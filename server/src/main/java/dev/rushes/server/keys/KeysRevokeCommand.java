package dev.rushes.server.keys;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rushes keys revoke}. */
@Command(name = "revoke", description = "Revoke a key, at once and for ever.")
public final class KeysRevokeCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private KeyStore store;

    @Parameters(paramLabel = "NAME", description = "its name or id")
    private String name;

    @Override
    public void run() {
        this.store.with((keys) -> {
            keys.revoke(KeyStore.who(), this.name);
            return null;
        });
        this.spec.commandLine().getOut().printf("The key \"%s\" is revoked.%n", this.name);
        this.spec.commandLine().getOut().flush();
    }

}
