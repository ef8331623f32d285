package dev.rushes.server.assets;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An asset as the world sees it.
 *
 * @param size in bytes
 * @param state probing, ready or unusable
 * @param clip facts about it once it is ready, or null
 * @param problem why it is unusable, or while it is probing why that did not work for now
 * (a problem document), or null
 * @param created milliseconds since 1970
 * @param href of the footage itself
 * @param artefacts what the page shows of it
 */
public record AssetDocument(String id, String name, long size, String sha256, String state, JsonNode clip,
        JsonNode problem, String owner, long created, String href, List<Preview> artefacts) {

    /** A proxy, poster or waveform. */
    public record Preview(String id, String name, String kind, long size, String sha256, String href) {

    }

}
