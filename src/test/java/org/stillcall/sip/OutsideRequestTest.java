package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Secret;

/** Our REGISTER and OPTIONS outside dialogs. */
final class OutsideRequestTest {
    private final TwoStacks pair = new TwoStacks(2);
    private final Script peer = new Script(pair, TwoStacks.address(3), pair.westAddress);
    private final List<String> heard = new ArrayList<>();
    private final ResponseListener listener = new ResponseListener() {
        @Override
        public void answered(SipMessage response) {
            heard.add(response.status() + " " + response.cseq());
        }

        @Override
        public void failed(FailureKind kind) {
            heard.add(kind.name());
        }
    };

    private OutgoingRequest register() {
        return new OutgoingRequest(
                Hop.udp(TwoStacks.address(3)),
                SipMethod.REGISTER,
                "sip:trunk.example",
                "sip:us@trunk.example",
                "sip:us@trunk.example",
                "call-one",
                5,
                List.of(new HeaderLine(HeaderName.EXPIRES, "600")),
                new Credential("us", Secret.of("secret".getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void register_whenChallenged_isSentAgainWithTheAnswer() {
        pair.west.request(register(), listener);
        String first = peer.next("REGISTER sip:trunk.example SIP/2.0");
        assertEquals("600", Script.header(first, "Expires"));
        peer.respond(first, 401, "a", "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\"\n");
        String second = peer.next("REGISTER");
        assertTrue(Script.header(second, "Authorization").contains("uri=\"sip:trunk.example\""));
        assertEquals("6 REGISTER", Script.header(second, "CSeq"));
        peer.respond(second, 200, "a", "");
        assertEquals(List.of("200 6"), heard);
        pair.loop.advance(40_000);
        pair.assertNothingIsLeft();
    }

    @Test
    void register_whenNobodyAnswers_isRepeatedAndFails() {
        pair.west.request(register(), listener);
        pair.loop.advance(33_000);
        assertEquals(11, peer.received.size()); // timer E: 0.5, 1.5, 3.5, then each 4 s
        assertEquals(List.of("TIMEOUT"), heard);
        pair.assertNothingIsLeft();
    }
}
