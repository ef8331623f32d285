package dev.rushes.server.uploads;

import java.util.LinkedHashMap;
import java.util.Map;

/** Fingerprints between two requests of an upload, the most recent ones. */
final class Fingerprints {

    /** More uploads than that read their files again. */
    private static final int REMEMBERED = 1024;

    private final Map<String, Fingerprint> known = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Fingerprint> eldest) {
            return size() > REMEMBERED;
        }

    };

    /** Takes out an upload's, or a new one. */
    synchronized Fingerprint take(Upload upload) {
        Fingerprint kept = this.known.remove(upload.id());
        return (kept != null && kept.position() <= upload.received()) ? kept : new Fingerprint();
    }

    synchronized void keep(String upload, Fingerprint fingerprint) {
        this.known.put(upload, fingerprint);
    }

    synchronized void forget(String upload) {
        this.known.remove(upload);
    }

}
