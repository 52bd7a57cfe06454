package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillcall.base.Secret;

/** G16, G6: what is told of a leg that we did not end, and what we say of one that we do. */
final class HangUpTest {
    private static final HangUp PLAIN = new HangUp(HangUp.Kind.BYE, 0, 0);

    private final TwoStacks pair = new TwoStacks(11);
    private final TwoStacks.Ear ear = new TwoStacks.Ear();
    private final TwoStacks.Callee callee = new TwoStacks.Callee();
    private final Script carrier = new Script(pair, TwoStacks.address(3), pair.westAddress);
    private final Script caller = new Script(pair, TwoStacks.address(4), pair.eastAddress);

    HangUpTest() {
        pair.eastUser = callee;
    }

    @AfterEach
    void nothingIsLeft() {
        pair.loop.advance(100_000);
        pair.assertNothingIsLeft();
    }

    private Invitation invitation() {
        Invitation plain = pair.invitation();
        return new Invitation(
                List.of(Hop.udp(TwoStacks.address(3))),
                plain.target(),
                plain.from(),
                plain.contactUser(),
                plain.privacy(),
                null,
                plain.sdp(),
                null,
                Duration.ofSeconds(60),
                true);
    }

    /** Our call, answered; what the answer said, for requests of the carrier's. */
    private String answered(String more) {
        Leg leg = pair.west.invite(invitation(), ear);
        assertEquals(Leg.State.TRYING, leg.state());
        String invite = carrier.next("INVITE");
        carrier.respond(invite, 200, "a", Script.withSdp(Script.CONTACT + more, Script.SDP));
        carrier.next("ACK");
        return invite;
    }

    private void bye(String invite, String reason) {
        carrier.send("BYE " + Script.header(invite, "Contact").replaceAll("^.*<|>.*$", "") + " SIP/2.0\n"
                + "Via: SIP/2.0/UDP 10.0.0.3;branch=z9hG4bKbye\nFrom: " + Script.header(invite, "To") + ";tag=a\nTo: "
                + Script.header(invite, "From") + "\nCall-ID: " + Script.header(invite, "Call-ID")
                + "\nCSeq: 7 BYE\nMax-Forwards: 70\n" + reason + "Content-Length: 0\n\n");
        carrier.next("SIP/2.0 200");
    }

    @Test
    void bye_tellsItsReasons() {
        bye(answered(""), "Reason: SIP;cause=503, Q.850;cause=41;text=\"x\"\n");
        assertEquals(new HangUp(HangUp.Kind.BYE, 41, 503), ear.how);
    }

    @Test
    void bye_withoutAReason_tellsNone() {
        bye(answered(""), "");
        assertEquals(PLAIN, ear.how);
    }

    /** RFC 3261 section 12.2.1.2: the peer does not know the dialog, or nothing came of our request in it. */
    @ParameterizedTest
    @ValueSource(ints = {408, 481})
    void refresh_thatIsRefusedSo_isALoss(int status) {
        answered("Allow: UPDATE\nSession-Expires: 600;refresher=uac\n");
        pair.loop.advance(301_000);
        carrier.respond(carrier.next("UPDATE"), status, "", "");
        carrier.respond(carrier.next("BYE"), 200, "", "");
        assertEquals(HangUp.GONE, ear.how);
    }

    /** Section 14.1: any other refusal leaves the session as it was; if it is gone, silence tells. */
    @Test
    void refresh_thatFailsWithAServersFault_isNoLossByItself() {
        answered("Allow: UPDATE\nSession-Expires: 600;refresher=uac\n");
        pair.loop.advance(301_000);
        carrier.respond(carrier.next("UPDATE"), 500, "", "");
        assertEquals(List.of("answered sdp"), ear.heard);
        assertNull(ear.how);
        pair.west.hangUpAll();
        carrier.respond(carrier.next("BYE"), 200, "", "");
    }

    @Test
    void refresh_thatNothingComesOf_isALoss() {
        answered("Allow: UPDATE\nSession-Expires: 600;refresher=uac\n");
        pair.loop.advance(301_000 + 33_000);
        assertEquals(HangUp.GONE, ear.how);
    }

    @Test
    void session_thatThePeerDoesNotRefresh_isALoss() {
        answered("Session-Expires: 100;refresher=uas\n");
        pair.loop.advance(100_000);
        assertEquals(HangUp.GONE, ear.how);
    }

    // the called side

    /** A carrier may ask who we are also when we end a call that it brought. */
    @Test
    void ourBye_thatIsChallenged_isSentAgainWithTheCredential() {
        caller.send(request("INVITE", Script.withSdp("Contact: <sip:peer@10.0.0.4>\n", Script.SDP)));
        caller.next("SIP/2.0 100");
        callee.leg().answersWith(new Credential("us", Secret.of("secret".getBytes(StandardCharsets.US_ASCII))));
        callee.leg().answer(TwoStacks.ANSWER);
        String ok = caller.next("SIP/2.0 200");
        caller.send(request("ACK", "Content-Length: 0\n\n")
                .replace("To: <sip:5551234@10.0.0.2>", "To: " + Script.header(ok, "To")));
        callee.leg().hangUp();
        String bye = caller.next("BYE");
        caller.respond(bye, 407, "", "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n\"\n");
        String again = caller.next("BYE");
        assertTrue(Script.header(again, "Proxy-Authorization").contains("username=\"us\""), again);
        caller.respond(again, 200, "", "");
    }

    private String request(String method, String more) {
        return method + " sip:5551234@10.0.0.2 SIP/2.0\nVia: SIP/2.0/UDP 10.0.0.4;branch=z9hG4bKone\n"
                + "Max-Forwards: 70\nFrom: <sip:ann@10.0.0.3>;tag=x\nTo: <sip:5551234@10.0.0.2>\n"
                + "Call-ID: one@10.0.0.3\nCSeq: 1 " + method + "\n" + more;
    }

    private void invited() {
        caller.send(request("INVITE", Script.withSdp(Script.CONTACT, Script.SDP)));
        caller.next("SIP/2.0 100");
    }

    @Test
    void cancel_isToldAsOne() {
        invited();
        caller.send(request("CANCEL", "Content-Length: 0\n\n"));
        assertEquals(HangUp.CANCELLED, callee.how);
    }

    @Test
    void answer_thatIsNeverAcknowledged_isALoss() {
        invited();
        callee.leg().answer(TwoStacks.ANSWER);
        pair.loop.advance(40_000);
        assertEquals(HangUp.GONE, callee.how);
    }

    @Test
    void refusal_withACause_saysItInANumberAlone() {
        invited();
        callee.leg().refuse(404, ReleaseCause.UNALLOCATED);
        String refusal = caller.next("SIP/2.0 404 Not Found");
        assertEquals("Q.850;cause=1", Script.header(refusal, "Reason"));
        caller.send(request("ACK", "Content-Length: 0\n\n"));
    }

    @Test
    void refusal_withoutACause_hasNoReason() {
        invited();
        callee.leg().refuse(404);
        assertEquals("", Script.header(caller.next("SIP/2.0 404"), "Reason"));
        caller.send(request("ACK", "Content-Length: 0\n\n"));
    }

    @Test
    void ourBye_saysACauseOnlyWhenItIsGivenOne() {
        Leg leg = pair.west.invite(invitation(), ear);
        carrier.respond(carrier.next("INVITE"), 200, "a", Script.withSdp(Script.CONTACT, Script.SDP));
        carrier.next("ACK");
        leg.hangUp(new ReleaseCause(41));
        String bye = carrier.next("BYE");
        assertEquals("Q.850;cause=41", Script.header(bye, "Reason"));
        carrier.respond(bye, 200, "", "");
        Leg second = pair.west.invite(invitation(), ear);
        carrier.respond(carrier.next("INVITE"), 200, "b", Script.withSdp(Script.CONTACT, Script.SDP));
        carrier.next("ACK");
        second.hangUp();
        String plain = carrier.next("BYE");
        assertEquals("", Script.header(plain, "Reason"));
        carrier.respond(plain, 200, "", "");
    }
}
