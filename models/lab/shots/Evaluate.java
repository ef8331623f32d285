import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

import dev.rushes.models.dl4j.Classifier;
import dev.rushes.workers.shots.CueReel;
import dev.rushes.workers.shots.Decision;
import dev.rushes.workers.shots.Sketch;
import dev.rushes.workers.shots.Transition;

/**
 * Measures a network that {@link Train} made: on reels made of clips with transitions that
 * are known, and by what it takes for a transition in the clips themselves, which have none.
 *
 * <pre>./run.sh Evaluate.java NETWORK FOOTAGE.txt</pre>
 */
final class Evaluate {

    public static void main(String[] args) throws IOException {
        Footage footage = new Footage(Path.of(args[1]));
        try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
            Classifier network = Classifier.load(in);
            Train.score("made of footage", footage.plain(new SplittableRandom(5)), network);
            int frames = 0;
            int wrong = 0;
            for (List<Sketch> clip : footage.whole()) {
                CueReel cues = new CueReel();
                clip.forEach(cues::see);
                List<Transition> found = Decision.of(network, cues.finish(), cues.pts());
                frames += clip.size();
                wrong += found.size();
            }
            System.out.printf("%d clips of one shot, %d frames: %d transitions found%n", footage.size(), frames, wrong);
        }
    }

}
