package dev.rushes.server.downloads;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.FileSystem;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerResponse;

/**
 * Several ranges of a file as one body, as RFC 9110 writes {@code multipart/byteranges}.
 */
final class Multipart {

    private static final int BUFFER = 64 << 10;

    private static final OpenOptions READ = new OpenOptions().setRead(true).setWrite(false).setCreate(false);

    private final Download download;

    private final List<ByteRange> ranges;

    /** Names the content, so that it is in no other answer about this file another. */
    private final String boundary;

    private final List<Buffer> heads = new ArrayList<>();

    private final Buffer end;

    Multipart(Download download, List<ByteRange> ranges) {
        this.download = download;
        this.ranges = ranges;
        this.boundary = "rushes-" + download.sha256().substring(0, 32);
        for (ByteRange range : ranges) {
            this.heads.add(text("\r\n--%s\r\nContent-Type: %s\r\nContent-Range: %s\r\n\r\n".formatted(this.boundary,
                    download.type(), range.header(download.bytes()))));
        }
        this.end = text("\r\n--%s--\r\n".formatted(this.boundary));
    }

    private static Buffer text(String text) {
        return Buffer.buffer(text.getBytes(StandardCharsets.US_ASCII));
    }

    String type() {
        return "multipart/byteranges; boundary=" + this.boundary;
    }

    /** Of the whole body, in bytes. */
    long length() {
        return this.heads.stream().mapToLong(Buffer::length).sum()
                + this.ranges.stream().mapToLong(ByteRange::length).sum() + this.end.length();
    }

    /** Writes and ends the body; fails if the file cannot be read or the client goes. */
    Future<Void> send(HttpServerResponse response, FileSystem files) {
        Future<Void> sent = Future.succeededFuture();
        for (int number = 0; number < this.ranges.size(); number++) {
            ByteRange range = this.ranges.get(number);
            Buffer head = this.heads.get(number);
            sent = sent.compose((_) -> response.write(head)).compose((_) -> part(response, files, range));
        }
        return sent.compose((_) -> response.end(this.end));
    }

    private Future<Void> part(HttpServerResponse response, FileSystem files, ByteRange range) {
        return files.open(this.download.file().toString(), READ)
            .compose((file) -> part(response, file, range).eventually(file::close));
    }

    private static Future<Void> part(HttpServerResponse response, AsyncFile file, ByteRange range) {
        return file.setReadBufferSize(BUFFER)
            .setReadPos(range.from())
            .setReadLength(range.length())
            .pipe()
            .endOnComplete(false)
            .to(response);
    }

}
