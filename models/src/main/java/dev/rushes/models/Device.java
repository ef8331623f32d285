package dev.rushes.models;

import dev.rushes.models.onnx.OnnxRuntime;
import java.util.List;
import java.util.Optional;

/** Where networks run. */
public enum Device {

    /** The processor. */
    CPU,
    /** The first NVIDIA card that CUDA_VISIBLE_DEVICES shows. */
    CUDA;

    private static final List<String> NAMES = List.of("auto", "cpu", "cuda");

    /**
     * Turns a user's word into a device that works here.
     * @param name "cpu", "cuda", or "auto" for CUDA if it works and else the CPU
     * @throws Problem UNSUPPORTED if CUDA is asked for and does not work here or computes
     * wrongly; INVALID for any other word
     */
    public static Device resolve(String name) {
        return switch (name) {
            case "cpu" -> CPU;
            case "auto" -> (OnnxRuntime.cudaObstacle().isEmpty() && Proof.FAULT.isEmpty()) ? CUDA : CPU;
            case "cuda" -> {
                Optional<String> obstacle = OnnxRuntime.cudaObstacle();
                if (obstacle.isPresent()) {
                    throw Problem
                        .unsupported("CUDA does not work here (%s): build with -Pcuda and install CUDA 12 and cuDNN 9, "
                                + "or choose --device cpu", obstacle.get());
                }
                if (Proof.FAULT.isPresent()) {
                    throw Problem.unsupported("%s", Proof.FAULT.get());
                }
                yield CUDA;
            }
            default -> throw Problem.invalid("there is no device \"%s\"%s; choose one of %s", name,
                    Nearest.to(name, NAMES).map((near) -> " (did you mean \"" + near + "\"?)").orElse(""),
                    String.join(", ", NAMES));
        };
    }

    /** Whether the card computes a model that it can load; found out once, by need. */
    private static final class Proof {

        static final Optional<String> FAULT = find();

        private static Optional<String> find() {
            Models models = Models.shipped();
            try (Model _ = models.open(models.pick("upscale", 2), CUDA, 1)) {
                return Optional.empty();
            }
            catch (Problem problem) {
                return Optional.of(problem.getMessage());
            }
        }

    }

    /** The device and the software that drives it, for reports. */
    public String describe() {
        String processor = switch (this) {
            case CPU -> "CPU " + System.getProperty("os.arch");
            case CUDA -> "CUDA device 0";
        };
        return processor + ", ONNX Runtime " + OnnxRuntime.version();
    }

}
