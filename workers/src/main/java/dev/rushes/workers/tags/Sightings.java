package dev.rushes.workers.tags;

import java.util.ArrayList;
import java.util.List;

import dev.rushes.models.AnalyserCard;
import dev.rushes.models.perception.Detection;
import dev.rushes.models.perception.FaceDetector;
import dev.rushes.models.perception.ObjectDetector;
import dev.rushes.models.perception.Still;
import dev.rushes.workers.media.View;
import dev.rushes.workers.shots.Sketch;

/**
 * What networks find in some of a clip's frames: two a second, and more while the picture
 * changes.
 */
final class Sightings implements AutoCloseable {

    /** What changes faster is strobing, or nobody could see it. */
    private static final int MOST_IN_STRIDE = 3;

    /** Of the mean difference of samples, of 255, that makes a sketch another picture. */
    private static final double OTHER = 12;

    private final int stride;

    /** Null if they are not looked for. */
    private final FaceDetector faces;

    private final ObjectDetector objects;

    private final List<Sight> sights = new ArrayList<>();

    private Sketch last;

    private double aspect = 1;

    /**
     * What was seen in one frame.
     *
     * @param faces null if nobody looked
     * @param objects null if nobody looked
     * @param fingerprint of the frame, null if nobody looked for objects
     */
    record Sight(int frame, List<Detection> faces, List<Detection> objects, Fingerprint fingerprint) {

    }

    /**
     * None yet.
     * @param stride frames from one look to the next where nothing changes
     * @param threads for the networks
     */
    Sightings(boolean faces, boolean objects, int stride, int threads) {
        this.stride = stride;
        this.faces = faces ? new FaceDetector(threads) : null;
        this.objects = objects ? new ObjectDetector(threads) : null;
    }

    /** The next frame, which is looked at or not. */
    void see(View view) {
        if (this.faces == null && this.objects == null) {
            return;
        }
        int since = this.sights.isEmpty() ? this.stride : view.frame() - this.sights.getLast().frame();
        boolean due = since >= this.stride
                || since * MOST_IN_STRIDE >= this.stride && this.last.difference(view.sketch()) >= OTHER;
        if (!due) {
            return;
        }
        this.last = view.sketch();
        Still still = new Still(view.picture().width(), view.picture().height(), view.picture().rgb());
        this.aspect = (double) still.width() / still.height();
        ObjectDetector.Glance glance = this.objects == null ? null : this.objects.look(still);
        this.sights.add(new Sight(view.frame(), this.faces == null ? null : this.faces.find(still),
                glance == null ? null : glance.things(),
                glance == null ? null : Fingerprint.of(glance.features(), view.sketch())));
    }

    /** What was seen from one frame to another, end exclusive. */
    List<Sight> between(int first, int end) {
        return this.sights.stream().filter((sight) -> sight.frame() >= first && sight.frame() < end).toList();
    }

    /** The pictures' width over their height. */
    double aspect() {
        return this.aspect;
    }

    /** What looked. */
    List<AnalyserCard> cards() {
        List<AnalyserCard> cards = new ArrayList<>();
        if (this.faces != null) {
            cards.add(this.faces.card());
        }
        if (this.objects != null) {
            cards.add(this.objects.card());
        }
        return cards;
    }

    @Override
    public void close() {
        if (this.faces != null) {
            this.faces.close();
        }
        if (this.objects != null) {
            this.objects.close();
        }
    }

}
