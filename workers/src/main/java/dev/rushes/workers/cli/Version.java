package dev.rushes.workers.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

    private static final String NOTE = "/META-INF/maven/dev.rushes/rushes-workers/pom.properties";

    /** The jar knows; classes run from a folder do not. */
    static String number() throws IOException {
        try (InputStream in = Version.class.getResourceAsStream(NOTE)) {
            if (in == null) {
                return "development";
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        }
    }

    @Override
    public String[] getVersion() throws IOException {
        return new String[] { "rushes " + number(), "Java " + Runtime.version() };
    }

}
