package dev.rushes.workers.tags;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as documents show them: no more digits than mean something. */
final class Facts {

    private Facts() {
    }

    static double rounded(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
    }

}
