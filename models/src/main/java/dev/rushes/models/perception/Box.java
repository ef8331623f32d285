package dev.rushes.models.perception;

/**
 * A rectangle in a picture, as shares of its width and height: 0 is the left or upper
 * edge, 1 the right or lower one.
 */
public record Box(double left, double top, double right, double bottom) {

    /** Share of the picture's width. */
    public double width() {
        return this.right - this.left;
    }

    /** Share of the picture's height. */
    public double height() {
        return this.bottom - this.top;
    }

    /** Share of the picture. */
    public double area() {
        return Math.max(0, width()) * Math.max(0, height());
    }

    /** What both cover, over what either does: 1 for the same, 0 if they are apart. */
    public double overlap(Box other) {
        double shared = shared(other);
        return (shared == 0) ? 0 : shared / (area() + other.area() - shared);
    }

    /** Share of the picture that both cover. */
    public double shared(Box other) {
        double across = Math.min(this.right, other.right) - Math.max(this.left, other.left);
        double down = Math.min(this.bottom, other.bottom) - Math.max(this.top, other.top);
        return (across <= 0 || down <= 0) ? 0 : across * down;
    }

    /** The part of it that lies in the picture. */
    public Box inside() {
        return new Box(Math.clamp(this.left, 0, 1), Math.clamp(this.top, 0, 1), Math.clamp(this.right, 0, 1),
                Math.clamp(this.bottom, 0, 1));
    }

}
