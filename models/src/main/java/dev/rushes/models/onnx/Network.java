package dev.rushes.models.onnx;

import java.util.List;

/** A trained function from tensors to a tensor. */
public interface Network extends AutoCloseable {

    /**
     * Computes {@code output} from {@code inputs}; several threads may do so at once.
     * @throws dev.rushes.models.Problem EXHAUSTED if the device's memory does not suffice
     * for this shape (a smaller one may do); INTERNAL if the network cannot be run
     */
    void run(List<Tensor> inputs, Tensor output);

    /** Frees it; no run may be under way. */
    @Override
    void close();

}
