package dev.rushes.workers.tags;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.rushes.workers.timeline.Rational;

/** The shots as a table for spreadsheets, by RFC 4180. */
final class ShotsCsv {

    private ShotsCsv() {
    }

    static String of(ClipTags tags) {
        StringBuilder csv = new StringBuilder(
                "shot,start_frame,end_frame,start_timecode,end_timecode,start_seconds,end_seconds,transition_in,size,move,people,objects,text,scene,take,takes_group,exposure,sharpness,loudness_lufs,speech_ratio,tags\r\n");
        for (Shot shot : tags.shots()) {
            csv.append(row(shot.index() + 1, shot.start().frame(), shot.end().frame(), shot.start().timecode(),
                    shot.end().timecode(), seconds(shot.start()), seconds(shot.end()), shot.transitionIn().type(),
                    shot.size() == null ? null : shot.size().type(), shot.move() == null ? null : shot.move().type(),
                    shot.people() == null ? null : shot.people().count(), objects(shot),
                    Stream.ofNullable(shot.text())
                        .flatMap(List::stream)
                        .map(Shot.Text::string)
                        .collect(Collectors.joining("; ")),
                    shot.slate() == null ? null : shot.slate().scene(),
                    shot.slate() == null ? null : shot.slate().take(), shot.takesGroup(),
                    shot.picture() == null ? null : shot.picture().exposure(),
                    shot.picture() == null ? null : shot.picture().sharpness(),
                    shot.audio() == null ? null : shot.audio().loudnessLufs(),
                    shot.audio() == null ? null : shot.audio().speechRatio(),
                    shot.words().stream().collect(Collectors.joining("; "))));
        }
        return csv.toString();
    }

    private static String objects(Shot shot) {
        return Stream.ofNullable(shot.objects())
            .flatMap(List::stream)
            .map((thing) -> thing.count() == 1 ? thing.label() : thing.count() + " " + thing.label())
            .collect(Collectors.joining("; "));
    }

    private static String seconds(Mark mark) {
        return "%.3f".formatted(Rational.parse(mark.seconds()).value());
    }

    private static String row(Object... cells) {
        return Arrays.stream(cells).map(ShotsCsv::cell).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String cell(Object value) {
        String text = value == null ? "" : value.toString();
        // a spreadsheet would run what begins so
        String safe = text.matches("[=+@\\t\\r].*|-\\D.*") ? "'" + text : text;
        return safe.matches("(?s).*[\",\\r\\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

}
