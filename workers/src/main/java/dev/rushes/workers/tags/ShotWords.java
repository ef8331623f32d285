package dev.rushes.workers.tags;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words by which a shot is found, with those that mean the same. */
public final class ShotWords {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    /** Of a query; nobody types more. */
    private static final int MOST = 24;

    /** Words that say nothing of a shot. */
    private static final Set<String> EMPTY = Set.of("a", "an", "the", "of", "in", "on", "at", "with", "and", "or", "to",
            "is", "are", "shot", "shots", "from", "by", "for");

    /** Letters of two forms of one word that have to be the same. */
    private static final int STEM = 4;

    private static final Map<String, String> CALLED = Map.of("ECU", "extreme close-up", "CU", "close-up", "MCU",
            "medium close-up", "MS", "medium shot", "MWS", "medium wide shot", "WS", "wide shot", "EWS",
            "extreme wide shot");

    private static final Map<String, String> SIZES = Map.of("ECU", "extreme close-up closeup detail face", "CU",
            "close-up closeup face head", "MCU", "medium close-up closeup chest", "MS", "medium mid shot waist", "MWS",
            "medium wide long american cowboy knees", "WS", "wide long full figure", "EWS",
            "extreme wide long establishing");

    private static final Map<String, String> MOVES = Map.of("static", "still locked tripod fixed", "handheld",
            "shaky hand held shake", "tracking", "dolly travelling moving drone walk", "zoom-in", "push", "zoom-out",
            "pull");

    private static final List<String> NUMBERS = List.of("nobody no people empty", "one person single somebody",
            "two people couple pair", "three people", "four people", "five people", "six people");

    private ShotWords() {
    }

    /** By what they are about; the clip's name is one of them. */
    public static Map<String, String> of(String clip, Shot shot) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("clip", clip);
        if (shot.size() != null) {
            words.put("size", shot.size().type() + " " + SIZES.get(shot.size().type()));
        }
        if (shot.move() != null) {
            String type = shot.move().type();
            words.put("move", type + " " + MOVES.getOrDefault(type, "") + (type.startsWith("pan") ? " panning" : "")
                    + (type.startsWith("tilt") ? " tilting" : "") + (type.startsWith("zoom") ? " zooming" : ""));
        }
        if (shot.people() != null) {
            int count = shot.people().count();
            words.put("people", count < NUMBERS.size() ? NUMBERS.get(count) : count + " people group crowd many");
        }
        if (shot.objects() != null && !shot.objects().isEmpty()) {
            words.put("objects", shot.objects().stream().map(Shot.Thing::label).collect(Collectors.joining(", ")));
        }
        if (shot.text() != null && !shot.text().isEmpty()) {
            words.put("text", shot.text().stream().map(Shot.Text::string).collect(Collectors.joining(" / ")));
        }
        if (shot.slate() != null) {
            words.put("slate", "slate clapper board " + shot.slate().shown());
        }
        if (shot.audio() != null && shot.audio().speech() != null && !shot.audio().speech().isEmpty()) {
            words.put("speech", "speech speaking talking talks dialogue interview voice");
        }
        if (shot.audio() != null && !shot.audio().clap().isEmpty()) {
            words.put("clap", "clap slate clapper sync");
        }
        if (!shot.transitionIn().type().equals("none") && !shot.transitionIn().type().equals("cut")) {
            words.put("transition", shot.transitionIn().type());
        }
        if (!shot.words().isEmpty()) {
            words.put("tags", String.join(", ", shot.words()));
        }
        return words;
    }

    /** What a person would say of it, for those who compare what sentences mean. */
    public static String sentence(Shot shot) {
        return Stream
            .of(Stream.ofNullable(shot.size()).map((size) -> CALLED.get(size.type())),
                    Stream.ofNullable(shot.move())
                        .map(Shot.Move::type)
                        .map((move) -> move.equals("static") ? "static camera" : move.replace('-', ' ')),
                    Stream.ofNullable(shot.people())
                        .map((people) -> people.count() == 0 ? "nobody"
                                : people.count() == 1 ? "one person"
                                        : people.count() == 2 ? "two people" : people.count() + " people"),
                    Stream.ofNullable(shot.audio())
                        .filter((audio) -> audio.speech() != null && !audio.speech().isEmpty())
                        .map((_) -> "talking"),
                    tags(shot).stream())
            .flatMap((each) -> each)
            .collect(Collectors.joining(", "));
    }

    /** Names by which it can be chosen: words for it, and the things that it shows. */
    public static List<String> tags(Shot shot) {
        return Stream
            .concat(shot.words().stream(),
                    Stream.ofNullable(shot.objects()).flatMap(List::stream).map(Shot.Thing::label))
            .map((name) -> name.strip().toLowerCase(Locale.ROOT))
            .filter((name) -> !name.isEmpty())
            .distinct()
            .toList();
    }

    /** The words of a text, in lower case. */
    public static List<String> split(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map((match) -> match.group()).toList();
    }

    /** The words of a query that say something. */
    public static List<String> query(String text) {
        return split(text).stream().filter((word) -> !EMPTY.contains(word)).distinct().limit(MOST).toList();
    }

    /** How many of a query's words a shot has. */
    static long met(Map<String, String> words, List<String> query) {
        List<String> there = words.values().stream().flatMap((text) -> split(text).stream()).toList();
        return query.stream().filter((word) -> there.stream().anyMatch((each) -> alike(each, word))).count();
    }

    /** Which of a shot's words a query has met, and what they are about. */
    public static List<String> why(Map<String, String> words, List<String> query) {
        List<String> why = new ArrayList<>();
        words.forEach((about, text) -> {
            List<String> there = split(text);
            String met = query.stream()
                .filter((word) -> there.stream().anyMatch((each) -> alike(each, word)))
                .collect(Collectors.joining(" "));
            if (!met.isEmpty()) {
                why.add(about + ": " + met);
            }
        });
        return why;
    }

    private static boolean alike(String one, String other) {
        return one.equals(other) || one.length() >= STEM && other.length() >= STEM
                && one.regionMatches(0, other, 0, Math.max(STEM, Math.min(one.length(), other.length()) - 2));
    }

}
