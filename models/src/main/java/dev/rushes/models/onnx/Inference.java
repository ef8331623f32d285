package dev.rushes.models.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** A network on the processor that is asked for facts: numbers by name in and out. */
public final class Inference implements AutoCloseable {

    private final OrtSession session;

    private Inference(OrtSession session) {
        this.session = session;
    }

    /**
     * Loads a network.
     * @param onnx content of an ONNX file
     * @param threads that share one run's arithmetic, 1 or more
     * @throws dev.rushes.models.Problem INTERNAL if ONNX Runtime refuses it
     */
    public static Inference load(byte[] onnx, int threads) {
        try (OrtSession.SessionOptions options = OnnxNetwork.options(threads)) {
            return new Inference(OnnxRuntime.environment().createSession(onnx, options));
        }
        catch (OrtException ex) {
            throw OnnxNetwork.translate(ex, "load");
        }
    }

    /**
     * Computes all outputs.
     * @param inputs by name: {@link Values} for 32-bit floats, a {@link Long} for a
     * scalar of 64-bit integers, {@code long[]} for one row of them
     * @return the outputs of 32-bit floats by name
     * @throws dev.rushes.models.Problem EXHAUSTED if memory does not suffice; INTERNAL if
     * the network cannot be run
     */
    public Map<String, Values> run(Map<String, ?> inputs) {
        Map<String, OnnxTensor> in = new HashMap<>();
        try {
            for (Map.Entry<String, ?> input : inputs.entrySet()) {
                in.put(input.getKey(), tensor(input.getValue()));
            }
            try (OrtSession.Result result = this.session.run(in)) {
                Map<String, Values> out = new HashMap<>();
                for (Map.Entry<String, OnnxValue> each : result) {
                    if (each.getValue() instanceof OnnxTensor tensor && tensor.getInfo().type == OnnxJavaType.FLOAT) {
                        FloatBuffer numbers = tensor.getFloatBuffer();
                        float[] data = new float[numbers.remaining()];
                        numbers.get(data);
                        out.put(each.getKey(), new Values(tensor.getInfo().getShape(), data));
                    }
                }
                return out;
            }
        }
        catch (OrtException ex) {
            throw OnnxNetwork.translate(ex, "run");
        }
        finally {
            in.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor tensor(Object value) throws OrtException {
        return switch (value) {
            case Values values ->
                OnnxTensor.createTensor(OnnxRuntime.environment(), FloatBuffer.wrap(values.data()), values.shape());
            case Long number -> OnnxTensor.createTensor(OnnxRuntime.environment(), (long) number);
            case long[] row -> OnnxTensor.createTensor(OnnxRuntime.environment(), new long[][] { row });
            default -> throw new IllegalArgumentException(String.valueOf(value));
        };
    }

    /** Frees it; no run may be under way. */
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
