package dev.rushes.server.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * Sends bytes over a socket as plainly as can be, to the server and to what it is
 * compared with alike, so that the sender weighs the same on both sides.
 */
final class Sender {

    private static final int BLOCK = 256 << 10;

    private static final int PATTERN = 16 << 20;

    private static final int ANSWER = 64 << 10;

    private final ByteBuffer pattern = ByteBuffer.allocateDirect(PATTERN);

    private final long bytes;

    /**
     * A sender of noise.
     * @param bytes of each sending
     */
    Sender(long bytes) {
        this.bytes = bytes;
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        while (this.pattern.hasRemaining()) {
            this.pattern.putLong(random.nextLong());
        }
    }

    long bytes() {
        return this.bytes;
    }

    /**
     * Sends a head and all bytes, which differ from those of every other number, then
     * waits for the other side's answer.
     * @param head before the bytes, may be empty
     * @return the answer's first bytes
     */
    String send(SocketAddress where, String head, long number) throws IOException {
        try (SocketChannel socket = SocketChannel.open(where)) {
            write(socket, ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
            this.pattern.putLong(0, number);
            for (long sent = 0; sent < this.bytes;) {
                int from = (int) (sent % PATTERN);
                int length = (int) Math.min(Math.min(BLOCK, PATTERN - from), this.bytes - sent);
                write(socket, this.pattern.slice(from, length));
                sent += length;
            }
            return answer(socket);
        }
    }

    /** A request without a body. */
    static String ask(URI server, String head) throws IOException {
        try (SocketChannel socket = SocketChannel.open(address(server))) {
            write(socket, ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
            return answer(socket);
        }
    }

    static InetSocketAddress address(URI server) {
        return new InetSocketAddress(server.getHost(), server.getPort());
    }

    private static void write(SocketChannel socket, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            socket.write(bytes);
        }
    }

    private static String answer(SocketChannel socket) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(ANSWER);
        if (socket.read(answer) < 0) {
            throw new EOFException("the other side said nothing");
        }
        return StandardCharsets.US_ASCII.decode(answer.flip()).toString();
    }

}
