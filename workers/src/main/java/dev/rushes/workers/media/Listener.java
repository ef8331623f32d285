package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;

import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

import dev.rushes.models.Problem;
import dev.rushes.models.perception.SpeechDetector;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.DoublePointer;

/**
 * Measures a clip's first sound: loudness by FFmpeg's ebur128, and what its samples do.
 */
public final class Listener {

    private static final int RATE = 48_000;

    /** Samples behind one value of {@link Hearing#peaks}. */
    private static final int STRETCH = RATE / Hearing.PEAKS;

    /** The filter gives frames of a tenth of a second when it writes metadata. */
    private static final String CHAIN = "aresample=%d:async=1:first_pts=0,ebur128=peak=true:metadata=1".formatted(RATE);

    /** What filters call silence, and below. */
    private static final double SILENT_LUFS = -70;

    private static final double FULL = 1 - 1.0 / 32_768;

    /** One or two samples at full scale are a loud sound; more are a flat top. */
    private static final int CLIPPED_RUN = 3;

    /** Channels that are listened to for speech. */
    private static final int SPOKEN_IN = 8;

    private static final double INAUDIBLE = 1e-6;

    private final Growing momentary = new Growing();

    private final Growing peaks = new Growing();

    private final Growing brightness = new Growing();

    /** Null if nobody wants to know. */
    private final SpeechDetector speech;

    private final Growing speaking = new Growing();

    private Decimator[] decimators = {};

    private float[][] window;

    private int filled;

    private double integrated = Double.NaN;

    private double range;

    private double truePeak;

    private double[] energies = {};

    private final BitSet clipped = new BitSet();

    private int[] runs = {};

    private double product;

    private long samples;

    private float peak;

    private double[] last = {};

    private double energy;

    private double differences;

    private Listener(SpeechDetector speech) {
        this.speech = speech;
    }

    /**
     * Listens to the whole.
     * @param zero presentation time of the first picture in seconds
     * @param speech that listens too, or null
     * @return null if there is no sound that can be decoded
     * @throws Problem CANCELLED
     */
    public static Hearing hear(Path clip, Rational zero, SpeechDetector speech, Monitor monitor) {
        Listener listener = new Listener(speech);
        try (SoundSource source = SoundSource.of(clip, zero, CHAIN, listener::hear)) {
            if (source == null) {
                return null;
            }
            while (!source.ended()) {
                if (monitor.cancelled()) {
                    throw Problem.cancelled();
                }
                source.advance();
            }
        }
        return listener.samples == 0 ? null : listener.heard();
    }

    private void hear(AVFrame frame) {
        int channels = frame.ch_layout().nb_channels();
        if (this.energies.length != channels) {
            this.energies = new double[channels];
            this.runs = new int[channels];
            this.last = new double[channels];
            this.decimators = IntStream.range(0, Math.min(channels, SPOKEN_IN))
                .mapToObj((i) -> new Decimator())
                .toArray(Decimator[]::new);
            this.window = new float[this.decimators.length][SpeechDetector.WINDOW];
        }
        double moment = number(frame, "lavfi.r128.M", Double.NEGATIVE_INFINITY);
        this.momentary.add((float) (moment <= SILENT_LUFS ? Double.NEGATIVE_INFINITY : moment));
        double whole = number(frame, "lavfi.r128.I", this.integrated);
        this.integrated = whole <= SILENT_LUFS ? Double.NaN : whole;
        this.range = number(frame, "lavfi.r128.LRA", this.range);
        for (int channel = 0; channel < channels; channel++) {
            this.truePeak = Math.max(this.truePeak, number(frame, "lavfi.r128.true_peaks_ch" + channel, 0));
        }
        int count = frame.nb_samples();
        DoubleBuffer all = new DoublePointer(frame.data(0)).capacity((long) count * channels).asBuffer();
        for (int i = 0; i < count; i++) {
            for (int channel = 0; channel < channels; channel++) {
                sample(channel, all.get(i * channels + channel));
            }
            if (this.speech != null) {
                speech(all, i * channels);
            }
            if (channels > 1) {
                this.product += all.get(i * channels) * all.get(i * channels + 1);
            }
            if (++this.samples % STRETCH == 0) {
                stretch();
            }
        }
    }

    private void stretch() {
        this.peaks.add(this.peak);
        this.brightness.add((float) (this.energy == 0 ? 0 : this.differences / this.energy));
        this.peak = 0;
        this.energy = 0;
        this.differences = 0;
    }

    /** One sample of each channel. */
    private void speech(DoubleBuffer all, int at) {
        boolean next = false;
        for (int channel = 0; channel < this.decimators.length; channel++) {
            next = this.decimators[channel].add(all.get(at + channel));
            if (next) {
                this.window[channel][this.filled] = this.decimators[channel].value();
            }
        }
        if (next && ++this.filled == SpeechDetector.WINDOW) {
            this.speaking.add(this.speech.next(this.window));
            this.filled = 0;
        }
    }

    private void sample(int channel, double value) {
        double size = Math.abs(value);
        this.energies[channel] += size * size;
        double difference = value - this.last[channel];
        this.last[channel] = value;
        this.energy += size * size;
        this.differences += difference * difference;
        this.peak = Math.max(this.peak, (float) size);
        this.runs[channel] = size >= FULL ? this.runs[channel] + 1 : 0;
        if (this.runs[channel] == CLIPPED_RUN) {
            this.clipped.set((int) (this.samples / STRETCH));
        }
    }

    private Hearing heard() {
        if (this.samples % STRETCH != 0) {
            stretch();
        }
        double[] channels = Arrays.stream(this.energies).map(energy -> Math.sqrt(energy / this.samples)).toArray();
        double correlation = Double.NaN;
        if (channels.length > 1 && channels[0] > INAUDIBLE && channels[1] > INAUDIBLE) {
            correlation = this.product / Math.sqrt(this.energies[0] * this.energies[1]);
        }
        return new Hearing(this.integrated, this.range, 20 * Math.log10(this.truePeak), this.momentary.all(),
                this.peaks.all(), this.brightness.all(), this.speech == null ? null : this.speaking.all(), this.clipped,
                channels, correlation);
    }

    private static double number(AVFrame frame, String key, double otherwise) {
        AVDictionaryEntry entry = av_dict_get(frame.metadata(), key, null, 0);
        if (entry == null || entry.isNull()) {
            return otherwise;
        }
        String text = entry.value().getString();
        // as C prints it
        return switch (text) {
            case "nan", "-nan" -> otherwise;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

}
