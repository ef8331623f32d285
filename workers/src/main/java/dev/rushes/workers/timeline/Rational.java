package dev.rushes.workers.timeline;

import java.math.BigInteger;

import dev.rushes.models.Problem;

/**
 * An exact fraction: a frame rate, a time base or a time in seconds. Always in lowest
 * terms with a positive denominator. Arithmetic that leaves 64 bits is an
 * ArithmeticException, never a silent wrap.
 */
public record Rational(long num, long den) implements Comparable<Rational> {

    public static final Rational ZERO = new Rational(0, 1);

    public Rational {
        if (den == 0) {
            throw new ArithmeticException("a fraction with denominator 0");
        }
        long divisor = BigInteger.valueOf(num).gcd(BigInteger.valueOf(den)).longValueExact();
        if (divisor > 1) {
            num /= divisor;
            den /= divisor;
        }
        if (den < 0) {
            num = Math.negateExact(num);
            den = Math.negateExact(den);
        }
    }

    /** Reads "24000/1001" or "25". */
    public static Rational parse(String text) {
        String[] parts = text.split("/", -1);
        try {
            return switch (parts.length) {
                case 1 -> new Rational(Long.parseLong(parts[0]), 1);
                case 2 -> new Rational(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
                default -> throw new NumberFormatException();
            };
        }
        catch (NumberFormatException | ArithmeticException ex) {
            throw new Problem(Problem.Kind.INVALID, "\"" + text + "\" is no fraction such as 24000/1001", ex);
        }
    }

    public Rational times(Rational other) {
        return of(big(num).multiply(big(other.num)), big(den).multiply(big(other.den)));
    }

    public Rational times(long factor) {
        return times(new Rational(factor, 1));
    }

    public Rational over(Rational other) {
        return times(other.inverse());
    }

    public Rational plus(Rational other) {
        return of(big(num).multiply(big(other.den)).add(big(other.num).multiply(big(den))),
                big(den).multiply(big(other.den)));
    }

    public Rational minus(Rational other) {
        return plus(new Rational(Math.negateExact(other.num), other.den));
    }

    public Rational inverse() {
        return new Rational(den, num);
    }

    /** The nearest whole number, halves away from zero. */
    public long round() {
        BigInteger twice = big(num).abs().shiftLeft(1).add(big(den));
        long magnitude = twice.divide(big(den).shiftLeft(1)).longValueExact();
        return num < 0 ? -magnitude : magnitude;
    }

    /** The largest whole number not above. */
    public long floor() {
        return Math.floorDiv(num, den);
    }

    /** The smallest whole number not below. */
    public long ceil() {
        return Math.ceilDiv(num, den);
    }

    public double value() {
        return (double) num / den;
    }

    @Override
    public int compareTo(Rational other) {
        return big(num).multiply(big(other.den)).compareTo(big(other.num).multiply(big(den)));
    }

    @Override
    public String toString() {
        return num + "/" + den;
    }

    private static Rational of(BigInteger num, BigInteger den) {
        BigInteger divisor = num.gcd(den).max(BigInteger.ONE);
        return new Rational(num.divide(divisor).longValueExact(), den.divide(divisor).longValueExact());
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }

}
