package dev.rushes.workers.cli;

import java.util.Locale;

import dev.rushes.models.LicencePolicy;
import dev.rushes.models.Models;
import dev.rushes.workers.Worker;
import picocli.CommandLine.Option;

/** {@code --licences}: which models a command may use. */
public final class LicencesOption {

    private static final String VARIABLE = "RUSHES_LICENCES";

    @Option(names = "--licences", paramLabel = "any|permissive", defaultValue = "${env:" + VARIABLE + ":-any}",
            converter = Choice.Licences.class, completionCandidates = Choice.Licences.class,
            description = "permissive refuses models whose licence is not Apache-2.0, MIT, BSD, CC-BY or the like, or whose"
                    + " card forbids commercial use (default: " + VARIABLE + " in the environment, or any)")
    private String licences;

    public LicencePolicy policy() {
        return LicencePolicy.valueOf(this.licences.toUpperCase(Locale.ROOT));
    }

    Models models(Shell shell) {
        return shell.models().under(policy());
    }

    Worker worker(Shell shell) {
        return new Worker(models(shell));
    }

}
