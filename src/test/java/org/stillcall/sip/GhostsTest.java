package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers to calls of a run before this one. */
class GhostsTest {
    private final TwoStacks pair = new TwoStacks(1);
    private final Script peer = new Script(pair, TwoStacks.address(3), pair.eastAddress);

    @AfterEach
    void nothingIsKept() {
        assertEquals(0, pair.east.liveTransactions());
        pair.assertNothingIsLeft();
    }

    private static String answer(int status, String more) {
        return "SIP/2.0 " + status + " OK\nVia: SIP/2.0/UDP 10.0.0.2;branch=z9hG4bKofthedead\n"
                + "From: <sip:a@b>;tag=0123456789abcdef0123456789abcdef\nTo: <sip:x@y>;tag=peer\nCall-ID: dead\n"
                + "CSeq: 7 INVITE\n" + more + "Content-Length: 0\n\n";
    }

    @Test
    void answer_toACallThatNobodyKnows_isAcknowledgedAndEnded() {
        peer.send(answer(200, Script.CONTACT));
        String ack = peer.next("ACK sip:peer@10.0.0.3 SIP/2.0");
        assertEquals("7 ACK", Script.header(ack, "CSeq"));
        assertEquals("dead", Script.header(ack, "Call-ID"));
        String bye = peer.next("BYE sip:peer@10.0.0.3 SIP/2.0");
        assertEquals("8 BYE", Script.header(bye, "CSeq"));
        assertEquals("<sip:x@y>;tag=peer", Script.header(bye, "To"));
        peer.send("SIP/2.0 481 Gone\nVia: " + Script.header(bye, "Via") + "\nFrom: " + Script.header(bye, "From")
                + "\nTo: <sip:x@y>;tag=peer\nCall-ID: dead\nCSeq: 8 BYE\nContent-Length: 0\n\n");
        assertTrue(peer.received.isEmpty(), peer.received::toString);
    }

    @Test
    void ringing_andRefusals_areNoAnswer() {
        peer.send(answer(180, Script.CONTACT));
        peer.send(answer(486, ""));
        peer.send(answer(200, Script.CONTACT).replace(";tag=peer", ""));
        peer.send(answer(200, "").replace("CSeq: 7 INVITE", "CSeq: 7 OPTIONS"));
        assertTrue(peer.received.isEmpty(), peer.received::toString);
        assertEquals(4, pair.east.dropped());
    }

    @Test
    void stranger_isAnsweredNothing() {
        pair.eastMayBeKnown = false;
        peer.send(answer(200, Script.CONTACT));
        assertTrue(peer.received.isEmpty(), peer.received::toString);
    }
}
