package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What leaves is on the allow-list, in one order, and nothing of one leg is ever on another. Row G1. */
final class ComposerTest {
    private static final List<String> REQUEST = List.of(
            "Via",
            "Max-Forwards",
            "Route",
            "From",
            "To",
            "Call-ID",
            "CSeq",
            "Contact",
            "Authorization",
            "Proxy-Authorization",
            "Privacy",
            "P-Asserted-Identity",
            "Session-Expires",
            "Min-SE",
            "RAck",
            "Allow",
            "Supported",
            "Content-Type",
            "Content-Length");
    private static final List<String> RESPONSE = List.of(
            "Via",
            "From",
            "To",
            "Call-ID",
            "CSeq",
            "Record-Route",
            "Contact",
            "Allow",
            "Supported",
            "Require",
            "RSeq",
            "Session-Expires",
            "Min-SE",
            "Retry-After",
            "Unsupported",
            "Accept",
            "Content-Type",
            "Content-Length");
    private static final Set<String> COPIED =
            Set.of("Via", "From", "To", "Call-ID", "CSeq", "Record-Route", "Unsupported");

    private static void assertOnTheList(String message) {
        List<String> list = message.startsWith("SIP/2.0") ? RESPONSE : REQUEST;
        int at = 0;
        for (String line : message.split("\r\n\r\n")[0].split("\r\n")) {
            int colon = line.indexOf(": ");
            if (line.startsWith("SIP/2.0") || line.endsWith(" SIP/2.0")) {
                continue;
            }
            int place = list.indexOf(line.substring(0, colon));
            assertTrue(place >= at, "not on the list, or out of order: " + line);
            at = place;
        }
        int body = message.indexOf("\r\n\r\n") + 4;
        assertEquals(message.length() - body, Integer.parseInt(Script.header(message, "Content-Length")));
    }

    @Test
    void everyMessage_ofManyCalls_isOnTheList() {
        TwoStacks pair = new TwoStacks(3);
        pair.net.loss = 0.1;
        pair.net.delayMillis = 100;
        Set<String> kinds = new HashSet<>();
        pair.net.tap = (from, slice) -> {
            String message = TwoStacks.text(slice);
            assertOnTheList(message);
            kinds.add(message.split(" ")[message.startsWith("SIP") ? 1 : 0]);
        };
        for (int i = 0; i < 40; i++) {
            TwoStacks.Callee callee = new TwoStacks.Callee();
            pair.eastUser = callee;
            Leg leg = pair.west.invite(pair.invitation(), new TwoStacks.Ear());
            pair.loop.advance(5_000);
            callee.leg().ring();
            if (i % 4 == 0) {
                pair.loop.advance(1_000);
                leg.hangUp();
            } else if (i % 4 == 1) {
                callee.leg().refuse(486);
            } else {
                callee.leg().answer(TwoStacks.ANSWER);
                pair.loop.advance(5_000);
                (i % 4 == 2 ? leg : callee.leg()).reoffer(TwoStacks.OFFER);
                pair.loop.advance(5_000);
            }
            leg.hangUp();
            pair.loop.advance(200_000);
        }
        pair.assertNothingIsLeft();
        assertTrue(kinds.containsAll(
                List.of("INVITE", "ACK", "BYE", "CANCEL", "UPDATE", "100", "180", "200", "486", "487")));
    }

    @Test
    void invitation_isWrittenExactlySo() {
        TwoStacks pair = new TwoStacks(3);
        List<String> sent = new ArrayList<>();
        pair.net.tap = (from, slice) -> sent.add(TwoStacks.text(slice));
        Invitation plain = pair.invitation();
        pair.west.invite(
                new Invitation(
                        plain.route(),
                        plain.target(),
                        plain.from(),
                        plain.contactUser(),
                        List.of("id", "header", "session"),
                        "sip:+15550100@trunk.example",
                        plain.sdp(),
                        null,
                        plain.ringLimit(),
                        true),
                new TwoStacks.Ear());
        String text = sent.getFirst()
                .replaceAll("[0-9a-f]{32}", "TOKEN")
                .replaceAll("CSeq: [0-9]+", "CSeq: N")
                .replace("\r\n", "\n");
        assertEquals("""
                INVITE sip:bob@10.0.0.2;user=phone SIP/2.0
                Via: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bKTOKEN;rport
                Max-Forwards: 70
                From: "Anonymous" <sip:anonymous@anonymous.invalid>;tag=TOKEN
                To: <sip:bob@10.0.0.2;user=phone>
                Call-ID: TOKEN
                CSeq: N INVITE
                Contact: <sip:c0ffee@10.0.0.1:5060;transport=udp>
                Privacy: id;header;session
                P-Asserted-Identity: <sip:+15550100@trunk.example>
                Session-Expires: 1800
                Min-SE: 90
                Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, PRACK, UPDATE
                Supported: 100rel, timer
                Content-Type: application/sdp
                Content-Length: 39

                v=0
                o=- 1 1 IN IP4 10.0.0.9
                s=offer
                """, text);
        pair.west.close();
        pair.east.close();
    }

    private static final String CANARIES = """
            Record-Route: <sip:canary7.example;lr>
            Contact: "canary1" <sip:canary2@10.0.0.3;canary3=4>;canary5=6
            Subject: canary
            s: canary
            Organization: canary
            User-Agent: canary
            Server: canary
            Date: Sat, 13 Nov 2010 23:29:00 GMT
            Timestamp: 4711
            P-Asserted-Identity: <sip:canary@canary>
            P-Preferred-Identity: <sip:canary@canary>
            Remote-Party-ID: <sip:canary@canary>
            Privacy: none
            Identity: canary
            Call-Info: <http://canary>
            Alert-Info: <http://canary>
            Reply-To: <sip:canary@canary>
            In-Reply-To: canary
            Referred-By: <sip:canary@canary>
            b: <sip:canary@canary>
            History-Info: <sip:canary@canary>
            Diversion: <sip:canary@canary>
            P-Charge-Info: <sip:canary@canary>
            Session-ID: canary
            User-to-User: canary
            Geolocation: <cid:canary@canary>
            Reason: Q.850;cause=16;text="canary"
            Authorization: Digest username="canary"
            X-Canary: canary
            Warning: 399 canary "canary"
            Supported: canary
            Allow: INVITE, UPDATE, CANARY
            Accept: application/canary
            """;

    @Test
    void nothingOfThePeer_isInItsResponsesButWhatTheRfcCopies_orOnAnotherLeg() {
        TwoStacks pair = new TwoStacks(4);
        TwoStacks.Callee callee = new TwoStacks.Callee();
        Script near = new Script(pair, TwoStacks.address(3), pair.eastAddress);
        Script far = new Script(pair, TwoStacks.address(4), pair.eastAddress);
        Invitation plain = pair.invitation();
        Leg[] outward = new Leg[1];
        pair.eastUser = invite -> {
            outward[0] = pair.east.invite(
                    new Invitation(
                            List.of(Hop.udp(TwoStacks.address(4))),
                            plain.target(),
                            plain.from(),
                            "c0ffee",
                            plain.privacy(),
                            null,
                            plain.sdp(),
                            null,
                            plain.ringLimit(),
                            true),
                    new TwoStacks.Ear());
            return callee.invited(invite);
        };
        near.send(
                "INVITE sip:5551234@10.0.0.2;canary=1 SIP/2.0\nVia: SIP/2.0/UDP 10.0.0.3;branch=z9hG4bKcanary;canary\n"
                        + "Max-Forwards: 69\nFrom: \"canary\" <sip:canary@10.0.0.3>;tag=canary\n"
                        + "To: \"canary\" <sip:canary@x>\n"
                        + "Call-ID: canary\nCSeq: 4711 INVITE\n" + Script.withSdp(CANARIES, Script.SDP));
        callee.leg().ring();
        callee.leg().answer(TwoStacks.ANSWER);
        pair.loop.advance(10);
        for (String message : List.copyOf(near.received)) {
            assertOnTheList(message);
            for (String line : message.split("\r\n")) {
                boolean copied = COPIED.contains(line.replaceAll(":.*", ""));
                assertFalse(!copied && line.toLowerCase(java.util.Locale.ROOT).contains("canary"), line);
            }
        }
        String invite = far.next("INVITE");
        far.respond(invite, 180, "a", CANARIES);
        far.respond(invite, 200, "a", Script.withSdp(CANARIES, Script.SDP));
        String ack = far.next("ACK sip:canary2@10.0.0.3;canary3=4 SIP/2.0");
        assertEquals("<sip:canary7.example;lr>", Script.header(ack, "Route"));
        outward[0].hangUp();
        String bye = far.next("BYE");
        for (String message : List.of(invite, ack, bye)) {
            assertOnTheList(message);
            String own = message.replaceFirst("sip:canary2@10.0.0.3;canary3=4", "")
                    .replace("Route: <sip:canary7.example;lr>", "");
            assertFalse(own.toLowerCase(java.util.Locale.ROOT).contains("canary"), own);
            assertFalse(own.contains("4711") || own.contains("5551234"), own);
        }
        pair.west.close();
        pair.east.close();
        pair.assertNothingIsLeft();
    }
}
