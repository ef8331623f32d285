package dev.rushes.workers.media;

import java.util.Arrays;
import java.util.Objects;

/**
 * Numbers, one after the other, as many as come: a boxed list takes five times the
 * memory.
 */
public final class Growing {

    private float[] values = new float[1024];

    private int size;

    /** Appends one. */
    public void add(float value) {
        if (this.size == this.values.length) {
            this.values = Arrays.copyOf(this.values, 2 * this.size);
        }
        this.values[this.size++] = value;
    }

    public int size() {
        return this.size;
    }

    /** The one at an index from 0. */
    public float get(int index) {
        return this.values[Objects.checkIndex(index, this.size)];
    }

    /** A copy of them. */
    public float[] all() {
        return Arrays.copyOf(this.values, this.size);
    }

}
