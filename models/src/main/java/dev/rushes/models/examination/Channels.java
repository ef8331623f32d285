package dev.rushes.models.examination;

import dev.rushes.models.ModelCard;
import dev.rushes.models.Problem;
import dev.rushes.models.onnx.OnnxRefusal;
import dev.rushes.models.onnx.Port;
import java.util.List;
import java.util.Locale;

/** Which colours the planes of a picture are. */
final class Channels {

    /** Of 255: exchanging the planes exchanges them in the result, and nothing else. */
    private static final double NOTHING = 0.05;

    /** Of 255, root of the mean square: nobody sees a difference. */
    private static final double UNSEEN = 0.5;

    /** In dB: generated pictures tell no smaller difference from chance. */
    private static final double CLEAR = 0.5;

    private static final int PICTURES = 3;

    private Channels() {
    }

    /** Why a picture of so many channels cannot be fed. */
    static Problem refuse(Port port) {
        long channels = (port.shape().get(1) > 0
                && (port.shape().get(3) < 0 || port.shape().get(1) < port.shape().get(3))) ? port.shape().get(1)
                        : port.shape().get(3);
        if (channels == 4) {
            return Roles.refuse("its input %s has 4 channels, which are red, green, blue and a map of the noise, as in "
                    + "DRUNet, or opacity; export it with a second input of 1 channel for the map, or without it",
                    port.describe());
        }
        if (channels % 3 == 0 && channels <= 63) {
            return Roles.refuse("its input %s is a window of %d frames of 3 channels; an odd number of them, up to %d, "
                    + "runs here", port.describe(), channels / 3, ModelCard.MOST_FRAMES);
        }
        return Roles.refuse(
                "its input %s has %d channels; a picture has 3, or 1 for luma alone, or 3 for each of some " + "frames",
                port.describe(), channels);
    }

    /** Decides for a form whose ranges are known, or asks. */
    static Form decide(Subject subject, Form form, Frame frame, double sigma, Wishes wishes, Notes notes)
            throws OnnxRefusal {
        String wish = wishes.channels();
        if (wish != null && wish.equals("Y") != (frame.planes() == 1)) {
            throw Roles.refuse("--channels %s contradicts its input %s", wish, subject.roles().picture().describe());
        }
        if (frame.planes() == 1) {
            notes.found("channels", "Y", 1, "one channel goes in and one comes out");
            return form;
        }
        double gap = 0;
        double difference = 0;
        for (int seed = 1; seed <= PICTURES; seed++) {
            Raster truth = Scenes.leaves(frame.width() * frame.scale(), frame.height() * frame.scale(), 3, seed);
            List<Raster> in = Scenes.scene(truth, frame.scale(), sigma).frames(form.window());
            Raster straight = subject.restore(in, sigma, form);
            Raster crossed = subject.restore(in, sigma, form.with("BGR"));
            gap += (Likeness.psnr(straight, truth) - Likeness.psnr(crossed, truth)) / PICTURES;
            difference = Math.max(difference, 255 * Likeness.rms(straight, crossed));
        }
        return form.with(decide(subject.roles().picture().name(), gap, difference, wish, notes));
    }

    private static String decide(String name, double gap, double difference, String wish, Notes notes) {
        String fit = (gap >= 0) ? "RGB" : "BGR";
        String words = name.toLowerCase(Locale.ROOT);
        if (wish != null) {
            if (Math.abs(gap) > CLEAR && !wish.equals(fit) && difference > UNSEEN) {
                throw Roles.refuse("--channels %s contradicts what was seen: as %s its results are better by %.1f dB",
                        wish, fit, Math.abs(gap));
            }
            notes.found("channels", wish, 1, "you said so; the other order changes results by %.1f of 255", difference);
            return wish;
        }
        if (difference < NOTHING) {
            notes.found("channels", "RGB", 1,
                    "the order does not matter: with red and blue exchanged they are exchanged in the result too");
            return "RGB";
        }
        if (difference < UNSEEN) {
            notes.found("channels", "RGB", 0.5, "not decided: the other order changes results by %.2f of 255 only",
                    difference);
            return "RGB";
        }
        if (Math.abs(gap) > CLEAR) {
            notes.found("channels", fit, 1 - 0.5 * Math.exp(-Math.abs(gap)),
                    "results are better by %.1f dB than with red and blue exchanged", Math.abs(gap));
            return fit;
        }
        if (words.contains("bgr") != words.contains("rgb")) {
            String named = words.contains("bgr") ? "BGR" : "RGB";
            notes.found("channels", named, 0.9, "the name of its input; the other order changes results by %.1f of 255",
                    difference);
            return named;
        }
        notes.ask("whether its channels are red, green, blue or the other way round (the wrong order is off by "
                + "%.1f of 255, and no test picture tells which is wrong): --channels RGB, as most have it, or "
                + "--channels BGR", difference);
        return "RGB";
    }

}
