package dev.rushes.models.examination;

import dev.rushes.models.Problem;
import dev.rushes.models.onnx.OnnxRefusal;
import dev.rushes.models.onnx.OnnxRuntime;
import dev.rushes.models.onnx.Trial;
import java.util.HexFormat;
import java.util.function.IntPredicate;

/**
 * The newest versions of ONNX that this ONNX Runtime takes. It does not tell them, so it
 * is asked with the smallest file there is, in versions that are each newer than the
 * last.
 */
final class Newest {

    /** The file y = relu(x) of one number but for its versions. */
    private static final String GRAPH = "3a330a0c0a0178120179220452656c751201675a0f0a0178120a"
            + "0a08080112040a020801620f0a0179120a0a08080112040a020801";

    private static final int OLDEST_IR = 3;

    private static final int OLDEST_OPSET = 7;

    private static final int LAST = 100;

    private Newest() {
    }

    /**
     * Asks whether a file is too new.
     * @throws Problem UNSUPPORTED if it is, with both numbers
     */
    static void require(Anatomy file) {
        int ir = newest(OLDEST_IR, (version) -> taken(version, OLDEST_OPSET));
        if (file.irVersion() > ir) {
            throw tooNew("IR version", file.irVersion(), ir);
        }
        int opset = newest(OLDEST_OPSET, (version) -> taken(ir, version));
        if (file.opset() > opset) {
            throw tooNew("opset", file.opset(), opset);
        }
    }

    private static Problem tooNew(String what, long found, int newest) {
        return Problem.unsupported(
                "it has %s %d, and ONNX Runtime %s here knows them up to %d; export it again with %s %d or older", what,
                found, OnnxRuntime.version(), newest, what, newest);
    }

    private static int newest(int known, IntPredicate taken) {
        int version = known;
        while (version < LAST && taken.test(version + 1)) {
            version++;
        }
        return version;
    }

    private static boolean taken(int ir, int opset) {
        String file = "08%02x1200%s42040a0010%02x".formatted(ir, GRAPH, opset);
        try (Trial _ = Trial.open(HexFormat.of().parseHex(file))) {
            return true;
        }
        catch (OnnxRefusal ex) {
            return false;
        }
    }

}
