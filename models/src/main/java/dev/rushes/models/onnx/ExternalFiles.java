package dev.rushes.models.onnx;

import dev.rushes.models.Problem;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which other files an ONNX file takes weights from. Only they are looked for in the
 * protocol buffer, before ONNX Runtime gets to open anything.
 */
public final class ExternalFiles {

    /** Graphs nest (If, Loop), but none that computes so deeply. */
    private static final int DEEPEST = 64;

    /** Messages on the way to tensors. */
    private enum Kind {

        MODEL, TRAINING, FUNCTION, GRAPH, NODE, ATTRIBUTE, SPARSE_TENSOR, TENSOR, ENTRY;

        /** What a field of it holds, or null if that leads to no tensor. */
        Kind at(int field) {
            return switch (this) {
                case MODEL -> (field == 7) ? GRAPH : (field == 20) ? TRAINING : (field == 25) ? FUNCTION : null;
                case TRAINING -> (field <= 2) ? GRAPH : null;
                case FUNCTION -> (field == 7) ? NODE : (field == 11) ? ATTRIBUTE : null;
                case GRAPH -> (field == 1) ? NODE : (field == 5) ? TENSOR : (field == 15) ? SPARSE_TENSOR : null;
                case NODE -> (field == 5) ? ATTRIBUTE : null;
                case ATTRIBUTE -> switch (field) {
                    case 5, 10 -> TENSOR;
                    case 6, 11 -> GRAPH;
                    case 22, 23 -> SPARSE_TENSOR;
                    default -> null;
                };
                case SPARSE_TENSOR -> (field <= 2) ? TENSOR : null;
                case TENSOR -> (field == 13) ? ENTRY : null;
                case ENTRY -> null;
            };
        }

    }

    private final Set<String> locations = new TreeSet<>();

    private ExternalFiles() {
    }

    /**
     * The files as the ONNX file names them, relative to its folder.
     * @param onnx content of an ONNX file
     * @throws Problem INVALID if it is none
     */
    public static Set<String> of(byte[] onnx) {
        ExternalFiles files = new ExternalFiles();
        try {
            files.read(ByteBuffer.wrap(onnx).order(ByteOrder.LITTLE_ENDIAN), Kind.MODEL, 0);
        }
        catch (BufferUnderflowException | IllegalArgumentException ex) {
            throw Problem.invalid("the network is no ONNX file, or only a part of one");
        }
        return files.locations;
    }

    private void read(ByteBuffer message, Kind kind, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("graphs in graphs");
        }
        String key = null;
        String value = null;
        while (message.hasRemaining()) {
            long tag = varint(message);
            int field = (int) (tag >>> 3);
            switch ((int) tag & 7) {
                case 0 -> varint(message);
                case 1 -> message.getLong();
                case 2 -> {
                    ByteBuffer content = content(message);
                    Kind inside = kind.at(field);
                    if (inside != null) {
                        read(content, inside, depth + 1);
                    }
                    else if (kind == Kind.ENTRY) {
                        key = (field == 1) ? text(content) : key;
                        value = (field == 2) ? text(content) : value;
                    }
                }
                case 5 -> message.getInt();
                default -> throw new IllegalArgumentException("wire type");
            }
        }
        if ("location".equals(key) && value != null) {
            this.locations.add(value);
        }
    }

    private static ByteBuffer content(ByteBuffer message) {
        long length = varint(message);
        if (length < 0 || length > message.remaining()) {
            throw new IllegalArgumentException("length");
        }
        ByteBuffer content = message.slice(message.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        message.position(message.position() + (int) length);
        return content;
    }

    private static long varint(ByteBuffer message) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte part = message.get();
            value |= (part & 0x7FL) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("varint");
    }

    private static String text(ByteBuffer content) {
        return StandardCharsets.UTF_8.decode(content).toString();
    }

}
