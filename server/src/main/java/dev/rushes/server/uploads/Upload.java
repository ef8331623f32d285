package dev.rushes.server.uploads;

import java.util.List;

/**
 * A row of the table.
 *
 * @param name of the file, safe
 * @param metadata as the client sent it, or empty
 * @param bytes of the whole, or null while nobody knows
 * @param received bytes that are on the disk
 * @param parts ids of what a final upload is joined from
 * @param sha256 of the whole, once it is known
 * @param asset what became of it, or null
 * @param owner who may go on with it
 * @param expires milliseconds since 1970
 */
record Upload(String id, String name, String metadata, Long bytes, long received, Kind kind, List<String> parts,
        String sha256, String asset, String owner, long created, long expires) {

    enum Kind {

        /** Becomes an asset. */
        SINGLE,
        /** Waits to be joined. */
        PARTIAL,
        /** Is joined from partial ones. */
        FINAL,
        /** Comes in one request, and is gone if that breaks. */
        STREAM

    }

    /** Whether all bytes are there. */
    boolean whole() {
        return this.bytes != null && this.received == this.bytes;
    }

    /** Whether nothing is left to do. */
    boolean done() {
        return this.asset != null || (this.kind == Kind.PARTIAL && whole());
    }

    Upload at(long offset) {
        return new Upload(this.id, this.name, this.metadata, this.bytes, offset, this.kind, this.parts, this.sha256,
                this.asset, this.owner, this.created, this.expires);
    }

    Upload of(long length) {
        return new Upload(this.id, this.name, this.metadata, length, this.received, this.kind, this.parts, this.sha256,
                this.asset, this.owner, this.created, this.expires);
    }

}
