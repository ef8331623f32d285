package dev.rushes.models.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network of which nothing is known yet, for small experiments: it takes and gives
 * numbers on the Java heap, and says no in words. Only for a process whose memory and
 * time are limited, for the file may want all of both.
 */
public final class Trial implements AutoCloseable {

    /** More than any experiment gives: 256 MiB as floats. */
    private static final long MOST_VALUES = 1L << 26;

    private final OrtSession session;

    private Trial(OrtSession session) {
        this.session = session;
    }

    /**
     * Loads a network on the processor.
     * @param threads that share the arithmetic, 1 or more
     * @throws OnnxRefusal if ONNX Runtime does not take it
     */
    public static Trial open(Path file, int threads) throws OnnxRefusal {
        try (OrtSession.SessionOptions options = options(threads)) {
            return new Trial(OnnxRuntime.environment().createSession(file.toString(), options));
        }
        catch (OrtException ex) {
            throw new OnnxRefusal(ex);
        }
    }

    /**
     * The same from memory, to see whether such a file is taken at all.
     */
    public static Trial open(byte[] onnx) throws OnnxRefusal {
        try (OrtSession.SessionOptions options = options(1)) {
            return new Trial(OnnxRuntime.environment().createSession(onnx, options));
        }
        catch (OrtException ex) {
            throw new OnnxRefusal(ex);
        }
    }

    private static OrtSession.SessionOptions options(int threads) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        // what the experiments find must hold for the file and not for a rewritten one
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.BASIC_OPT);
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        options.setMemoryPatternOptimization(false);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    /** What has to be fed, in the file's order. */
    public List<Port> inputs() throws OnnxRefusal {
        try {
            return ports(this.session.getInputInfo().values());
        }
        catch (OrtException ex) {
            throw new OnnxRefusal(ex);
        }
    }

    /** What comes out, in the file's order. */
    public List<Port> outputs() throws OnnxRefusal {
        try {
            return ports(this.session.getOutputInfo().values());
        }
        catch (OrtException ex) {
            throw new OnnxRefusal(ex);
        }
    }

    private static List<Port> ports(Collection<NodeInfo> nodes) {
        return nodes.stream().map(Port::of).toList();
    }

    /**
     * Runs it once.
     * @param inputs for each port, of its shape
     * @param output wanted, a tensor of float32, float16 or uint8
     * @throws OnnxRefusal if it cannot be run so
     */
    public Values run(Map<Port, Values> inputs, String output) throws OnnxRefusal {
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (Map.Entry<Port, Values> input : inputs.entrySet()) {
                tensors.put(input.getKey().name(), tensor(input.getKey(), input.getValue()));
            }
            try (OrtSession.Result result = this.session.run(tensors, Set.of(output))) {
                return values(result.get(0));
            }
        }
        catch (OrtException ex) {
            throw new OnnxRefusal(ex);
        }
        finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor tensor(Port port, Values values) throws OrtException {
        OnnxJavaType type = switch (port.type()) {
            case "float32" -> OnnxJavaType.FLOAT;
            case "float16" -> OnnxJavaType.FLOAT16;
            case "uint8" -> OnnxJavaType.UINT8;
            default -> throw new IllegalArgumentException("an input of " + port.type());
        };
        ByteBuffer bytes = ByteBuffer.allocateDirect(values.data().length * type.size).order(ByteOrder.nativeOrder());
        for (float value : values.data()) {
            switch (type) {
                case FLOAT16 -> bytes.putShort(Float.floatToFloat16(value));
                case UINT8 -> bytes.put((byte) Math.clamp(Math.round(value), 0, 255));
                default -> bytes.putFloat(value);
            }
        }
        return OnnxTensor.createTensor(OnnxRuntime.environment(), bytes.flip(), values.shape(), type);
    }

    private static Values values(OnnxValue value) throws OrtException {
        if (!(value instanceof OnnxTensor tensor)) {
            throw new OrtException("the output is no tensor");
        }
        long[] shape = tensor.getInfo().getShape();
        long count = tensor.getInfo().getNumElements();
        if (count > MOST_VALUES) {
            throw new OrtException("the output has " + count + " numbers, more than any picture of that size");
        }
        float[] data = new float[(int) count];
        if (tensor.getInfo().type == OnnxJavaType.UINT8) {
            ByteBuffer bytes = tensor.getByteBuffer();
            for (int i = 0; i < data.length; i++) {
                data[i] = bytes.get(i) & 0xff;
            }
        }
        else {
            // halves become floats
            tensor.getFloatBuffer().get(data);
        }
        return new Values(shape, data);
    }

    @Override
    public void close() {
        try {
            this.session.close();
        }
        catch (OrtException ex) {
            throw OnnxNetwork.translate(ex, "close");
        }
    }

}
