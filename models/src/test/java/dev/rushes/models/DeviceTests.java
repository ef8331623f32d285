package dev.rushes.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rushes.models.onnx.OnnxRuntime;
import dev.rushes.models.onnx.Provider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;

class DeviceTests {

    static boolean cudaWorks() {
        return OnnxRuntime.obstacle(Provider.CUDA).isEmpty();
    }

    @Test
    void theProcessorIsAlwaysThere() {
        assertEquals(Device.CPU, Device.resolve("cpu"));
        assertTrue(Device.CPU.describe().startsWith("CPU"), Device.CPU.describe());
        assertTrue(Device.CPU.describe().contains("ONNX Runtime " + OnnxRuntime.version()));
    }

    @Test
    @DisabledIf("cudaWorks")
    void withoutCudaAutoFallsBackAndCudaIsRefusedWithAdvice() {
        assertEquals(Device.CPU, Device.resolve("auto"));
        Problem problem = assertThrows(Problem.class, () -> Device.resolve("cuda"));
        assertEquals(Problem.Kind.UNSUPPORTED, problem.kind());
        assertTrue(problem.getMessage().contains("-Pcuda"), problem.getMessage());
        assertTrue(problem.getMessage().contains("--device cpu"), problem.getMessage());
        assertTrue(assertThrows(Problem.class, () -> Device.resolve("cuda-half")).getMessage().startsWith("CUDA does"));
        String compiler = assertThrows(Problem.class, () -> Device.resolve("tensorrt")).getMessage();
        assertTrue(compiler.startsWith("TensorRT does not work here (") && compiler.contains("TensorRT 10"), compiler);
    }

    @Test
    @EnabledIf("cudaWorks")
    void withCudaAutoTakesIt() {
        assertEquals(Device.CUDA, Device.resolve("auto"));
        assertEquals(Device.CUDA, Device.resolve("cuda"));
    }

    @Test
    void anotherWordIsInvalid() {
        Problem problem = assertThrows(Problem.class, () -> Device.resolve("cude"));
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertTrue(problem.getMessage().contains("did you mean \"cuda\"?"), problem.getMessage());
    }

}
