package dev.rushes.workers.media;

import java.lang.foreign.MemorySegment;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** A pointer for FFmpeg into memory that somebody else owns, such as a picture's. */
final class Address extends BytePointer {

    Address(long address) {
        super((Pointer) null);
        this.address = address;
    }

    Address(MemorySegment segment) {
        this(segment.address());
    }

}
