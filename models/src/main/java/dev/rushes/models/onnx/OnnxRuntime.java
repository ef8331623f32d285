package dev.rushes.models.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The library as such: what it is and whether it can reach a graphics card. */
public final class OnnxRuntime {

    /** The smallest network there is, y = relu(x) of one number, as an ONNX file. */
    private static final byte[] PROBE = HexFormat.of()
        .parseHex("080812003a330a0c0a0178120179220452656c751201675a0f0a0178120a"
                + "0a08080112040a020801620f0a0179120a0a08080112040a02080142040a00100d");

    private static final Map<Provider, Optional<String>> OBSTACLES = new ConcurrentHashMap<>();

    private OnnxRuntime() {
    }

    /** ONNX Runtime's version number. */
    public static String version() {
        return environment().getVersion();
    }

    /**
     * Why a provider cannot be used, in a few words, or empty if a network has been
     * loaded with it. Found out once.
     */
    public static Optional<String> obstacle(Provider provider) {
        return OBSTACLES.computeIfAbsent(provider, OnnxRuntime::findObstacle);
    }

    static OrtEnvironment environment() {
        Telemetry.off();
        return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "rushes");
    }

    private static Optional<String> findObstacle(Provider provider) {
        if (!OrtEnvironment.getAvailableProviders().contains(provider.library())) {
            return Optional.of("this build's ONNX Runtime has no such provider");
        }
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            provider.addTo(options);
            environment().createSession(PROBE, options).close();
            return Optional.empty();
        }
        catch (OrtException ex) {
            return Optional.of(ex.getMessage().lines().findFirst().orElse("no reason given"));
        }
    }

}
