package dev.rushes.server.keys;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rushes keys}: the commands stand below it. */
@Command(name = "keys", description = "Make, list and revoke the keys with which others reach the server.",
        subcommands = { KeysCreateCommand.class, KeysListCommand.class, KeysRevokeCommand.class })
public final class KeysCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(this.spec.commandLine(), "say create, list or revoke");
    }

}
