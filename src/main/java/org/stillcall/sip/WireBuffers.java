package org.stillcall.sip;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Limits;
import org.stillcall.base.OffHeap;

/** The off-heap memory that a wire's sockets share, which they may because one thread runs them all. */
final class WireBuffers {
    private static final int ALIGN = 16;
    private static final int NETWORK_BYTES = 32 * 1024;

    /** Messages of which a part has come, one block a connection. */
    final BlockPool partial = new BlockPool(Limits.SIP_MESSAGE_BYTES, Limits.SIP_CONNECTIONS);
    /** Messages that wait to leave. */
    final BlockPool outgoing = new BlockPool(Limits.SIP_MESSAGE_BYTES, Limits.SIP_QUEUED);
    /** The message being handed over; longer than the limit, so that a datagram cut off is known. */
    final Block message;
    /** TLS records that came and that their engine has not taken yet. */
    final ByteBuffer sealedIn = OffHeap.allocate(NETWORK_BYTES).asByteBuffer();
    /** TLS records on their way out; apart, because a message that is handed over is answered while more wait. */
    final ByteBuffer sealedOut = OffHeap.allocate(NETWORK_BYTES).asByteBuffer();

    WireBuffers() {
        Block block = new BlockPool(Limits.SIP_MESSAGE_BYTES + ALIGN, 1).take();
        if (block == null) {
            throw new IllegalStateException("A new pool lends its only block.");
        }
        this.message = block;
    }

    /** Overwrites the bytes {@code [from, to)}. */
    static void zero(MemorySegment memory, int from, int to) {
        memory.asSlice(from, to - from).fill((byte) 0);
    }
}
