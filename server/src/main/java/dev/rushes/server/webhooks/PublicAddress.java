package dev.rushes.server.webhooks;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Tells the open internet from everything that a stranger's URL must not reach. */
final class PublicAddress {

    /** IANA's special-purpose addresses that are not globally reachable. */
    private static final List<Block> CLOSED = List.of(Block.of("0.0.0.0", 8), Block.of("10.0.0.0", 8),
            Block.of("100.64.0.0", 10), Block.of("127.0.0.0", 8), Block.of("169.254.0.0", 16),
            Block.of("172.16.0.0", 12), Block.of("192.0.0.0", 24), Block.of("192.0.2.0", 24),
            Block.of("192.88.99.0", 24), Block.of("192.168.0.0", 16), Block.of("198.18.0.0", 15),
            Block.of("198.51.100.0", 24), Block.of("203.0.113.0", 24), Block.of("224.0.0.0", 4),
            Block.of("240.0.0.0", 4),
            // in IPv6 only this is given out at all, less the blocks after it
            Block.of("2001::", 23), Block.of("2001:db8::", 32), Block.of("2002::", 16), Block.of("3fff::", 20));

    private static final Block GLOBAL = Block.of("2000::", 3);

    /** IPv4 behind a translator; what is inside counts. */
    private static final Block TRANSLATED = Block.of("64:ff9b::", 96);

    private PublicAddress() {
    }

    /** Whether anybody may be sent there. */
    static boolean is(InetAddress address) {
        if (address instanceof Inet6Address && TRANSLATED.holds(address)) {
            return is(literal(Arrays.copyOfRange(address.getAddress(), 12, 16)));
        }
        boolean global = address instanceof Inet4Address || GLOBAL.holds(address);
        return global && CLOSED.stream().noneMatch((block) -> block.holds(address));
    }

    private static InetAddress literal(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        }
        catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** All addresses that begin with the same bits. */
    private record Block(byte[] start, int bits) {

        static Block of(String start, int bits) {
            return new Block(InetAddress.ofLiteral(start).getAddress(), bits);
        }

        boolean holds(InetAddress address) {
            byte[] bytes = address.getAddress();
            if (bytes.length != this.start.length) {
                return false;
            }
            for (int bit = 0; bit < this.bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if (((bytes[bit / 8] ^ this.start[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }

    }

}
