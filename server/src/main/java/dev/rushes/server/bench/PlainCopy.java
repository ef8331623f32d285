package dev.rushes.server.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The yardstick of uploads: takes bytes from a loopback socket, writes them to a file on
 * the same disk, forces them there, says so, and does nothing else with them.
 */
final class PlainCopy implements AutoCloseable {

    private static final int BLOCK = 256 << 10;

    private final ServerSocketChannel socket;

    private final Path file;

    private final long bytes;

    /**
     * Listens.
     * @param file is written anew each time
     * @param bytes that each sender sends
     */
    PlainCopy(Path file, long bytes) throws IOException {
        this.file = file;
        this.bytes = bytes;
        this.socket = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon().name("plain-copy").start(this::serve);
    }

    SocketAddress address() throws IOException {
        return this.socket.getLocalAddress();
    }

    private void serve() {
        while (this.socket.isOpen()) {
            try (SocketChannel sender = this.socket.accept()) {
                take(sender);
            }
            catch (IOException over) {
                // the sender finds that nobody answers
            }
        }
    }

    private void take(SocketChannel sender) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        try (FileChannel out = FileChannel.open(this.file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long taken = 0; taken < this.bytes;) {
                int length = sender.read(block.clear());
                if (length < 0) {
                    return;
                }
                block.flip();
                while (block.hasRemaining()) {
                    out.write(block);
                }
                taken += length;
            }
            out.force(true);
        }
        sender.write(ByteBuffer.wrap(new byte[] { '+' }));
    }

    /** Gives back what a copy took. */
    void remove() throws IOException {
        Files.deleteIfExists(this.file);
    }

    @Override
    public void close() throws IOException {
        this.socket.close();
        remove();
    }

}
