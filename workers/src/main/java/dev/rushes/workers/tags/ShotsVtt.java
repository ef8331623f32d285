package dev.rushes.workers.tags;

import java.util.stream.Collectors;

import dev.rushes.workers.timeline.Rational;

/** The shots as WebVTT metadata, a cue a shot, for players. */
final class ShotsVtt {

    private ShotsVtt() {
    }

    static String of(ClipTags tags) {
        StringBuilder vtt = new StringBuilder("WEBVTT\n");
        for (Shot shot : tags.shots()) {
            vtt.append("\nshot-%d\n%s --> %s\n".formatted(shot.index() + 1, time(shot.start()), time(shot.end())));
            String words = shot.words().stream().collect(Collectors.joining(", "));
            // an arrow would begin a cue's times, an empty line the next cue
            vtt.append("Shot %d%s\n".formatted(shot.index() + 1,
                    words.isEmpty() ? "" : ": " + words.replace("-->", "→").replaceAll("\\s+", " ")));
        }
        return vtt.toString();
    }

    private static String time(Mark mark) {
        long millis = Rational.parse(mark.seconds()).times(1000).round();
        return "%02d:%02d:%02d.%03d".formatted(millis / 3_600_000, millis / 60_000 % 60, millis / 1000 % 60,
                millis % 1000);
    }

}
