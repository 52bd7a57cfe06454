package org.stillcall.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillcall.plan.Identity;
import org.stillcall.sip.SipMessage;

/** G1, G15: what a test call's sound, its description and its answer may say. */
class SoundJudgeTest {
    private static final long SEED = 68;

    private static byte[] report(int type, int item, String text) {
        byte[] name = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream items = new ByteArrayOutputStream();
        items.writeBytes(new byte[] {1, 2, 3, 4});
        if (type != 204 && type != 203) {
            items.write(item);
        }
        if (type != 204) {
            items.write(name.length);
        }
        items.writeBytes(name);
        do {
            items.write(0);
        } while (items.size() % 4 != 0);
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.writeBytes(new byte[] {(byte) 0x80, (byte) 201, 0, 1, 1, 2, 3, 4});
        packet.writeBytes(new byte[] {(byte) 0x81, (byte) type, 0, (byte) (items.size() / 4)});
        packet.writeBytes(items.toByteArray());
        return packet.toByteArray();
    }

    private static boolean tells(Identity mode, byte[] packet) {
        return SoundJudge.reportTells(Probed.expected(mode), packet, packet.length);
    }

    private static boolean named(String cname) {
        return tells(Identity.HIDDEN, report(202, 1, cname));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kim@office.example",
                "kim@192.0.2.7",
                "pbx.harbor.example",
                "Reception",
                "kim",
                "Kim Doe",
                "16175550180@192.0.2.9",
                "16175550181",
                "x-acct4711-1",
                "ACCT4711",
                "Harbor House 1a"
            })
    void nameOfAUserOrAHost_tells(String cname) {
        assertTrue(named(cname));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q83vEjRWeJCrze8S", // RFC 7022
                "{6f1dd0e3-9b76-4c53-a1f0-3a0c5d1a77e2}",
                "9f86d081884c7d659a2feaa0",
                "0.0.0@192.0.2.9",
                "192.0.2.9",
                "boston ma",
                ""
            })
    void nameThatMeansNothing_raisesNoAlarm(String cname) {
        assertFalse(named(cname));
    }

    /** As this system's own media and other careful ones name themselves. */
    @Test
    void thousandsOfRandomNames_raiseNoAlarm() {
        Random random = new Random(SEED);
        for (int i = 0; i < 10_000; i++) {
            byte[] bits = new byte[12];
            random.nextBytes(bits);
            String name = Base64.getEncoder().encodeToString(bits);
            assertFalse(named(name), name);
            assertFalse(named(new UUID(random.nextLong(), random.nextLong()).toString()));
        }
    }

    @Test
    void itemsThatExistToSayWhoSomebodyIs_mustSayNothing() {
        for (int item : List.of(2, 3, 4, 5, 7, 8)) {
            assertTrue(tells(Identity.HIDDEN, report(202, item, "1")), "item " + item);
            assertFalse(tells(Identity.HIDDEN, report(202, item, "")), "item " + item);
        }
        assertFalse(tells(Identity.HIDDEN, report(202, 6, "Gateway 4.2")), "a carrier's tool");
        assertTrue(tells(Identity.HIDDEN, report(202, 6, "Harbor House")));
        assertTrue(tells(Identity.HIDDEN, report(204, 0, "any4")), "of the application");
        assertFalse(tells(Identity.HIDDEN, report(203, 0, "over")), "a farewell");
        assertTrue(tells(Identity.HIDDEN, report(203, 0, "acct4711 left")));
    }

    @Test
    void borrowedNumber_mayStandThereWhereItIsShown() {
        byte[] packet = report(202, 6, "+16175550180");
        assertTrue(tells(Identity.HIDDEN, packet));
        assertFalse(tells(Identity.NUMBER, packet));
        assertTrue(tells(Identity.NUMBER, report(202, 6, "+16175550181")));
    }

    /** Keep-alives and other protocols come to that port as well. */
    @Property
    void anyBytes_areReadWithoutFault(@ForAll @Size(max = 200) byte[] bytes) {
        SoundJudge.reportTells(Probed.expected(Identity.HIDDEN), bytes, bytes.length);
    }

    @Test
    void whatIsNoReport_isSearchedAllTheSame() {
        byte[] clear = "stun acct4711 ".getBytes(StandardCharsets.US_ASCII);
        assertTrue(tells(Identity.HIDDEN, clear));
        assertFalse(tells(Identity.HIDDEN, new byte[4]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "o=acct4711 1 1 IN IP4 192.0.2.9\n",
                "o=kim@office.example 1 1 IN IP4 192.0.2.9\n",
                "s=Harbor House\n",
                "a=tool:acct4711\n",
                "a=ssrc:314159 cname:kim@office.example\n",
                "i=shelter\n",
                "e=a@b.example\n"
            })
    void descriptionThatNamesTheCentreOrAUser_isALeak(String line) {
        assertEquals(
                List.of(Finding.DESCRIPTION_TELLS),
                Probed.judged(Identity.HIDDEN, Probed.PRIVATE, Probed.SOUND + line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "o=FreeSWITCH 1764597600 1 IN IP4 192.0.2.9\n",
                "o=root 4711 4711 IN IP4 192.0.2.9\n",
                "s=SIP Media Capabilities\n",
                "a=tool:Gateway 4.2\n",
                "a=ssrc:314159 cname:q83vEjRWeJCrze8S\n"
            })
    void carriersOwnDescription_raisesNoAlarm(String line) {
        assertEquals(List.of(), Probed.judged(Identity.HIDDEN, Probed.PRIVATE, Probed.SOUND + line));
    }

    private static List<Finding> cameBack(String lines, String sound) {
        String text = ("SIP/2.0 200 OK\nVia: SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bK776asdhds\n"
                        + "From: \"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=1\n"
                        + "To: <sip:+16175550181@192.0.2.7>;tag=2\nCall-ID: 1\nCSeq: 1 INVITE\n" + lines
                        + "Content-Type: application/sdp\nContent-Length: "
                        + sound.replace("\n", "\r\n").length() + "\n\n" + sound)
                .replace("\n", "\r\n");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        SipMessage message = new SipMessage();
        Object fault = message.parse(Probed.slice(bytes).memory(), bytes.length);
        assertEquals(null, fault);
        return ProbeJudge.judgeAnswer(Probed.expected(Identity.HIDDEN), message);
    }

    @Test
    void whatComesBack_maySayWhoWasCalled_andNothingOfTheCentre() {
        String called = "P-Asserted-Identity: <sip:+16175550181@192.0.2.9>\nContact: <sip:+16175550181@192.0.2.9>\n";
        assertEquals(List.of(), cameBack(called + "Server: Gateway 4.2\n", Probed.SOUND));
        List<Finding> tells = List.of(Finding.ANSWER_TELLS);
        assertEquals(tells, cameBack("P-Asserted-Identity: \"Harbor House\" <sip:+1202@192.0.2.9>\n", Probed.SOUND));
        assertEquals(tells, cameBack(called, Probed.SOUND + "a=tool:acct4711\n"));
    }
}
