package dev.rushes.workers.demo;

import java.lang.foreign.ValueLayout;

import dev.rushes.models.Picture;

/** Luma of BT.709, 0..1 for black to white. */
final class Luma {

    private Luma() {
    }

    static float[] of(Picture picture) {
        int size = picture.width() * picture.height();
        float[] red = picture.plane(0).toArray(ValueLayout.JAVA_FLOAT);
        float[] green = picture.plane(1).toArray(ValueLayout.JAVA_FLOAT);
        float[] blue = picture.plane(2).toArray(ValueLayout.JAVA_FLOAT);
        float[] luma = new float[size];
        for (int i = 0; i < size; i++) {
            luma[i] = 0.2126f * red[i] + 0.7152f * green[i] + 0.0722f * blue[i];
        }
        return luma;
    }

}
