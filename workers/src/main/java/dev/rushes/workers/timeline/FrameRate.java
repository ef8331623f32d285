package dev.rushes.workers.timeline;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;
import java.util.regex.Pattern;

import dev.rushes.models.Problem;

/** Frame rates as people write them. */
public final class FrameRate {

    private static final Pattern FRACTION = Pattern.compile("[0-9]{1,9}/[0-9]{1,9}");

    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,6})?");

    private static final Rational FASTEST = new Rational(1000, 1);

    private static final Rational SLOWEST = new Rational(1, 1000);

    /** Whose thousandth less is television's. */
    private static final Set<Long> NOMINAL = Set.of(24L, 30L, 48L, 60L, 120L);

    /** Of two decimals; 24 is four times further from 23.976. */
    private static final double ROUNDING = 0.006;

    private FrameRate() {
    }

    /**
     * Reads "24000/1001", "25" or "12.5"; "23.976", "29.97" and their like mean the exact
     * rates of television.
     * @throws Problem INVALID with what is wrong
     */
    public static Rational parse(String text) {
        Rational rate = Rational.ZERO;
        if (FRACTION.matcher(text).matches() && !text.matches(".*/0+")) {
            rate = Rational.parse(text);
        }
        else if (DECIMAL.matcher(text).matches()) {
            BigDecimal decimal = new BigDecimal(text);
            rate = broadcast(decimal,
                    new Rational(decimal.unscaledValue().longValueExact(), (long) Math.pow(10, decimal.scale())));
        }
        if (rate.compareTo(SLOWEST) < 0 || rate.compareTo(FASTEST) > 0) {
            throw Problem.invalid(
                    "\"%.60s\" is no frame rate from 1/1000 to 1000; write 25, 23.976 or a fraction such as 24000/1001",
                    text);
        }
        return rate;
    }

    /** In a sentence: 25 or 23.976, to the thousandth. */
    public static String shown(Rational rate) {
        return new BigDecimal(rate.value()).setScale(3, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }

    /** A decimal that is a rounded n × 1000/1001 is exactly that. */
    private static Rational broadcast(BigDecimal decimal, Rational otherwise) {
        long above = (long) Math.ceil(decimal.doubleValue());
        Rational exact = new Rational(above * 1000, 1001);
        boolean rounded = NOMINAL.contains(above) && Math.abs(exact.value() - decimal.doubleValue()) < ROUNDING;
        return rounded ? exact : otherwise;
    }

}
