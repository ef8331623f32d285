package dev.rushes.workers.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** Start timecode and reel name, wherever a container keeps them. */
record Tags(String timecode, String reel) {

    /** The picture's own say comes first, then a timecode track's, then the file's. */
    static Tags of(Input input) {
        List<AVDictionary> places = new ArrayList<>();
        places.add(input.video().metadata());
        for (int i = 0; i < input.context().nb_streams(); i++) {
            places.add(input.context().streams(i).metadata());
        }
        places.add(input.context().metadata());
        return new Tags(first(places, "timecode"), Objects.requireNonNullElse(first(places, "reel_name"), "").isBlank()
                ? first(places, "reel") : first(places, "reel_name"));
    }

    private static String first(List<AVDictionary> places, String key) {
        return places.stream().map(p -> Av.tag(p, key)).filter(Objects::nonNull).findFirst().orElse(null);
    }

}
