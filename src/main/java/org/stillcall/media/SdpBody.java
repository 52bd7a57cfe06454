package org.stillcall.media;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A session description that we composed; prints nothing, since a secure one holds keys. */
public final class SdpBody {
    private final byte[] bytes;

    public SdpBody(byte[] bytes) {
        this.bytes = bytes;
    }

    public int length() {
        return bytes.length;
    }

    /** Copies it and returns its length. */
    public int copyTo(MemorySegment target, long offset) {
        MemorySegment.copy(bytes, 0, target, ValueLayout.JAVA_BYTE, offset, bytes.length);
        return bytes.length;
    }

    /** A copy of its bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "SdpBody";
    }
}
