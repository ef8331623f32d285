package dev.rushes.models.examination;

import com.google.protobuf.ByteString;
import dev.rushes.models.Problem;
import dev.rushes.models.onnx.OnnxRefusal;
import dev.rushes.models.onnx.OnnxRuntime;
import dev.rushes.models.onnx.Trial;
import java.nio.file.Path;
import java.util.Arrays;

/** The examination itself, from a file to what it is. */
final class Inspection {

    /** Of full range, in test pictures for denoisers. */
    private static final double NOISE = 15.0 / 255;

    private final Wishes wishes;

    private final int threads;

    private final Notes notes = new Notes();

    Inspection(Wishes wishes, int threads) {
        this.wishes = wishes;
        this.threads = threads;
    }

    /**
     * Reads and runs a file.
     * @param bytes of the file
     * @param file the same on disk
     */
    Answer inspect(ByteString bytes, Path file) {
        Anatomy anatomy = Anatomy.read(bytes);
        Newest.require(anatomy);
        try (Trial trial = open(file)) {
            Subject subject = new Subject(trial, Roles.of(trial));
            Found found = find(subject, anatomy);
            return this.notes.questions().isEmpty() ? Answer.found(found) : Answer.asks(this.notes.questions());
        }
        catch (OnnxRefusal ex) {
            throw Problem.unsupported("ONNX Runtime cannot run it: %s", ex.getMessage());
        }
    }

    private Trial open(Path file) {
        try {
            return Trial.open(file, this.threads);
        }
        catch (OnnxRefusal ex) {
            throw Problem.media("ONNX Runtime %s does not take it: %s", OnnxRuntime.version(), ex.getMessage());
        }
    }

    private Found find(Subject subject, Anatomy anatomy) throws OnnxRefusal {
        Roles roles = subject.roles();
        this.notes.found("inputs", Roles.list(subject.trial().inputs()), 1, "IR version %d, opset %d",
                anatomy.irVersion(), anatomy.opset());
        this.notes.found("dtype", roles.picture().type(), 1, "the declared type of input and output");
        Frame frame = Frame.find(subject, this.wishes, this.notes);
        if (this.wishes.scale() != null && this.wishes.scale() != frame.scale()) {
            throw Roles.refuse("--scale %d contradicts what was seen: results are %d times as large as pictures",
                    this.wishes.scale(), frame.scale());
        }
        if (anatomy.parameters() == 0 || anatomy.parameters() == Long.MAX_VALUE) {
            throw Roles.refuse("it has %s trained numbers: nothing was learnt in it",
                    (anatomy.parameters() == 0) ? "no" : "an absurd number of");
        }
        double noise = (frame.scale() == 1) ? NOISE : 0;
        Form form = Ranges.decide(subject, frame, noise, this.wishes, this.notes);
        requireSteady(subject, frame, form);
        Middle.require(subject, frame, form, this.notes);
        form = Channels.decide(subject, form, frame, noise, this.wishes, this.notes);
        if (!this.notes.questions().isEmpty()) {
            // what follows rests on the answers
            return null;
        }
        if (roles.sigma() != null) {
            this.notes.found("sigma", "%s, times %s".formatted(roles.sigmaForm(), Form.number(form.sigmaUnit())), 0.8,
                    "results with noise are best so");
        }
        int multiple = Multiples.find(subject, frame, form, this.notes);
        Benefit benefit = Benefit.find(subject, frame, form, this.wishes, this.notes);
        int halo = Reach.find(subject, frame, form, multiple, this.notes);
        Cost cost = Cost.measure(subject, frame, form, this.threads, this.notes);
        return new Found(form.layout(), roles.picture().type(), form.range(), form.outputRange(), form.channels(),
                roles.picture().name(), (roles.sigma() == null) ? null : roles.sigma().name(), roles.sigmaForm(),
                form.sigmaUnit(), roles.output().name(), benefit.task(), frame.scale(), frame.window(),
                frame.fixed() ? frame.width() : 0, frame.fixed() ? frame.height() : 0, multiple, halo,
                benefit.sigmaMax(), anatomy.parameters(), cost.gflopPerMegapixel(), cost.speed(), benefit.quality(),
                this.notes.findings());
    }

    private static void requireSteady(Subject subject, Frame frame, Form form) throws OnnxRefusal {
        Raster picture = Scenes.leaves(frame.width(), frame.height(), frame.planes(), 1);
        if (!Arrays.equals(subject.restore(picture, NOISE, form).data(),
                subject.restore(picture, NOISE, form).data())) {
            throw Roles.refuse("it makes something else of the same picture each time: it rolls dice");
        }
    }

}
