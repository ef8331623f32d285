package dev.rushes.models.examination;

import dev.rushes.models.onnx.OnnxRefusal;
import dev.rushes.models.onnx.Port;
import dev.rushes.models.onnx.Trial;
import dev.rushes.models.onnx.Values;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
        Map<Port, Values> inputs = new LinkedHashMap<>();
        inputs.put(this.roles.picture(), tensor(in, form));
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
        Values values = raw(in, sigma, form);
        int height = (int) values.shape()[form.planar() ? 2 : 1];
        int width = (int) values.shape()[form.planar() ? 3 : 2];
        double black = form.outputRange().get(0);
        double span = form.outputRange().get(1) - black;
        return Raster.paint(width, height, form.planes(),
                (c, x, y) -> (values.data()[index(form, c, x, y, width, height)] - black) / span);
    }

    private static Values tensor(Raster in, Form form) {
        double black = form.range().get(0);
        double span = form.range().get(1) - black;
        float[] data = new float[in.data().length];
        for (int c = 0; c < in.channels(); c++) {
            for (int y = 0; y < in.height(); y++) {
                for (int x = 0; x < in.width(); x++) {
                    data[index(form, c, x, y, in.width(), in.height())] = (float) (black + span * in.at(c, x, y));
                }
            }
        }
        return new Values(form.shape(in.channels(), in.width(), in.height()), data);
    }

    private static int index(Form form, int channel, int x, int y, int width, int height) {
        int plane = form.channels().equals("BGR") ? 2 - channel : channel;
        return form.planar() ? (plane * height + y) * width + x : (y * width + x) * form.planes() + plane;
    }

}
