package dev.rushes.server.jobs;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class WordingTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            textBlock = """
                    a.mov is damaged; save what is there with --damaged keep | a.mov is damaged; save what is there with "options":{"damaged":"keep"}
                    the source is interlaced; --interlaced keep leaves it | the source is interlaced; "options":{"interlaced":"keep"} leaves it
                    leave out --interlaced keep, or use --codec prores_hq or ffv1 | leave out "options":{"interlaced":"keep"}, or use "output":{"codec":"prores_hq"} in the recipe or ffv1
                    out of memory; give a smaller --memory or more --segments | out of memory
                    this job needs 5 GB; give --memory 5G or more, fewer --threads or a smaller --upscale | this job needs 5 GB
                    png writes files of its own and takes no --container | png writes files of its own and takes no "container"
                    a.mov -- the second | a.mov -- the second
                    """)
    void flagsBecomeFieldsOfTheRequest(String said, String meant) {
        assertEquals(meant.strip(), Wording.ofRequest(said.strip()));
    }

}
