package dev.rushes.models.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.rushes.models.Problem;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A network in an ONNX Runtime session. */
public final class OnnxNetwork implements Network {

    private final OrtSession session;

    private OnnxNetwork(OrtSession session) {
        this.session = session;
    }

    /**
     * Loads a network.
     * @param onnx content of an ONNX file
     * @param provider that computes
     * @param threads that share one run's arithmetic on the CPU, 1 or more
     * @throws Problem INTERNAL if ONNX Runtime refuses it
     */
    public static OnnxNetwork load(byte[] onnx, Provider provider, int threads) {
        return load(onnx, null, provider, threads);
    }

    /**
     * The same for a network that takes weights from files of a folder.
     * @param folder that they are in; null if it takes none
     */
    public static OnnxNetwork load(byte[] onnx, Path folder, Provider provider, int threads) {
        try (OrtSession.SessionOptions options = options(threads)) {
            if (folder != null) {
                options.addConfigEntry("session.model_external_initializers_file_folder_path",
                        folder.toAbsolutePath().toString());
            }
            provider.addTo(options);
            return new OnnxNetwork(OnnxRuntime.environment().createSession(onnx, options));
        }
        catch (OrtException ex) {
            throw translate(ex, "load");
        }
    }

    static OrtSession.SessionOptions options(int threads) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        // a planned block comes on top of what the first run took: twice the memory, no
        // faster
        options.setMemoryPatternOptimization(false);
        // idle workers that spin take the decoder's and the encoder's processor time
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    /**
     * What it has to be given.
     */
    public List<Port> inputs() {
        return ports(OrtSession::getInputInfo);
    }

    /** What it gives. */
    public List<Port> outputs() {
        return ports(OrtSession::getOutputInfo);
    }

    /**
     * The shape that an output has for some inputs, found out by a run.
     * @param output name of one of {@link #outputs}
     * @throws Problem as of {@link #run}
     */
    public List<Long> shape(List<Tensor> inputs, String output) {
        return with(inputs, (in) -> {
            try (OrtSession.Result result = this.session.run(in, Set.of(output))) {
                return Port.of(new NodeInfo(output, result.get(0).getInfo())).shape();
            }
        });
    }

    @Override
    public void run(List<Tensor> inputs, Tensor output) {
        with(inputs, (in) -> {
            try (OnnxTensor out = wrap(output)) {
                this.session.run(in, Map.of(output.name(), out)).close();
                return null;
            }
        });
    }

    private <T> T with(List<Tensor> inputs, Use<T> use) {
        Map<String, OnnxTensor> in = new HashMap<>();
        try {
            for (Tensor input : inputs) {
                in.put(input.name(), wrap(input));
            }
            return use.of(in);
        }
        catch (OrtException ex) {
            throw translate(ex, "run");
        }
        finally {
            in.values().forEach(OnnxTensor::close);
        }
    }

    private List<Port> ports(Ports ports) {
        try {
            return ports.of(this.session).values().stream().map(Port::of).toList();
        }
        catch (OrtException ex) {
            throw translate(ex, "describe");
        }
    }

    @Override
    public void close() {
        try {
            this.session.close();
        }
        catch (OrtException ex) {
            throw translate(ex, "close");
        }
    }

    private static OnnxTensor wrap(Tensor tensor) throws OrtException {
        return OnnxTensor.createTensor(OnnxRuntime.environment(), tensor.buffer(), tensor.dimensions(),
                tensor.element().type());
    }

    /** ONNX Runtime has no error code for want of memory, only words. */
    static Problem translate(OrtException ex, String doing) {
        String message = String.valueOf(ex.getMessage());
        String words = message.toLowerCase(Locale.ROOT);
        if (words.contains("failed to allocate") || words.contains("bad allocation") || words.contains("bad_alloc")
                || words.contains("out of memory") || words.contains("alloc_failed")) {
            return new Problem(Problem.Kind.EXHAUSTED,
                    "the network has not enough memory to " + doing + "; use fewer threads or segments", ex);
        }
        return Problem.internal(ex, "ONNX Runtime could not %s the network: %s", doing, message);
    }

    /** What is done with inputs before they are freed. */
    private interface Use<T> {

        T of(Map<String, OnnxTensor> inputs) throws OrtException;

    }

    /** One side of a network. */
    private interface Ports {

        Map<String, NodeInfo> of(OrtSession session) throws OrtException;

    }

}
