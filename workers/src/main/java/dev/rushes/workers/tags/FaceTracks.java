package dev.rushes.workers.tags;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.rushes.models.perception.Box;
import dev.rushes.models.perception.Detection;

/** Follows faces through a shot from look to look. */
final class FaceTracks {

    /** Widths that a face moves at most from one look to the next. */
    private static final double FARTHEST = 1.5;

    /** And how much larger one of both may be. */
    private static final double GROWTH = 1.8;

    /** Looks that a face may miss, turned away or covered. */
    private static final int MISSED = 3;

    /** A face that is seen for a moment only has to be this sure. */
    private static final double SURE = 0.85;

    /** Share of the shot's looks that is more than a moment. */
    private static final double OFTEN = 0.25;

    private final List<Sightings.Sight> sights;

    private final List<Track> tracks = new ArrayList<>();

    /** One face. */
    static final class Track {

        private Detection best;

        private int bestFrame;

        private Box box;

        private int lastLook;

        private final List<Detection> all = new ArrayList<>();

        private Track(Detection face, int frame, int look) {
            see(face, frame, look);
        }

        private void see(Detection face, int frame, int look) {
            if (this.best == null
                    || face.score() * face.box().height() > this.best.score() * this.best.box().height()) {
                this.best = face;
                this.bestFrame = frame;
            }
            this.box = face.box();
            this.lastLook = look;
            this.all.add(face);
        }

        /** Small for the same face, infinite for another. */
        private double distance(Box other) {
            double width = (this.box.width() + other.width()) / 2;
            double height = (this.box.height() + other.height()) / 2;
            double across = (this.box.left() + this.box.right() - other.left() - other.right()) / 2 / width;
            double down = (this.box.top() + this.box.bottom() - other.top() - other.bottom()) / 2 / height;
            double growth = Math.max(this.box.height() / other.height(), other.height() / this.box.height());
            double distance = Math.hypot(across, down);
            return distance > FARTHEST || growth > GROWTH ? Double.POSITIVE_INFINITY : distance + growth - 1;
        }

    }

    /**
     * Follows them.
     * @param sights of the shot, with faces
     */
    FaceTracks(List<Sightings.Sight> sights) {
        this.sights = sights;
        for (int look = 0; look < sights.size(); look++) {
            see(sights.get(look), look);
        }
        this.tracks.removeIf((track) -> track.best.score() < SURE
                && (track.all.size() < OFTEN * sights.size() || track.all.size() == 1 && sights.size() > 1));
    }

    /** The faces, those that are longest on the screen first. */
    List<Shot.Face> faces() {
        List<Shot.Face> faces = new ArrayList<>();
        this.tracks.stream()
            .sorted(Comparator.comparingInt((Track track) -> -track.all.size())
                .thenComparingDouble((track) -> -track.best.box().area()))
            .forEach((track) -> faces.add(
                    new Shot.Face(Shot.Area.of(track.best.box()), track.bestFrame, Facts.rounded(track.best.score(), 3),
                            faces.size(), Facts.rounded((double) track.all.size() / this.sights.size(), 3))));
        return faces;
    }

    /** What was seen, without faces that are likely none. */
    List<Sightings.Sight> sights() {
        List<Detection> kept = this.tracks.stream().flatMap((track) -> track.all.stream()).toList();
        return this.sights.stream()
            .map((sight) -> new Sightings.Sight(sight.frame(), sight.faces().stream().filter(kept::contains).toList(),
                    sight.objects(), sight.fingerprint()))
            .toList();
    }

    /** Gives each face to the nearest track that has none yet. */
    private void see(Sightings.Sight sight, int look) {
        List<Detection> faces = new ArrayList<>(sight.faces());
        List<Track> free = new ArrayList<>(
                this.tracks.stream().filter((track) -> look - track.lastLook <= MISSED).toList());
        while (!faces.isEmpty()) {
            Track nearest = null;
            Detection face = faces.getFirst();
            double least = Double.POSITIVE_INFINITY;
            for (Track track : free) {
                for (Detection each : faces) {
                    double distance = track.distance(each.box());
                    if (distance < least) {
                        least = distance;
                        nearest = track;
                        face = each;
                    }
                }
            }
            if (nearest == null) {
                faces.forEach((each) -> this.tracks.add(new Track(each, sight.frame(), look)));
                return;
            }
            nearest.see(face, sight.frame(), look);
            free.remove(nearest);
            faces.remove(face);
        }
    }

}
