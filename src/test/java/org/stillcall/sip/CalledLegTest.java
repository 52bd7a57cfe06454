package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;

/** A peer's requests against our called side, the peer saying what the test says. Rows G1, B1. */
final class CalledLegTest {
    private final TwoStacks pair = new TwoStacks(9);
    private final TwoStacks.Callee callee = new TwoStacks.Callee();
    private final Script peer = new Script(pair, TwoStacks.address(3), pair.eastAddress);
    private int branches;

    CalledLegTest() {
        pair.eastUser = callee;
    }

    @AfterEach
    void nothingIsLeft() {
        pair.loop.advance(100_000);
        pair.assertNothingIsLeft();
    }

    private String request(String method, int cseq, String toTag, String more) {
        return method + " sip:5551234@10.0.0.2 SIP/2.0\n"
                + "Via: SIP/2.0/UDP 10.0.0.3;branch=z9hG4bK" + branches++ + "\n"
                + "Max-Forwards: 70\nFrom: \"Canary\" <sip:ann@10.0.0.3>;tag=x\nTo: <sip:5551234@10.0.0.2>"
                + (toTag.isEmpty() ? "" : ";tag=" + toTag) + "\nCall-ID: one@10.0.0.3\nCSeq: " + cseq + " " + method
                + "\n" + more + (more.contains("Content-Length") ? "" : "Content-Length: 0\n\n");
    }

    private String invite(String more) {
        String text = request("INVITE", 1, "", Script.CONTACT + Script.withSdp(more, Script.SDP));
        peer.send(text);
        return text;
    }

    private static String tag(String response) {
        return Script.header(response, "To").replaceAll(".*;tag=", "");
    }

    private String ackOf(String ok) {
        return request("ACK", 1, tag(ok), "");
    }

    private String answered(String more) {
        invite(more);
        peer.next("SIP/2.0 100 Trying");
        callee.leg().answer(TwoStacks.ANSWER);
        String ok = peer.next("SIP/2.0 200 OK");
        peer.send(ackOf(ok));
        return ok;
    }

    private void bye(String ok) {
        peer.send(request("BYE", 90, tag(ok), ""));
        peer.next("SIP/2.0 200 OK");
    }

    @Test
    void invite_isAnsweredUntilTheAckComes() {
        String invite = invite("");
        String trying = peer.next("SIP/2.0 100 Trying");
        callee.leg().ring();
        String ringing = peer.next("SIP/2.0 180 Ringing");
        peer.send(invite);
        assertEquals(ringing, peer.next());
        callee.leg().answer(TwoStacks.ANSWER);
        String ok = peer.next("SIP/2.0 200 OK");
        pair.loop.advance(1_600);
        assertEquals(List.of(ok, ok), List.copyOf(peer.received));
        peer.received.clear();
        peer.send(ackOf(ok));
        pair.loop.advance(5_000);
        assertTrue(peer.received.isEmpty());
        peer.send(invite);
        assertTrue(peer.received.isEmpty());
        assertEquals(List.of("invited sdp", "acknowledged"), callee.heard);
        assertTrue(Script.header(trying, "Via").endsWith("branch=z9hG4bK0"));
        callee.leg().hangUp();
        String bye = peer.next("BYE sip:peer@10.0.0.3 SIP/2.0");
        assertEquals("<sip:5551234@10.0.0.2>;tag=" + tag(ok), Script.header(bye, "From"));
        assertEquals("<sip:ann@10.0.0.3>;tag=x", Script.header(bye, "To"));
        peer.respond(bye, 200, "", "");
    }

    @Test
    void answer_withoutAck_isEndedByBye() {
        invite("");
        callee.leg().answer(TwoStacks.ANSWER);
        pair.loop.advance(32_100);
        assertEquals(List.of("invited sdp", "hungUp"), callee.heard);
        peer.next("SIP/2.0 100");
        peer.next("SIP/2.0 200");
        peer.respond(peer.next("BYE"), 200, "", "");
    }

    @Test
    void hangUp_betweenAnswerAndAck_waitsWithTheBye() {
        invite("");
        peer.next("SIP/2.0 100");
        callee.leg().answer(TwoStacks.ANSWER);
        String ok = peer.next("SIP/2.0 200");
        callee.leg().hangUp();
        assertEquals(Leg.State.ENDED, callee.leg().state());
        assertTrue(peer.received.isEmpty());
        peer.send(ackOf(ok));
        peer.respond(peer.next("BYE"), 200, "", "");
        assertEquals(List.of("invited sdp"), callee.heard);
    }

    @Test
    void cancel_endsTheInviteWith487() {
        String invite = invite("");
        peer.next("SIP/2.0 100");
        peer.send(invite.replace("INVITE sip", "CANCEL sip")
                .replace("1 INVITE", "1 CANCEL")
                .replaceAll("(?s)Content-Type.*", "Content-Length: 0\n\n"));
        peer.next("SIP/2.0 200 OK");
        String terminated = peer.next("SIP/2.0 487 Request Terminated");
        peer.send(invite.replace("INVITE sip", "ACK sip")
                .replace("1 INVITE", "1 ACK")
                .replaceAll("(?s)Content-Type.*", "Content-Length: 0\n\n"));
        pair.loop.advance(5_000);
        assertTrue(peer.received.isEmpty());
        assertFalse(terminated.contains("Contact"));
        assertEquals(List.of("invited sdp", "hungUp"), callee.heard);
    }

    @Test
    void refusal_isRepeatedUntilTheAck() {
        invite("");
        peer.next("SIP/2.0 100");
        callee.leg().refuse(486);
        String busy = peer.next("SIP/2.0 486 Busy Here");
        pair.loop.advance(1_600);
        assertEquals(List.of(busy, busy), List.copyOf(peer.received));
    }

    @Test
    void provisionals_whenRequiredReliably_waitForEachPrack() {
        invite("Require: 100rel\n");
        peer.next("SIP/2.0 100");
        callee.leg().progress(TwoStacks.ANSWER);
        String progress = peer.next("SIP/2.0 183 Session Progress");
        assertEquals("100rel", Script.header(progress, "Require"));
        callee.leg().answer(TwoStacks.ANSWER);
        pair.loop.advance(600);
        assertEquals(progress, peer.next());
        assertTrue(peer.received.isEmpty());
        String rseq = Script.header(progress, "RSeq");
        peer.send(request("PRACK", 2, tag(progress), "RAck: 1 1 INVITE\n"));
        peer.next("SIP/2.0 481");
        peer.send(request("PRACK", 3, tag(progress), "RAck: " + rseq + " 1 INVITE\n"));
        peer.next("SIP/2.0 200 OK");
        String ok = peer.next("SIP/2.0 200 OK");
        assertTrue(Script.header(ok, "CSeq").equals("1 INVITE"));
        peer.send(ackOf(ok));
        bye(ok);
    }

    @Test
    void provisional_neverAcknowledged_endsTheCall() {
        invite("Require: 100rel\n");
        callee.leg().progress(TwoStacks.ANSWER);
        pair.loop.advance(33_000);
        assertEquals(List.of("invited sdp", "hungUp"), callee.heard);
    }

    @Test
    void inviteWithoutOffer_getsOursAndItsAnswerInTheAck() {
        peer.send(request("INVITE", 1, "", Script.CONTACT));
        peer.next("SIP/2.0 100");
        callee.leg().answer(TwoStacks.OFFER);
        String ok = peer.next("SIP/2.0 200");
        peer.send(request("ACK", 1, tag(ok), Script.withSdp("", Script.SDP)));
        assertEquals(List.of("invited", "reanswered", "acknowledged"), callee.heard);
        bye(ok);
    }

    @Test
    void reinvite_isAnsweredOrRefusedByTheUser() {
        String ok = answered("");
        peer.send(request("INVITE", 5, tag(ok), Script.CONTACT + Script.withSdp("", Script.SDP)));
        String second = peer.next("SIP/2.0 200");
        peer.send(request("INVITE", 6, tag(ok), Script.CONTACT + Script.withSdp("", Script.SDP)));
        peer.next("SIP/2.0 491 Request Pending");
        peer.send(request("ACK", 5, tag(second), ""));
        callee.answerToReoffer = null;
        peer.send(request("INVITE", 7, tag(ok), Script.CONTACT + Script.withSdp("", Script.SDP)));
        peer.next("SIP/2.0 488");
        peer.send(request("UPDATE", 8, tag(ok), Script.CONTACT));
        peer.next("SIP/2.0 200");
        peer.send(request("INVITE", 9, tag(ok), Script.CONTACT));
        String late = peer.next("SIP/2.0 200");
        assertTrue(late.contains("s=offer"));
        peer.send(request("ACK", 9, tag(ok), Script.withSdp("", Script.SDP)));
        assertEquals(
                List.of("invited sdp", "acknowledged", "reoffered", "reoffered", "currentOffer", "reanswered"),
                callee.heard);
        bye(ok);
    }

    @Test
    void requestsWithinTheDialog_areAnsweredByTheirKind() {
        String ok = answered("");
        String tag = tag(ok);
        peer.send(request("OPTIONS", 5, tag, ""));
        assertEquals("application/sdp", Script.header(peer.next("SIP/2.0 200"), "Accept"));
        peer.send(request("INFO", 6, tag, "Content-Type: application/dtmf-relay\nContent-Length: 8\n\nSignal=5"));
        peer.next("SIP/2.0 415");
        for (String method : List.of("MESSAGE", "NOTIFY", "REFER", "SUBSCRIBE", "PUBLISH")) {
            peer.send(request(method, 7, tag, ""));
            assertTrue(Script.header(peer.next("SIP/2.0 405"), "Allow").startsWith("INVITE"));
        }
        peer.send(request("DANCE", 8, tag, ""));
        peer.next("SIP/2.0 501");
        peer.send(request("OPTIONS", 2, tag, ""));
        assertFalse(Script.header(peer.next("SIP/2.0 500"), "Retry-After").isEmpty());
        peer.send(request("OPTIONS", 9, tag, "Require: dance, timer\n"));
        assertEquals("dance", Script.header(peer.next("SIP/2.0 420"), "Unsupported"));
        peer.send(request("BYE", 10, "deadbeef", ""));
        peer.next("SIP/2.0 481");
        bye(ok);
        peer.send(request("BYE", 91, tag, ""));
        peer.next("SIP/2.0 481");
        assertEquals(List.of("invited sdp", "acknowledged", "hungUp"), callee.heard);
    }

    @Test
    void bye_whenRepeated_isAnsweredTheSame() {
        String ok = answered("");
        String bye = request("BYE", 5, tag(ok), "");
        peer.send(bye);
        String first = peer.next("SIP/2.0 200");
        peer.send(bye);
        assertEquals(first, peer.next());
    }

    @Test
    void sessionTimer_isAgreedByTheRules() {
        peer.send(request("INVITE", 1, "", Script.CONTACT + Script.withSdp("Session-Expires: 60\n", Script.SDP)));
        assertEquals("90", Script.header(peer.next("SIP/2.0 422"), "Min-SE"));
        String ok = answered("Supported: timer\nSession-Expires: 3000;refresher=uac\n");
        assertEquals("1800;refresher=uac", Script.header(ok, "Session-Expires"));
        assertEquals("timer", Script.header(ok, "Require"));
        pair.loop.advance(1_700_000);
        peer.send(request("UPDATE", 5, tag(ok), Script.CONTACT + "Supported: timer\nSession-Expires: 1800\n"));
        peer.next("SIP/2.0 200");
        pair.loop.advance(1_700_000);
        assertFalse(callee.heard.contains("hungUp"));
        pair.loop.advance(100_000);
        assertTrue(callee.heard.contains("hungUp"));
        peer.respond(peer.next("BYE"), 200, "", "");
    }

    @Test
    void requestsOutsideDialogs_areAnsweredByTheRules() {
        peer.send(request("OPTIONS", 1, "", ""));
        assertEquals(0, pair.east.liveTransactions());
        assertTrue(Script.header(peer.next("SIP/2.0 200"), "Allow").startsWith("INVITE"));
        peer.send(request("OPTIONS", 2, "", "").replace("Forwards: 70", "Forwards: 0"));
        peer.next("SIP/2.0 483");
        peer.send(request("OPTIONS", 3, "", "").replace("OPTIONS sip:5551234@10.0.0.2", "OPTIONS tel:5551234"));
        peer.next("SIP/2.0 416");
        peer.send(request("MESSAGE", 4, "", ""));
        assertTrue(Script.header(peer.next("SIP/2.0 404"), "Allow").isEmpty(), "as any dead number answers");
        assertEquals(1, pair.east.texts());
        Decision usual = pair.eastDecision;
        pair.eastDecision = new Decision.Admit(new Peer.Phone(new Label("desk")));
        peer.send(request("MESSAGE", 4, "", ""));
        peer.next("SIP/2.0 405");
        pair.eastDecision = usual;
        peer.send(request("DANCE", 5, "", ""));
        peer.next("SIP/2.0 501");
        peer.send(request("BYE", 6, "", ""));
        peer.next("SIP/2.0 481");
        peer.send(request("CANCEL", 6, "", ""));
        peer.next("SIP/2.0 481");
        peer.send(request("INVITE", 7, "", Script.CONTACT + "Content-Type: text/plain\nContent-Length: 2\n\nhi"));
        assertEquals("application/sdp", Script.header(peer.next("SIP/2.0 415"), "Accept"));
        peer.send(request("INVITE", 8, "", Script.withSdp("", Script.SDP)));
        peer.next("SIP/2.0 400");
        pair.eastDecision = new Decision.Admit(new Peer.Stranger());
        peer.send(request("INVITE", 9, "", Script.CONTACT));
        peer.next("SIP/2.0 403");
        pair.eastDecision = new Decision.Silence();
        peer.send(request("INVITE", 10, "", Script.CONTACT));
        assertTrue(peer.received.isEmpty());
        HeaderLine line = new HeaderLine(HeaderName.WWW_AUTHENTICATE, "Digest realm=\"x\"");
        pair.eastDecision = new Decision.Answer(401, List.of(line));
        String invite = request("INVITE", 11, "", Script.CONTACT);
        peer.send(invite);
        String refused = peer.next("SIP/2.0 401");
        assertEquals("Digest realm=\"x\"", Script.header(refused, "WWW-Authenticate"));
        peer.send(invite.replace("INVITE", "ACK"));
        peer.send(request("REGISTER", 12, "", ""));
        peer.next("SIP/2.0 401");
        assertEquals(0, pair.east.liveTransactions());
        pair.eastDecision = new Decision.Answer(200, List.of(new HeaderLine(HeaderName.EXPIRES, "60")));
        String register = request("REGISTER", 13, "", "");
        peer.send(register);
        String registered = peer.next("SIP/2.0 200");
        pair.eastDecision = new Decision.Silence();
        peer.send(register);
        assertEquals(registered, peer.next());
        assertTrue(callee.heard.isEmpty());
    }

    @Test
    void strangers_whoMayNotKnowUs_hearNothing() {
        pair.eastDecision = new Decision.Silence();
        pair.eastMayBeKnown = false;
        peer.send(request("OPTIONS", 1, "", "").replace("Forwards: 70", "Forwards: 0"));
        peer.send(request("OPTIONS", 2, "", "").replace("OPTIONS sip:5551234@10.0.0.2", "OPTIONS tel:5551234"));
        peer.send(request("OPTIONS", 3, "", "").replace("CSeq: 3", "CSeq: x"));
        peer.send(request("BYE", 4, "none", ""));
        peer.send(request("CANCEL", 5, "", ""));
        pair.east.drain();
        peer.send(request("INVITE", 6, "", Script.CONTACT));
        assertTrue(peer.received.isEmpty());
        assertEquals(6, pair.east.dropped());
    }

    @Test
    void cancel_fromAnotherMachine_isNotHeard() {
        String cancel = invite("").replace("INVITE", "CANCEL");
        peer.next("SIP/2.0 100");
        Script stranger = new Script(pair, TwoStacks.address(6), pair.eastAddress);
        stranger.send(cancel);
        assertEquals(List.of("invited sdp"), callee.heard);
        peer.send(cancel);
        assertEquals(List.of("invited sdp", "hungUp"), callee.heard);
    }

    @Test
    void update_withAnOfferWhileItRings_isAnsweredOnceTheFirstOfferIs() {
        invite("Require: 100rel\n");
        peer.next("SIP/2.0 100");
        callee.leg().progress(TwoStacks.ANSWER);
        String progress = peer.next("SIP/2.0 183");
        String offer = Script.CONTACT + Script.withSdp("", Script.SDP);
        peer.send(request("UPDATE", 2, tag(progress), offer));
        peer.next("SIP/2.0 500");
        peer.send(request("PRACK", 3, tag(progress), "RAck: " + Script.header(progress, "RSeq") + " 1 INVITE\n"));
        peer.next("SIP/2.0 200");
        peer.send(request("UPDATE", 4, tag(progress), offer));
        assertTrue(peer.next("SIP/2.0 200").contains("s=answer"));
        assertEquals(List.of("invited sdp", "reoffered"), callee.heard);
        callee.leg().refuse(480);
    }

    @Test
    void prack_withTheAnswerToOurOffer_settlesTheSession() {
        peer.send(request("INVITE", 1, "", Script.CONTACT + "Require: 100rel\n"));
        peer.next("SIP/2.0 100");
        callee.leg().progress(TwoStacks.OFFER);
        String progress = peer.next("SIP/2.0 183");
        String rack = "RAck: " + Script.header(progress, "RSeq") + " 1 INVITE\n";
        peer.send(request("PRACK", 2, tag(progress), Script.withSdp(rack, Script.SDP)));
        peer.next("SIP/2.0 200");
        assertEquals(List.of("invited", "reanswered"), callee.heard);
        callee.leg().answer(TwoStacks.OFFER);
        String ok = peer.next("SIP/2.0 200");
        assertFalse(ok.contains("s=offer"), "a second offer was never asked for");
        peer.send(ackOf(ok));
        assertEquals(List.of("invited", "reanswered", "acknowledged"), callee.heard);
        bye(ok);
    }

    @Test
    void prack_withAnotherOffer_isAnswered() {
        invite("Require: 100rel\n");
        peer.next("SIP/2.0 100");
        callee.leg().progress(TwoStacks.ANSWER);
        String progress = peer.next("SIP/2.0 183");
        String rack = "RAck: " + Script.header(progress, "RSeq") + " 1 INVITE\n";
        peer.send(request("PRACK", 2, tag(progress), Script.withSdp(rack, Script.SDP)));
        assertTrue(peer.next("SIP/2.0 200").contains("s=answer"));
        assertEquals(List.of("invited sdp", "reoffered"), callee.heard);
        callee.leg().refuse(480);
    }

    @Test
    void invite_thatCameByAnotherWay_isALoop() {
        String invite = invite("");
        peer.next("SIP/2.0 100");
        peer.send(invite.replace("z9hG4bK0", "z9hG4bKother"));
        peer.next("SIP/2.0 482 Loop Detected");
        callee.leg().refuse(480);
    }

    @Test
    void response_goesWhereTheRequestCameFrom() {
        pair.eastDecision = new Decision.Admit(new Peer.Phone(new Label("desk")));
        peer.send(request("OPTIONS", 1, "", "").replace("UDP 10.0.0.3;", "UDP 192.168.7.7:5070;rport;"));
        assertEquals(
                "SIP/2.0/UDP 192.168.7.7:5070;rport=5060;branch=z9hG4bK0;received=10.0.0.3",
                Script.header(peer.next("SIP/2.0 200"), "Via"));
    }

    @Test
    void malformedRequest_isAnsweredWithoutMemory() {
        peer.send(request("OPTIONS", 1, "", "").replace("CSeq: 1", "CSeq: x"));
        peer.next("SIP/2.0 400 Bad Request");
        peer.send("what is this\n\n");
        peer.send("SIP/2.0 200 OK\n\n");
        assertTrue(peer.received.isEmpty());
        assertEquals(2, pair.east.dropped());
    }

    @Test
    void draining_refusesNewCallsAndKeepsTheOthers() {
        String ok = answered("");
        pair.east.drain();
        peer.send(request("INVITE", 1, "", Script.CONTACT).replace("one@", "two@"));
        assertFalse(Script.header(peer.next("SIP/2.0 503"), "Retry-After").isEmpty());
        peer.send(request("OPTIONS", 5, tag(ok), ""));
        peer.next("SIP/2.0 200");
        pair.east.hangUpAll();
        peer.respond(peer.next("BYE"), 200, "", "");
    }
}
