package dev.rushes.workers.media;

import dev.rushes.models.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class PictureSizeTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    dnxhr_hqx   | 254   | 120 | DNxHR HQX takes pictures of at least 256 × 120, and these come out 254 × 120; use --codec ffv1
                    h264        | 639   | 360 | H.264 takes pictures of even width and height from 16 × 16 on, and these come out 639 × 360; use --codec ffv1
                    prores_4444 | 33    | 20  | ProRes 4444 takes pictures of even width and at most 32767 × 32767, and these come out 33 × 20; use --codec ffv1
                    ffv1        | 40000 | 20  | FFV1 takes pictures of at most 32767 × 32767, and these come out 40000 × 20; enlarge them less
                    """)
    void whatACodecCannotHoldIsRefusedWithWhatToDo(String codec, int width, int height, String sentence) {
        assertEquals(sentence,
                assertThrows(Problem.class, () -> PictureSize.check(Codec.of(codec), width, height)).getMessage());
        assertDoesNotThrow(() -> PictureSize.check(Codec.of(codec), 256, 120));
    }

}
