package org.stillcall.sip;

import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Limits;

/** The one block in which every outgoing message is composed; wiped when the message is sent. */
final class Draft {
    private final Block block = java.util.Objects.requireNonNull(new BlockPool(Limits.SIP_MESSAGE_BYTES, 1).take());
    private SipWriter writer = new SipWriter(block);

    /** Begins anew; whatever was written is wiped. */
    SipWriter begin() {
        wipe();
        return writer;
    }

    SipWriter writer() {
        return writer;
    }

    /** The bytes written so far; 0 when they did not fit: then there is nothing to send. */
    int length() {
        return writer.overflowed() ? 0 : writer.length();
    }

    Block block() {
        return block;
    }

    Slice part(int from, int to) {
        return new Slice(block.segment(), from, to);
    }

    void wipe() {
        block.segment().asSlice(0, writer.length()).fill((byte) 0);
        writer = new SipWriter(block);
    }
}
