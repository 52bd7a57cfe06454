package org.stillcall.sip;

import org.stillcall.base.Block;
import org.stillcall.base.Log;
import org.stillcall.base.Loop;
import org.stillcall.base.Randomness;

/** Transactions, dialogs and legs over a {@link Wire}. Loop thread only. */
public final class SipStack implements WireListener, AutoCloseable {
    public SipStack(
            Loop loop,
            Wire wire,
            Randomness randomness,
            Log log,
            StackSettings settings,
            Doorkeeper doorkeeper,
            SipUser user) {
        throw new UnsupportedOperationException();
    }

    /** Sends an INVITE; the listener hears of it later, never from within this call. */
    public Leg invite(Invitation invitation, LegListener listener) {
        throw new UnsupportedOperationException();
    }

    /** Sends REGISTER or OPTIONS outside any dialog; the listener hears of it later, never from within this call. */
    public void request(OutgoingRequest request, ResponseListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void received(Hop from, Block message, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void failed(Hop hop, FailureKind kind) {
        throw new UnsupportedOperationException();
    }

    /** From now on new calls are refused with 503; those in progress go on. */
    public void drain() {
        throw new UnsupportedOperationException();
    }

    /** Ends every leg by CANCEL, BYE or 480. */
    public void hangUpAll() {
        throw new UnsupportedOperationException();
    }

    public int liveTransactions() {
        throw new UnsupportedOperationException();
    }

    public int liveLegs() {
        throw new UnsupportedOperationException();
    }

    /** Messages that were sent again for want of an answer. */
    public long retransmissions() {
        throw new UnsupportedOperationException();
    }

    /** Messages that were not understood, not wanted or too many, and are gone. */
    public long dropped() {
        throw new UnsupportedOperationException();
    }

    /** Off-heap blocks in use. */
    public int blocksOnLoan() {
        throw new UnsupportedOperationException();
    }

    /** Forgets everything at once, without a message; all memory is zeroed. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
