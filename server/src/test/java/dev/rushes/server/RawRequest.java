package dev.rushes.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A request byte by byte, for what no decent client sends. */
public final class RawRequest implements AutoCloseable {

    private final Socket socket;

    public RawRequest(FrontFixture front) throws IOException {
        this.socket = new Socket(java.net.InetAddress.getLoopbackAddress(), front.port());
        this.socket.setSoTimeout(60_000);
    }

    /** Lines without their ends; an empty one ends the head. */
    public RawRequest lines(String... lines) throws IOException {
        bytes((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    public RawRequest bytes(byte[] bytes) throws IOException {
        OutputStream out = this.socket.getOutputStream();
        out.write(bytes);
        out.flush();
        return this;
    }

    /** All that comes until the other side closes. */
    public String answer() throws IOException {
        return new String(this.socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Whether so many bytes come within the patience of the socket. */
    public boolean answer(long bytes) throws IOException {
        InputStream in = this.socket.getInputStream();
        in.skipNBytes(bytes);
        return true;
    }

    /** Reads on; whether the other side has ended the connection before its time. */
    public boolean cut() {
        try {
            return this.socket.getInputStream().read(new byte[1 << 16]) < 0;
        }
        catch (IOException reset) {
            return true;
        }
    }

    /** The first line that comes. */
    public String status() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = this.socket.getInputStream().read(); next >= 0
                && next != '\n'; next = this.socket.getInputStream().read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /** As a network does that goes away: no goodbye. */
    public void reset() throws IOException {
        this.socket.setSoLinger(true, 0);
        this.socket.close();
    }

    @Override
    public void close() throws IOException {
        this.socket.close();
    }

}
