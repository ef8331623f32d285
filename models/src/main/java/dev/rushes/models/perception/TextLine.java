package dev.rushes.models.perception;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A rectangle that may be tilted, in pixels.
 *
 * @param x, y its middle
 * @param width along the line of text
 * @param height across it
 * @param angle of the line, in radians, clockwise as pictures are seen
 */
record TextLine(double x, double y, double width, double height, double angle) {

    /** A point. */
    record Point(double x, double y) {

    }

    /** The smallest rectangle around points, lying as flat as it may. */
    static TextLine around(List<Point> points) {
        List<Point> hull = hull(points);
        TextLine best = null;
        for (int i = 0; i < hull.size(); i++) {
            Point one = hull.get(i);
            Point next = hull.get((i + 1) % hull.size());
            TextLine turned = along(hull, Math.atan2(next.y() - one.y(), next.x() - one.x()));
            if (best == null || turned.width() * turned.height() < best.width() * best.height()) {
                best = turned;
            }
        }
        return best;
    }

    private static TextLine along(List<Point> hull, double direction) {
        // within an eighth of a turn of the horizontal
        double angle = direction - Math.PI / 2 * Math.rint(direction / (Math.PI / 2));
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double[] across = hull.stream().mapToDouble((p) -> p.x() * cos + p.y() * sin).sorted().toArray();
        double[] down = hull.stream().mapToDouble((p) -> p.y() * cos - p.x() * sin).sorted().toArray();
        double u = (across[0] + across[across.length - 1]) / 2;
        double v = (down[0] + down[down.length - 1]) / 2;
        return new TextLine(u * cos - v * sin, u * sin + v * cos, across[across.length - 1] - across[0] + 1,
                down[down.length - 1] - down[0] + 1, angle);
    }

    /** Andrew's monotone chain. */
    private static List<Point> hull(List<Point> points) {
        List<Point> sorted = points.stream()
            .sorted(Comparator.comparingDouble(Point::x).thenComparingDouble(Point::y))
            .toList();
        List<Point> hull = new ArrayList<>();
        chain(sorted, hull);
        chain(sorted.reversed(), hull);
        return hull.isEmpty() ? sorted : hull;
    }

    private static void chain(List<Point> sorted, List<Point> hull) {
        List<Point> side = new ArrayList<>();
        for (Point point : sorted) {
            while (side.size() > 1 && turn(side.get(side.size() - 2), side.getLast(), point) <= 0) {
                side.removeLast();
            }
            side.add(point);
        }
        hull.addAll(side.subList(0, side.size() - 1));
    }

    private static double turn(Point a, Point b, Point c) {
        return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
    }

    /** With so much more on each side. */
    TextLine grown(double by) {
        return new TextLine(this.x, this.y, this.width + 2 * by, this.height + 2 * by, this.angle);
    }

    /** As it is read with the head on the right shoulder. */
    TextLine turned() {
        double across = this.height;
        double along = this.width;
        return new TextLine(this.x, this.y, across, along, this.angle - Math.PI / 2);
    }

    /** In a picture of another size. */
    TextLine scaled(double across, double down) {
        // tilts are small and both scales nearly the same
        return new TextLine(this.x * across, this.y * down, this.width * across, this.height * down, this.angle);
    }

    /** The point at a share of its width and height. */
    Point at(double across, double down) {
        double u = (across - 0.5) * this.width;
        double v = (down - 0.5) * this.height;
        return new Point(this.x + u * Math.cos(this.angle) - v * Math.sin(this.angle),
                this.y + u * Math.sin(this.angle) + v * Math.cos(this.angle));
    }

    /** The upright rectangle around it, as shares of a picture. */
    Box box(int pictureWidth, int pictureHeight) {
        double cos = Math.abs(Math.cos(this.angle));
        double sin = Math.abs(Math.sin(this.angle));
        double wide = (this.width * cos + this.height * sin) / 2;
        double high = (this.width * sin + this.height * cos) / 2;
        return new Box((this.x - wide) / pictureWidth, (this.y - high) / pictureHeight, (this.x + wide) / pictureWidth,
                (this.y + high) / pictureHeight)
            .inside();
    }

}
