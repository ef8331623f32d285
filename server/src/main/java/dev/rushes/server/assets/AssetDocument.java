package dev.rushes.server.assets;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An asset as the world sees it.
 *
 * @param size in bytes, of all files together
 * @param state probing, ready or unusable
 * @param clip facts about it once it is ready, or null
 * @param problem why it is unusable, or while it is probing why that did not work for now
 * (a problem document), or null
 * @param created as ISO 8601 writes moments
 * @param files how many it is of
 * @param rate frames a second of an image sequence if somebody said so, or null
 * @param href of the footage itself; of several files, of their list
 * @param artefacts what the page shows of it
 */
public record AssetDocument(String id, String name, long size, String sha256, String state, JsonNode clip,
        JsonNode problem, String owner, String created, int files, String rate, String href, List<Preview> artefacts) {

    /** A proxy, poster or waveform. */
    public record Preview(String id, String name, String kind, long size, String sha256, String href) {

    }

}
