package dev.rushes.models;

import dev.rushes.models.onnx.OnnxRuntime;
import dev.rushes.models.onnx.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Where networks run, and how exactly. */
public enum Device {

    /** The processor. */
    CPU("cpu", Provider.CPU),
    /** The first NVIDIA card that CUDA_VISIBLE_DEVICES shows. */
    CUDA("cuda", Provider.CUDA),
    /** The same in half precision, which is faster. */
    CUDA_HALF("cuda-half", Provider.CUDA),
    /**
     * The same by TensorRT, which takes minutes to prepare each model for each size of
     * picture.
     */
    TENSORRT("tensorrt", Provider.TENSORRT);

    private static final Map<Device, Optional<String>> FAULTS = new ConcurrentHashMap<>();

    private final String word;

    private final Provider provider;

    Device(String word, Provider provider) {
        this.word = word;
        this.provider = provider;
    }

    /**
     * Turns a user's word into a device that works here.
     * @param name "cpu", "cuda", "cuda-half", "tensorrt", or "auto" for CUDA if it works
     * and else the CPU
     * @throws Problem UNSUPPORTED if what is asked for does not work here or computes
     * wrongly; INVALID for any other word
     */
    public static Device resolve(String name) {
        if (name.equals("auto")) {
            return (OnnxRuntime.obstacle(Provider.CUDA).isEmpty() && CUDA.fault().isEmpty()) ? CUDA : CPU;
        }
        Device device = Arrays.stream(values()).filter((one) -> one.word.equals(name)).findFirst().orElseThrow(() -> {
            List<String> names = Stream.concat(Stream.of("auto"), Arrays.stream(values()).map(Device::word)).toList();
            return Problem.invalid("there is no device \"%s\"%s; choose one of %s", name,
                    Nearest.to(name, names).map((near) -> " (did you mean \"" + near + "\"?)").orElse(""),
                    String.join(", ", names));
        });
        if (device == CPU) {
            return CPU;
        }
        OnnxRuntime.obstacle(device.provider).ifPresent((obstacle) -> {
            throw Problem.unsupported(
                    "%s does not work here (%s): build with -Pcuda and install CUDA 12 and cuDNN 9%s, or choose --device cpu",
                    device.library(), obstacle, (device == TENSORRT) ? " and TensorRT 10" : "");
        });
        device.fault().ifPresent((fault) -> {
            throw Problem.unsupported("%s", fault);
        });
        return device;
    }

    /** What users write for it. */
    public String word() {
        return this.word;
    }

    Provider provider() {
        return this.provider;
    }

    /** Whether networks are converted to half precision before. */
    boolean halves() {
        return this == CUDA_HALF;
    }

    /**
     * Why the card cannot be trusted with a model that it can load; found out once, by
     * need.
     */
    private Optional<String> fault() {
        return FAULTS.computeIfAbsent(this, (device) -> {
            Models models = Models.shipped();
            try (Model _ = models.open(models.pick("upscale", 2), device, 1)) {
                return Optional.empty();
            }
            catch (Problem problem) {
                return Optional.of(problem.getMessage());
            }
        });
    }

    private String library() {
        return (this == TENSORRT) ? "TensorRT" : "CUDA";
    }

    /** The device and the software that drives it, for reports. */
    public String describe() {
        String processor = switch (this) {
            case CPU -> "CPU " + System.getProperty("os.arch");
            case CUDA -> "CUDA device 0";
            case CUDA_HALF -> "CUDA device 0 in half precision";
            case TENSORRT -> "TensorRT on CUDA device 0, in half precision";
        };
        return processor + ", ONNX Runtime " + OnnxRuntime.version();
    }

}
