package dev.rushes.workers.timeline;

import java.math.BigInteger;
import java.util.Random;

import dev.rushes.models.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Exact, or an exception: never a silent wrap. */
class RationalTests {

    @Test
    void isInLowestTermsWithAPositiveDenominator() {
        assertEquals(new Rational(24000, 1001), new Rational(-48000, -2002));
        assertEquals("-1/2", new Rational(2, -4).toString());
        assertEquals("0/1", new Rational(0, -7).toString());
    }

    @ParameterizedTest
    @CsvSource({ "5/2, 3, 2, 3", "-5/2, -3, -3, -2", "7/3, 2, 2, 3", "-7/3, -2, -3, -2", "4/1, 4, 4, 4", "1/3, 0, 0, 1",
            "-1/3, 0, -1, 0" })
    void roundsHalvesAwayFromZero(String value, long nearest, long floor, long ceil) {
        assertEquals(nearest, Rational.parse(value).round());
        assertEquals(floor, Rational.parse(value).floor());
        assertEquals(ceil, Rational.parse(value).ceil());
    }

    @Test
    void reckonsAsLongHandArithmeticDoes() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            Rational a = new Rational(random.nextInt(), 1 + random.nextInt(1 << 20));
            Rational b = new Rational(random.nextInt(), 1 + random.nextInt(1 << 20));
            assertEquals(a, a.plus(b).minus(b));
            if (b.num() != 0) {
                assertEquals(a, a.times(b).over(b));
            }
            BigInteger left = BigInteger.valueOf(a.num()).multiply(BigInteger.valueOf(b.den()));
            BigInteger right = BigInteger.valueOf(b.num()).multiply(BigInteger.valueOf(a.den()));
            assertEquals(left.compareTo(right), a.compareTo(b));
        }
    }

    @Test
    void doesNotWrap() {
        Rational huge = new Rational(Long.MAX_VALUE, 1);
        assertThrows(ArithmeticException.class, () -> huge.times(2));
        assertThrows(ArithmeticException.class, () -> huge.plus(huge));
        assertThrows(ArithmeticException.class, () -> new Rational(1, 0));
        assertEquals(new Rational(1, 1), huge.over(huge));
        assertTrue(huge.compareTo(new Rational(Long.MAX_VALUE - 1, 1)) > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "1/0", "a", "1/2/3", "1.5", "1/", "99999999999999999999" })
    void refusesWhatIsNoFraction(String text) {
        assertEquals(Problem.Kind.INVALID, assertThrows(Problem.class, () -> Rational.parse(text)).kind());
    }

}
