package dev.rushes.models.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;

/** What of ONNX Runtime computes. */
public enum Provider {

    /** The processor. */
    CPU(OrtProvider.CPU) {
        @Override
        void addTo(OrtSession.SessionOptions options) {
            // is there without any ado
        }
    },

    /** The first NVIDIA card. */
    CUDA(OrtProvider.CUDA) {
        @Override
        void addTo(OrtSession.SessionOptions options) throws OrtException {
            try (OrtCUDAProviderOptions card = new OrtCUDAProviderOptions(0)) {
                // grow by what is needed, not to the next power of two
                card.add("arena_extend_strategy", "kSameAsRequested");
                // TF32 keeps 10 bits of each factor: visible in a 10-bit master
                card.add("use_tf32", "0");
                options.addCUDA(card);
            }
        }
    },

    /**
     * The same by NVIDIA's compiler, in half precision; what it cannot do, CUDA does.
     */
    TENSORRT(OrtProvider.TENSOR_RT) {
        @Override
        void addTo(OrtSession.SessionOptions options) throws OrtException {
            try (OrtTensorRTProviderOptions card = new OrtTensorRTProviderOptions(0)) {
                card.add("trt_fp16_enable", "1");
                options.addTensorrt(card);
            }
            CUDA.addTo(options);
        }
    };

    private final OrtProvider library;

    Provider(OrtProvider library) {
        this.library = library;
    }

    OrtProvider library() {
        return this.library;
    }

    abstract void addTo(OrtSession.SessionOptions options) throws OrtException;

}
