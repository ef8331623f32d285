package dev.rushes.workers.cli;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class SizeTests {

    @ParameterizedTest
    @CsvSource({ "auto,0", "800M,838860800", "4G,4294967296", "4GiB,4294967296", "4gb,4294967296", "1.5g,1610612736",
            "65536K,67108864", "1T,1099511627776" })
    void sizesAreBytes(String text, long bytes) {
        assertEquals(bytes, new Size().convert(text));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "4", "0G", "-4G", "4X", "4 G", "1M", "999999999999T", "1e9G", "G" })
    void nonsenseIsRefused(String text) {
        assertThrows(TypeConversionException.class, () -> new Size().convert(text));
    }

}
