package dev.rushes.workers.media;

import java.util.Map;

/**
 * ISO 639-2 has two codes for some languages. FFmpeg's table for QuickTime files knows
 * the bibliographic ones only and drops the others.
 */
final class Languages {

    private static final Map<String, String> BIBLIOGRAPHIC = Map.ofEntries(Map.entry("sqi", "alb"),
            Map.entry("hye", "arm"), Map.entry("eus", "baq"), Map.entry("bod", "tib"), Map.entry("ces", "cze"),
            Map.entry("cym", "wel"), Map.entry("deu", "ger"), Map.entry("ell", "gre"), Map.entry("fas", "per"),
            Map.entry("fra", "fre"), Map.entry("kat", "geo"), Map.entry("isl", "ice"), Map.entry("mkd", "mac"),
            Map.entry("mri", "mao"), Map.entry("msa", "may"), Map.entry("mya", "bur"), Map.entry("nld", "dut"),
            Map.entry("ron", "rum"), Map.entry("slk", "slo"), Map.entry("zho", "chi"));

    private Languages() {
    }

    static String bibliographic(String code) {
        return BIBLIOGRAPHIC.getOrDefault(code, code);
    }

}
