package dev.rushes.workers.cli;

import java.nio.file.Path;

import dev.rushes.models.examination.OwnModels;
import picocli.CommandLine.Option;

/** {@code --models}: where a user's own models lie. */
final class OwnModelsOption {

    @Option(names = "--models", paramLabel = "DIR",
            description = "folder of your own models; default: RUSHES_MODELS in the environment, or rushes/models in "
                    + "XDG_DATA_HOME (~/.local/share)")
    private Path folder;

    OwnModels models() {
        return new OwnModels(((this.folder != null) ? this.folder : usual()).toAbsolutePath().normalize());
    }

    private static Path usual() {
        String named = System.getenv("RUSHES_MODELS");
        if (named != null && !named.isBlank()) {
            return Path.of(named);
        }
        String data = System.getenv("XDG_DATA_HOME");
        Path home = (data != null && !data.isBlank()) ? Path.of(data)
                : Path.of(System.getProperty("user.home"), ".local", "share");
        return home.resolve("rushes").resolve("models");
    }

}
