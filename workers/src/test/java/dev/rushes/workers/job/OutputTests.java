package dev.rushes.workers.job;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

import dev.rushes.workers.media.Codec;
import dev.rushes.workers.operations.OptionSpec;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class OutputTests {

    /** The contract may not import media, so it has a list of its own. */
    @Test
    void offersWhatCanBeWritten() {
        List<OptionSpec> options = Output.FORM.options();
        assertEquals(Codec.ids(), options.getFirst().choices());
        TreeSet<String> containers = new TreeSet<>();
        Arrays.stream(Codec.values())
            .filter((codec) -> !codec.isPicture())
            .forEach((codec) -> containers.addAll(codec.containers()));
        assertEquals(containers, new TreeSet<>(options.getLast().choices()));
    }

}
