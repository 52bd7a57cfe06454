package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;
import org.stillcall.base.Secret;

/** Our INVITE against a peer that says what the test says. Rows G1, G10, B1. */
final class CallerLegTest {
    private final TwoStacks pair = new TwoStacks(7);
    private final TwoStacks.Ear ear = new TwoStacks.Ear();
    private final Script peer = new Script(pair, TwoStacks.address(3), pair.westAddress);
    private final Script other = new Script(pair, TwoStacks.address(4), pair.westAddress);

    private Leg call(boolean credential) {
        Invitation plain = pair.invitation();
        return pair.west.invite(
                new Invitation(
                        List.of(Hop.udp(TwoStacks.address(3)), Hop.udp(TwoStacks.address(4))),
                        plain.target(),
                        plain.from(),
                        plain.contactUser(),
                        plain.privacy(),
                        null,
                        plain.sdp(),
                        credential
                                ? new Credential("us", Secret.of("secret".getBytes(StandardCharsets.US_ASCII)))
                                : null,
                        Duration.ofSeconds(60),
                        true),
                ear);
    }

    private static String ok() {
        return Script.withSdp(Script.CONTACT + "Allow: INVITE, UPDATE\n", Script.SDP);
    }

    @AfterEach
    void nothingIsLeft() {
        pair.loop.advance(100_000);
        pair.assertNothingIsLeft();
    }

    @Test
    void invite_whenAnswered_isAcknowledgedAlsoWhenRepeated() {
        Leg leg = call(false);
        String invite = peer.next("INVITE sip:bob@10.0.0.2;user=phone SIP/2.0");
        peer.respond(invite, 180, "a", "");
        peer.respond(invite, 200, "a", ok());
        String ack = peer.next("ACK sip:peer@10.0.0.3 SIP/2.0");
        assertNotEquals(Script.branch(invite), Script.branch(ack));
        peer.respond(invite, 200, "a", ok());
        assertEquals(ack, peer.next());
        assertEquals(List.of("progressed 180", "answered sdp"), ear.heard);
        leg.hangUp();
        String bye = peer.next("BYE sip:peer@10.0.0.3 SIP/2.0");
        assertTrue(Script.header(bye, "To").endsWith(";tag=a"));
        peer.respond(bye, 200, "", "");
        peer.respond(invite, 200, "a", ok());
        assertEquals(ack, peer.next());
    }

    @Test
    void hangUp_beforeAnyProvisional_waitsWithTheCancel() {
        Leg leg = call(false);
        String invite = peer.next("INVITE");
        leg.hangUp();
        assertEquals(Leg.State.ENDED, leg.state());
        pair.loop.advance(100);
        assertTrue(peer.received.isEmpty());
        assertEquals(List.of("failed CANCELLED 0"), ear.heard);
        peer.respond(invite, 100, "", "");
        String cancel = peer.next("CANCEL sip:bob@10.0.0.2;user=phone");
        assertEquals(Script.header(invite, "Via"), Script.header(cancel, "Via"));
        assertEquals(Script.header(invite, "CSeq").replace("INVITE", "CANCEL"), Script.header(cancel, "CSeq"));
        peer.respond(cancel, 200, "a", "");
        peer.respond(invite, 487, "a", "");
        String ack = peer.next("ACK sip:bob@10.0.0.2;user=phone");
        assertEquals(Script.branch(invite), Script.branch(ack));
        assertTrue(Script.header(ack, "To").endsWith(";tag=a"));
        assertEquals(List.of("failed CANCELLED 0"), ear.heard);
    }

    @Test
    void forget_beforeAnyProvisional_endsTheRepetition() {
        BlockPool pool = Digits.pool(1);
        byte[] text = "+12025550147".getBytes(StandardCharsets.US_ASCII);
        Digits number = Objects.requireNonNull(Digits.read(pool, MemorySegment.ofArray(text), 0, text.length));
        Invitation plain = pair.invitation();
        Leg leg = pair.west.invite(
                new Invitation(
                        List.of(Hop.udp(TwoStacks.address(3))),
                        new Target("", true, number, "10.0.0.2", 0, ";user=phone"),
                        plain.from(),
                        plain.contactUser(),
                        plain.privacy(),
                        null,
                        plain.sdp(),
                        null,
                        Duration.ofSeconds(60),
                        true),
                ear);
        String invite = peer.next("INVITE sip:+12025550147@10.0.0.2;user=phone");
        leg.hangUp();
        leg.forget(number);
        number.close();
        pair.loop.advance(20_000);
        assertTrue(peer.received.isEmpty(), "an INVITE without its number was sent");
        peer.respond(invite, 180, "a", "");
        assertEquals(Script.branch(invite), Script.branch(peer.next("CANCEL")));
    }

    @Test
    void hangUp_whenAnswerCrossesTheCancel_acknowledgesAndEnds() {
        Leg leg = call(false);
        String invite = peer.next("INVITE");
        peer.respond(invite, 180, "a", "");
        leg.hangUp();
        String cancel = peer.next("CANCEL");
        peer.respond(invite, 200, "a", ok());
        peer.next("ACK");
        peer.respond(peer.next("BYE"), 200, "", "");
        peer.respond(cancel, 481, "a", "");
    }

    @Test
    void hangUp_whenNoFinalEverComes_endsAfter64T1() {
        Leg leg = call(false);
        String invite = peer.next("INVITE");
        peer.respond(invite, 180, "a", "");
        leg.hangUp();
        peer.respond(peer.next("CANCEL"), 200, "a", "");
        pair.loop.advance(31_000);
        assertEquals(1, pair.west.liveLegs());
        pair.loop.advance(2_000);
        assertEquals(0, pair.west.liveLegs());
    }

    @Test
    void ring_beyondTheLimit_isCancelled() {
        call(false);
        String invite = peer.next("INVITE");
        peer.respond(invite, 180, "a", "");
        pair.loop.advance(61_000);
        assertEquals(List.of("progressed 180", "failed RING_LIMIT 0"), ear.heard);
        peer.respond(peer.next("CANCEL"), 200, "a", "");
        peer.respond(invite, 487, "a", "");
        peer.next("ACK");
    }

    @Test
    void refusal_isToldWithItsCause() {
        call(false);
        String invite = peer.next("INVITE");
        peer.respond(invite, 302, "a", "Contact: <sip:home@10.0.0.4>\n");
        peer.next("ACK");
        assertEquals(List.of("failed REJECTED 302"), ear.heard);
        assertTrue(other.received.isEmpty());
    }

    @Test
    void unavailable_beforeItRang_goesToTheNextHop() {
        call(false);
        String invite = peer.next("INVITE");
        peer.respond(invite, 503, "a", "");
        peer.next("ACK");
        String second = other.next("INVITE");
        assertEquals(Script.header(invite, "Call-ID"), Script.header(second, "Call-ID"));
        assertNotEquals(Script.branch(invite), Script.branch(second));
        other.respond(second, 486, "b", "");
        other.next("ACK");
        assertEquals(List.of("failed REJECTED 486"), ear.heard);
    }

    @Test
    void unavailable_afterItRang_endsTheCall() {
        call(false);
        String invite = peer.next("INVITE");
        peer.respond(invite, 180, "a", "");
        peer.respond(invite, 503, "a", "");
        peer.next("ACK");
        assertEquals(List.of("progressed 180", "failed REJECTED 503"), ear.heard);
        assertTrue(other.received.isEmpty());
    }

    @Test
    void silence_isRepeatedThenGoesToTheNextHop() {
        call(false);
        pair.loop.advance(33_000);
        assertEquals(7, peer.received.size()); // timer A: 0.5, 1.5, 3.5, 7.5, 15.5, 31.5 s
        peer.received.clear();
        String second = other.next("INVITE");
        other.respond(second, 404, "b", "");
        other.next();
        assertEquals(List.of("failed REJECTED 404"), ear.heard);
    }

    @Test
    void hop_thatCannotBeReached_isPassedOver() {
        call(false);
        peer.next("INVITE");
        pair.west.failed(Hop.udp(TwoStacks.address(3)), FailureKind.UNREACHABLE);
        other.next("INVITE");
        pair.west.failed(Hop.udp(TwoStacks.address(4)), FailureKind.UNREACHABLE);
        assertEquals(List.of("failed UNREACHABLE 0"), ear.heard);
    }

    @Test
    void challenge_isAnsweredWithinTheSameCall() {
        call(true);
        String invite = peer.next("INVITE");
        peer.respond(invite, 407, "a", "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"\n");
        peer.next("ACK");
        String second = peer.next("INVITE");
        assertTrue(Script.header(second, "Proxy-Authorization").startsWith("Digest username=\"us\", realm=\"r\""));
        assertTrue(second.contains("uri=\"sip:bob@10.0.0.2;user=phone\""));
        assertEquals(Script.header(invite, "Call-ID"), Script.header(second, "Call-ID"));
        assertEquals(Script.header(invite, "From"), Script.header(second, "From"));
        assertNotEquals(Script.branch(invite), Script.branch(second));
        assertEquals(number(invite) + 1, number(second));
        peer.respond(second, 407, "a", "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"\n");
        peer.next("ACK");
        assertEquals(List.of("failed REJECTED 407"), ear.heard);
    }

    private static long number(String request) {
        return Long.parseLong(Script.header(request, "CSeq").split(" ")[0]);
    }

    @Test
    void sessionInterval_tooSmall_isRaisedToWhatThePeerWants() {
        call(false);
        String invite = peer.next("INVITE");
        assertEquals("1800", Script.header(invite, "Session-Expires"));
        peer.respond(invite, 422, "a", "Min-SE: 3600\n");
        peer.next("ACK");
        String second = peer.next("INVITE");
        assertEquals("3600", Script.header(second, "Session-Expires"));
        assertEquals("3600", Script.header(second, "Min-SE"));
        peer.respond(second, 486, "a", "");
        peer.next("ACK");
    }

    @Test
    void fork_thatAnswersLater_isAcknowledgedAndEnded() {
        Leg leg = call(false);
        String invite = peer.next("INVITE");
        peer.respond(invite, 200, "a", ok());
        peer.next("ACK");
        peer.respond(invite, 200, "b", ok());
        assertTrue(Script.header(peer.next("ACK"), "To").endsWith(";tag=b"));
        String bye = peer.next("BYE");
        assertTrue(Script.header(bye, "To").endsWith(";tag=b"));
        peer.respond(bye, 200, "", "");
        assertEquals(List.of("answered sdp"), ear.heard);
        leg.hangUp();
        String own = peer.next("BYE");
        assertTrue(Script.header(own, "To").endsWith(";tag=a"));
        peer.respond(own, 200, "", "");
    }

    @Test
    void reliableProvisional_isAcknowledgedOnce() {
        Leg leg = call(false);
        String invite = peer.next("INVITE");
        String more = Script.withSdp(Script.CONTACT + "Require: 100rel\nRSeq: 17\n", Script.SDP);
        peer.respond(invite, 183, "a", more);
        String prack = peer.next("PRACK sip:peer@10.0.0.3");
        assertEquals("17 " + Script.header(invite, "CSeq"), Script.header(prack, "RAck"));
        peer.respond(invite, 183, "a", more);
        peer.respond(prack, 200, "", "");
        assertTrue(peer.received.isEmpty());
        peer.respond(invite, 200, "a", Script.CONTACT);
        peer.next("ACK");
        assertEquals(List.of("progressed 183 sdp", "answered"), ear.heard);
        leg.hangUp();
        peer.respond(peer.next("BYE"), 200, "", "");
    }

    @Test
    void answer_withoutDescription_isEnded() {
        call(false);
        String invite = peer.next("INVITE");
        peer.respond(invite, 200, "a", Script.CONTACT);
        peer.next("ACK");
        peer.respond(peer.next("BYE"), 200, "", "");
        assertEquals(List.of("failed BAD_ANSWER 0"), ear.heard);
    }

    @Test
    void session_whoseRefreshIsOurs_isRefreshedAtHalfTime() {
        Leg leg = call(false);
        String invite = peer.next("INVITE");
        String ok = Script.withSdp(Script.CONTACT + "Allow: UPDATE\nSession-Expires: 600;refresher=uac\n", Script.SDP);
        peer.respond(invite, 200, "a", ok);
        peer.next("ACK");
        pair.loop.advance(301_000);
        String update = peer.next("UPDATE");
        assertEquals("600;refresher=uac", Script.header(update, "Session-Expires"));
        peer.respond(update, 200, "", "Session-Expires: 600;refresher=uac\n" + Script.CONTACT);
        pair.loop.advance(301_000);
        String second = peer.next("UPDATE");
        peer.respond(second, 481, "", "");
        peer.respond(peer.next("BYE"), 200, "", "");
        assertEquals(List.of("answered sdp", "hungUp"), ear.heard);
        assertEquals(Leg.State.ENDED, leg.state());
    }

    @Test
    void session_whoseRefreshIsTheirs_endsWithoutIt() {
        call(false);
        String invite = peer.next("INVITE");
        peer.respond(
                invite, 200, "a", Script.withSdp(Script.CONTACT + "Session-Expires: 100;refresher=uas\n", Script.SDP));
        peer.next("ACK");
        pair.loop.advance(100_000);
        peer.respond(peer.next("BYE"), 200, "", "");
        assertEquals(List.of("answered sdp", "hungUp"), ear.heard);
    }

    @Test
    void route_ofTheDialog_isKeptInReverse() {
        Leg leg = call(false);
        String invite = peer.next("INVITE");
        peer.respond(
                invite,
                200,
                "a",
                Script.withSdp(
                        "Contact: <sip:far@10.9.9.9>\nRecord-Route: <sip:10.0.0.8;lr>, <sip:10.0.0.7;lr>\n"
                                + "Record-Route: <sip:10.0.0.3;lr>\n",
                        Script.SDP));
        String route = "<sip:10.0.0.3;lr>, <sip:10.0.0.7;lr>, <sip:10.0.0.8;lr>";
        assertEquals(route, Script.header(peer.next("ACK sip:far@10.9.9.9"), "Route"));
        leg.hangUp();
        String bye = peer.next("BYE sip:far@10.9.9.9");
        assertEquals(route, Script.header(bye, "Route"));
        peer.respond(bye, 200, "", "");
    }

    @Test
    void reoffer_whenRefused_isTold() {
        Leg leg = call(false);
        peer.respond(peer.next("INVITE"), 200, "a", ok());
        peer.next("ACK");
        leg.reoffer(TwoStacks.OFFER);
        peer.respond(peer.next("UPDATE"), 488, "", "");
        assertEquals(List.of("answered sdp", "reofferRefused 488"), ear.heard);
        leg.reoffer(TwoStacks.OFFER);
        String update = peer.next("UPDATE");
        peer.respond(update, 491, "", "");
        pair.loop.advance(4_100);
        peer.respond(peer.next("UPDATE"), 200, "", ok());
        assertEquals(List.of("answered sdp", "reofferRefused 488", "reanswered"), ear.heard);
        leg.hangUp();
        peer.respond(peer.next("BYE"), 200, "", "");
        assertFalse(ear.heard.contains("hungUp"));
    }
}
