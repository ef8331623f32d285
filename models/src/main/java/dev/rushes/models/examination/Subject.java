package dev.rushes.models.examination;

import dev.rushes.models.onnx.OnnxRefusal;
import dev.rushes.models.onnx.Port;
import dev.rushes.models.onnx.Trial;
import dev.rushes.models.onnx.Values;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The network under examination, fed with pictures.
 *
 * @param trial the network
 * @param roles what its inputs and outputs are
 */
record Subject(Trial trial, Roles roles) {

    /** Feeds a picture and gives the numbers that come out, as they are. */
    Values raw(Raster in, double sigma, Form form) throws OnnxRefusal {
        return raw(Collections.nCopies(form.window(), in), sigma, form);
    }

    private Values raw(List<Raster> frames, double sigma, Form form) throws OnnxRefusal {
        Raster in = frames.getFirst();
        Map<Port, Values> inputs = new LinkedHashMap<>();
        inputs.put(this.roles.picture(), tensor(frames, form));
        if (this.roles.sigma() != null) {
            float value = (float) (sigma * form.sigmaUnit());
            boolean map = this.roles.sigmaForm().equals("map");
            float[] data = new float[map ? in.width() * in.height() : 1];
            Arrays.fill(data, value);
            long[] number = new long[this.roles.sigma().rank()];
            Arrays.fill(number, 1);
            inputs.put(this.roles.sigma(), new Values(map ? form.shape(1, in.width(), in.height()) : number, data));
        }
        return this.trial.run(inputs, this.roles.output().name());
    }

    /**
     * What it makes of a picture, as a picture.
     * @throws OnnxRefusal if it cannot be run on one of that size
     */
    Raster restore(Raster in, double sigma, Form form) throws OnnxRefusal {
        return restore(Collections.nCopies(form.window(), in), sigma, form);
    }

    /**
     * What it makes of the middle one of some frames.
     * @param frames as many as go into its window
     */
    Raster restore(List<Raster> frames, double sigma, Form form) throws OnnxRefusal {
        Values values = raw(frames, sigma, form);
        int height = (int) values.shape()[form.planar() ? 2 : 1];
        int width = (int) values.shape()[form.planar() ? 3 : 2];
        double black = form.outputRange().get(0);
        double span = form.outputRange().get(1) - black;
        return Raster.paint(width, height, form.planes(),
                (c, x, y) -> (values.data()[index(form, 1, c, x, y, width, height)] - black) / span);
    }

    private static Values tensor(List<Raster> frames, Form form) {
        Raster first = frames.getFirst();
        double black = form.range().get(0);
        double span = form.range().get(1) - black;
        float[] data = new float[frames.size() * first.data().length];
        for (int frame = 0; frame < frames.size(); frame++) {
            Raster in = frames.get(frame);
            for (int c = 0; c < in.channels(); c++) {
                for (int y = 0; y < in.height(); y++) {
                    for (int x = 0; x < in.width(); x++) {
                        int plane = frame * in.channels() + c;
                        data[index(form, frames.size(), plane, x, y, in.width(),
                                in.height())] = (float) (black + span * in.at(c, x, y));
                    }
                }
            }
        }
        return new Values(form.shape(frames.size() * first.channels(), first.width(), first.height()), data);
    }

    private static int index(Form form, int frames, int channel, int x, int y, int width, int height) {
        int plane = form.channels().equals("BGR") ? channel / 3 * 3 + 2 - channel % 3 : channel;
        return form.planar() ? (plane * height + y) * width + x : (y * width + x) * form.planes() * frames + plane;
    }

}
