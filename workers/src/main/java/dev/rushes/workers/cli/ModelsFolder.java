package dev.rushes.workers.cli;

import java.nio.file.Path;
import java.util.Map;

import dev.rushes.models.Models;
import dev.rushes.models.examination.OwnModels;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where the user's own models lie: in the folder that {@code --models} names, else in
 * that of {@code RUSHES_MODELS}, else in {@code rushes/models} of the user's data.
 */
final class ModelsFolder {

    static final String OPTION = "--models";

    static final String VARIABLE = "RUSHES_MODELS";

    private Path path;

    private Models models;

    /**
     * The folder unless a command line says otherwise.
     * @param environment of the process
     */
    ModelsFolder(Map<String, String> environment) {
        String named = environment.get(VARIABLE);
        String data = environment.get("XDG_DATA_HOME");
        String home = environment.get("HOME");
        if (named != null && !named.isBlank()) {
            this.path = Path.of(named);
        }
        else if (data != null && data.startsWith("/")) {
            // what is not absolute has to be ignored, by the standard
            this.path = Path.of(data, "rushes", "models");
        }
        else {
            this.path = Path.of((home != null) ? home : System.getProperty("user.home"), ".local", "share", "rushes",
                    "models");
        }
    }

    /** Gives a command the option. */
    void addTo(CommandSpec command) {
        command.addOption(OptionSpec.builder(OPTION)
            .type(Path.class)
            .paramLabel("DIR")
            .description("folder of your own models (default: %s in the environment, else rushes/models in"
                .formatted(VARIABLE) + " $XDG_DATA_HOME or ~/.local/share)")
            .setter(new ISetter() {
                @Override
                public <T> T set(T value) {
                    if (value instanceof Path named) {
                        ModelsFolder.this.path = named;
                    }
                    return value;
                }
            })
            .build());
    }

    /** It need not be there. */
    Path path() {
        return this.path;
    }

    /** What lies in the folder, to add to and to remove from. */
    OwnModels owned() {
        return new OwnModels(this.path.toAbsolutePath().normalize());
    }

    /** What is shipped and what lies in the folder. */
    Models models() {
        if (this.models == null) {
            this.models = Models.shipped().with(this.path);
        }
        return this.models;
    }

}
