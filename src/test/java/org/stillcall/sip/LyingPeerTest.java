package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Block;
import org.stillcall.base.Digits;
import org.stillcall.base.Limits;
import org.stillcall.base.Secret;

/** Our INVITE against a peer that breaks the rules, lies, or sends too much. Rows G1, G18. */
final class LyingPeerTest {
    private static final String CANARY = "12025550147";

    private final TwoStacks pair = new TwoStacks(11);
    private final TwoStacks.Ear ear = new TwoStacks.Ear();
    private final Script peer = new Script(pair, TwoStacks.address(3), pair.westAddress);
    private int branches;

    LyingPeerTest() {
        pair.net.delayMillis = 0; // what is sent in one turn comes in that order
    }

    private Leg call(Digits digits) {
        Invitation plain = pair.invitation(Transport.UDP, digits);
        return pair.west.invite(
                new Invitation(
                        List.of(Hop.udp(TwoStacks.address(3))),
                        plain.target(),
                        plain.from(),
                        plain.contactUser(),
                        plain.privacy(),
                        null,
                        plain.sdp(),
                        new Credential("us", Secret.of("secret".getBytes(StandardCharsets.US_ASCII))),
                        Duration.ofSeconds(60),
                        true),
                ear);
    }

    private String request(String method, int cseq, String invite, String tag, String more) {
        return method + " sip:c0ffee@10.0.0.1 SIP/2.0\nVia: SIP/2.0/UDP 10.0.0.3;branch=z9hG4bKp" + branches++
                + "\nMax-Forwards: 70\nFrom: " + Script.header(invite, "To") + ";tag=" + tag + "\nTo: "
                + Script.header(invite, "From") + "\nCall-ID: " + Script.header(invite, "Call-ID") + "\nCSeq: " + cseq
                + " " + method + "\n" + more + (more.contains("Content-Length") ? "" : "Content-Length: 0\n\n");
    }

    private static String ok() {
        return Script.withSdp(Script.CONTACT + "Allow: INVITE, UPDATE\n", Script.SDP);
    }

    private static String reliable(int rseq) {
        return Script.withSdp(Script.CONTACT + "Require: 100rel\nRSeq: " + rseq + "\n", Script.SDP);
    }

    @AfterEach
    void nothingIsLeft() {
        pair.loop.advance(100_000);
        pair.assertNothingIsLeft();
    }

    @Test
    void bye_beforeTheAnswer_endsTheCallAndCancelsTheInvite() {
        Leg leg = call(null);
        String invite = peer.next("INVITE");
        peer.respond(invite, 180, "a", "");
        peer.send(request("BYE", 1, invite, "a", ""));
        peer.next("SIP/2.0 200 OK");
        assertEquals(List.of("progressed 180", "hungUp"), ear.heard);
        assertEquals(Leg.State.ENDED, leg.state());
        peer.respond(peer.next("CANCEL sip:bob@10.0.0.2;user=phone"), 200, "a", "");
        peer.respond(invite, 487, "a", "");
        peer.next("ACK");
        assertEquals(0, pair.west.liveLegs());
    }

    @Test
    void bye_thatOvertookTheAnswer_endsTheCallForGood() {
        call(null);
        String invite = peer.next("INVITE");
        peer.send(request("BYE", 1, invite, "a", ""));
        peer.next("SIP/2.0 200 OK");
        assertEquals(List.of("hungUp"), ear.heard);
        assertTrue(peer.received.isEmpty(), "no CANCEL goes before a response");
        peer.respond(invite, 200, "a", ok());
        peer.next("ACK");
        peer.respond(peer.next("BYE"), 481, "", "");
        assertEquals(List.of("hungUp"), ear.heard);
    }

    @Test
    void update_withAnOfferBeforeTheAnswer_isAnsweredOnceTheFirstOfferIs() {
        Leg leg = call(null);
        String invite = peer.next("INVITE");
        peer.respond(invite, 183, "a", Script.withSdp(Script.CONTACT, Script.SDP));
        String offer = Script.withSdp(Script.CONTACT, Script.SDP);
        peer.send(request("UPDATE", 1, invite, "a", offer));
        assertEquals("2", Script.header(peer.next("SIP/2.0 500"), "Retry-After"));
        peer.respond(invite, 183, "a", reliable(1));
        peer.respond(peer.next("PRACK"), 200, "", "");
        peer.send(request("UPDATE", 2, invite, "a", offer));
        String answer = peer.next("SIP/2.0 200 OK");
        assertTrue(answer.contains("s=answer"));
        assertEquals(List.of("progressed 183 sdp", "progressed 183 sdp", "reoffered"), ear.heard);
        peer.respond(invite, 200, "a", ok());
        peer.next("ACK");
        leg.hangUp();
        peer.respond(peer.next("BYE"), 200, "", "");
    }

    @Test
    void update_beforeTheAnswer_doesNotChangeWhomWeCall() {
        Leg leg = call(null);
        String invite = peer.next("INVITE sip:bob@10.0.0.2;user=phone");
        peer.send(request("UPDATE", 1, invite, "a", "Contact: <sip:+19005550100@10.0.0.3>\n"));
        peer.next("SIP/2.0 200 OK");
        peer.respond(invite, 407, "a", "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"\n");
        peer.next("ACK");
        String second = peer.next("INVITE sip:bob@10.0.0.2;user=phone");
        peer.send(request("UPDATE", 2, invite, "a", "Contact: <sip:+19005550100@10.0.0.3>\n"));
        peer.next("SIP/2.0 200 OK");
        peer.respond(second, 180, "a", "");
        leg.hangUp();
        peer.respond(peer.next("CANCEL sip:bob@10.0.0.2;user=phone"), 200, "a", "");
        peer.respond(second, 487, "a", "");
        peer.next("ACK sip:bob@10.0.0.2;user=phone");
    }

    @Test
    void bye_ofTheAnsweringFork_isHeardWhateverAnotherForkCounted() {
        call(null);
        String invite = peer.next("INVITE");
        peer.respond(invite, 180, "a", "");
        peer.send(request("UPDATE", 70_000, invite, "b", Script.CONTACT));
        peer.next("SIP/2.0 200 OK");
        peer.respond(invite, 200, "a", ok());
        peer.next("ACK");
        peer.send(request("BYE", 1, invite, "a", ""));
        peer.next("SIP/2.0 200 OK");
        assertEquals("hungUp", ear.heard.getLast());
    }

    @Test
    void hangUp_afterAnAnsweredChallenge_waitsForAResponseToTheSecondInvite() {
        Leg leg = call(null);
        String invite = peer.next("INVITE");
        peer.respond(invite, 100, "", "");
        peer.respond(invite, 407, "a", "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"\n");
        peer.next("ACK");
        String second = peer.next("INVITE");
        leg.hangUp();
        pair.loop.advance(100);
        assertTrue(peer.received.isEmpty(), "a CANCEL may not go ahead of its INVITE");
        peer.respond(second, 100, "", "");
        peer.respond(peer.next("CANCEL"), 200, "a", "");
        peer.respond(second, 487, "a", "");
        peer.next("ACK");
    }

    @Test
    void request_afterTheDigitsWereForgotten_leavesNoneOfThem() {
        MemorySegment text = Arena.ofAuto().allocateFrom(CANARY, StandardCharsets.US_ASCII);
        try (Digits digits = java.util.Objects.requireNonNull(Digits.read(Digits.pool(1), text, 0, CANARY.length()))) {
            Leg leg = call(digits);
            String invite = peer.next("INVITE sip:+" + CANARY);
            peer.respond(invite, 180, "a", "");
            leg.hangUp();
            String cancel = peer.next("CANCEL");
            leg.forget(digits);
            for (String method : List.of("INVITE", "UPDATE", "MESSAGE", "BYE")) {
                peer.send(request(method, 7, invite, "a", Script.CONTACT));
                peer.next("SIP/2.0 ");
            }
            pair.west.eachBlock(block -> assertFalse(text(block).contains(CANARY), "digits in a block"));
            peer.respond(cancel, 200, "a", "");
            peer.respond(invite, 487, "a", "");
            peer.next("ACK");
        }
    }

    private static String text(Block block) {
        return TwoStacks.text(
                new Slice(block.segment(), 0, (int) block.segment().byteSize()));
    }

    @Test
    void forks_withoutEnd_areEndedAndTakeLittleMemory() {
        Leg leg = call(null);
        String invite = peer.next("INVITE");
        peer.respond(invite, 200, "a", ok());
        peer.next("ACK");
        for (int fork = 0; fork < 100; fork++) {
            peer.respond(invite, 200, "b" + fork, ok());
            assertTrue(Script.header(peer.next("ACK"), "To").endsWith(";tag=b" + fork));
            assertTrue(Script.header(peer.next("BYE"), "To").endsWith(";tag=b" + fork));
        }
        assertTrue(pair.west.liveTransactions() <= 10, () -> pair.west.liveTransactions() + " transactions");
        leg.hangUp();
        pair.loop.advance(10);
        assertTrue(peer.received.stream()
                .anyMatch(text -> Script.header(text, "To").endsWith(";tag=a")));
    }

    @Test
    void reliableProvisionals_withoutEnd_areNotAllAcknowledged() {
        Leg leg = call(null);
        String invite = peer.next("INVITE");
        for (int i = 1; i <= 200; i++) {
            peer.respond(invite, 183, "a", reliable(i));
        }
        assertTrue(pair.west.liveTransactions() <= 70, () -> pair.west.liveTransactions() + " transactions");
        leg.hangUp();
        pair.loop.advance(10);
        peer.respond(invite, 487, "a", "");
    }

    @Test
    void requests_withoutEnd_areRefusedWithoutMemoryButByeIsHeard() {
        call(null);
        String invite = peer.next("INVITE");
        peer.respond(invite, 200, "a", ok());
        peer.next("ACK");
        for (int i = 1; i <= 2 * Limits.SIP_DIALOG_REQUESTS; i++) {
            peer.send(request("UPDATE", i, invite, "a", Script.withSdp(Script.CONTACT, Script.SDP)));
        }
        assertTrue(peer.received.peekLast().startsWith("SIP/2.0 500"));
        assertTrue(pair.west.liveTransactions() <= Limits.SIP_DIALOG_REQUESTS + 1);
        assertEquals(1 + Limits.SIP_DIALOG_REQUESTS, ear.heard.size());
        pair.loop.advance(11_000);
        peer.received.clear();
        peer.send(request("UPDATE", 9_000, invite, "a", Script.CONTACT));
        peer.next("SIP/2.0 200");
        peer.send(request("BYE", 9_001, invite, "a", ""));
        peer.next("SIP/2.0 200");
        assertEquals("hungUp", ear.heard.getLast());
    }

    @Test
    void glare_withoutEnd_isGivenUp() {
        Leg leg = call(null);
        String invite = peer.next("INVITE");
        peer.respond(invite, 200, "a", ok());
        peer.next("ACK");
        leg.reoffer(TwoStacks.OFFER);
        for (int i = 0; i < 10 && !ear.heard.contains("reofferRefused 491"); i++) {
            peer.respond(peer.next("UPDATE"), 491, "", "");
            pair.loop.advance(4_100);
        }
        assertEquals("reofferRefused 491", ear.heard.getLast());
        peer.received.clear();
        pair.loop.advance(10_000);
        assertTrue(peer.received.isEmpty());
        leg.hangUp();
        peer.respond(peer.next("BYE"), 200, "", "");
    }

    private String reinvited(Leg leg) {
        String invite = peer.next("INVITE");
        peer.respond(invite, 200, "a", Script.withSdp(Script.CONTACT, Script.SDP));
        peer.next("ACK");
        leg.reoffer(TwoStacks.OFFER);
        String again = peer.next("INVITE sip:peer@10.0.0.3");
        peer.respond(again, 100, "", "");
        return again;
    }

    @Test
    void reinvite_thatIsNeverAnswered_endsTheCall() {
        reinvited(call(null));
        pair.loop.advance(70_000);
        assertEquals("hungUp", ear.heard.getLast());
        peer.next("BYE");
    }

    @Test
    void hangUp_whileAReinviteIsNeverAnswered_leavesNoLeg() {
        Leg leg = call(null);
        reinvited(leg);
        leg.hangUp();
        peer.respond(peer.next("BYE"), 200, "", "");
        assertEquals(0, pair.west.liveLegs());
    }

    @Test
    void contact_atAnotherMachineOfOurs_isNotWhereWeSend() {
        DialogState dialog = new DialogState(new Blocks(4));
        Hop known = Hop.udp(TwoStacks.address(3));
        for (String host : List.of("127.0.0.1", "0.0.0.0", "169.254.169.254", "224.0.0.1", "255.255.255.255")) {
            MemorySegment uri = Arena.ofAuto().allocateFrom("sip:x@" + host + ":8125", StandardCharsets.US_ASCII);
            assertTrue(dialog.set(DialogState.Part.TARGET, new Slice(uri, 0, (int) uri.byteSize() - 1)));
            assertEquals(known, NextHop.of(dialog, known), host);
        }
        dialog.close();
    }
}
