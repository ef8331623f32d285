package dev.rushes.server.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Event streams that are open and read. */
final class Listeners implements AutoCloseable {

    private static final int BUFFER = 4 << 10;

    private final List<Socket> sockets = new ArrayList<>();

    private final AtomicLong bytes = new AtomicLong();

    /** Opens so many, and waits until each has been answered. */
    Listeners(URI server, int count) throws IOException {
        for (int number = 0; number < count; number++) {
            Socket socket = new Socket(server.getHost(), server.getPort());
            this.sockets.add(socket);
            socket.getOutputStream()
                .write("GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            this.bytes.addAndGet(socket.getInputStream().read(new byte[BUFFER]));
            Thread.ofVirtual().start(() -> drain(socket));
        }
    }

    private void drain(Socket socket) {
        byte[] buffer = new byte[BUFFER];
        try (InputStream events = socket.getInputStream()) {
            for (int length = events.read(buffer); length >= 0; length = events.read(buffer)) {
                this.bytes.addAndGet(length);
            }
        }
        catch (IOException closed) {
            // the measurement is over
        }
    }

    /** What all have heard. */
    long bytes() {
        return this.bytes.get();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : this.sockets) {
            socket.close();
        }
    }

}
