package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A published number under attack, by a carrier that lies and by strangers (P4, P7, G1): whoever waits is still put
 * through, and nothing is left of whoever does what no phone does.
 */
class HelplineAttackTest {
    private static final String STRANGER = "127.0.0.66";
    private static final int FLOOD = 10_000;
    private static final String SDP = "application/sdp";

    @TempDir
    static Path folder;

    private static CrowdStage stage;
    private static int people;

    @BeforeAll
    static void start() {
        stage = new CrowdStage(
                        folder,
                        4,
                        "messages = false\nchallenge_above = 0\nlanguages = [\"en\", \"es\"]\nring_for = \"5m\"",
                        ring -> {})
                .start();
    }

    @AfterAll
    static void end() {
        stage.close();
    }

    /** Somebody who chooses their language at once, and so waits. */
    private static CrowdCaller waits() {
        return waits(CrowdStage.from(people++));
    }

    private static CrowdCaller waits(String from) {
        CrowdCaller caller = stage.crowd.ask(() -> {
            CrowdCaller one = stage.calls(from);
            return one.then(() -> stage.crowd.after(60, () -> one.voice.presses('1')));
        });
        Waiting.until(
                "phones ring",
                () -> stage.ringing().size() == stage.phones.size(),
                () -> caller.line() + " " + caller.answered() + stage.ringing().size());
        return caller;
    }

    /** One of those who ring picks up and presses the key. */
    private static CrowdPhone.Ring takes(CrowdCaller caller) {
        CrowdPhone.Ring ring = stage.ringing().getFirst();
        stage.crowd.tell(() -> ring.answers(() -> stage.crowd.after(40, ring::accepts)));
        Waiting.until(
                "both hear each other",
                () -> stage.crowd.ask(() -> ring.pickedUp()
                        && ring.voice().heard().containsKey(caller.self)
                        && caller.voice.heard().containsKey(ring.mark())));
        return ring;
    }

    private static void ends(CrowdCaller caller) {
        stage.crowd.tell(caller::hangsUp);
        stage.awaitNobody();
        Waiting.until("nothing rings", () -> stage.ringing().isEmpty());
    }

    @Test
    void requests_thatNoWaitingCallerMakes_changeNothing() {
        CrowdCaller caller = waits();
        stage.crowd.ask(() -> {
            for (int i = 0; i < 20; i++) {
                caller.requests("INFO", "application/dtmf-relay", "Signal=0\r\nDuration=100\r\n");
                caller.requests("MESSAGE", "text/plain", "who is there");
                caller.requests("UPDATE", SDP, caller.description());
                caller.requests("REFER", "text/plain", "");
                caller.requests("NOTIFY", "text/plain", "x");
                caller.requests("PRACK", "", "");
                caller.requests("WEIRD", "", "");
                caller.requests("INVITE", SDP, caller.description());
                caller.requests("INVITE", SDP, "v=0\r\nm=video 0 RTP/AVP 31\r\n");
            }
            return true;
        });
        Waiting.until(
                "most were answered",
                () -> stage.crowd.ask(() -> caller.answered().size() > 100),
                () -> caller.answered().toString());
        List<String> answered = stage.crowd.ask(caller::answered);
        assertTrue(answered.stream().noneMatch(one -> one.startsWith("asked")), answered::toString);
        assertEquals(CrowdCaller.Line.THERE, stage.crowd.ask(caller::line));
        takes(caller);
        ends(caller);
    }

    @Test
    void keys_byTheHundred_doNotLoseTheCaller() {
        CrowdCaller caller = stage.crowd.ask(() -> {
            CrowdCaller one = stage.calls(CrowdStage.from(people++));
            return one.then(() -> {
                for (int i = 0; i < 500; i++) {
                    char key = "0123456789*#".charAt(i * 7 % 12);
                    stage.crowd.after(i * 10L, () -> one.voice.presses(key));
                }
            });
        });
        Waiting.until("phones ring", () -> stage.ringing().size() == stage.phones.size());
        takes(caller);
        ends(caller);
    }

    @Test
    void descriptions_thatAreNone_areRefused_andLeaveNothing() {
        List<String> bad = List.of(
                "v=0\r\n",
                "hello",
                "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\nm=audio 99999 RTP/AVP 0\r\n",
                "v=0\r\no=- 1 1 IN IP4 127.0.0.20\r\ns=-\r\nc=IN IP4 127.0.0.20\r\nt=0 0\r\nm=audio 9 RTP/AVP 18\r\n",
                "v=0\r\no=- 1 1 IN IP4 127.0.0.20\r\ns=-\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n",
                "m=audio ".repeat(300));
        List<CrowdCaller> callers = new ArrayList<>();
        stage.crowd.ask(() -> {
            bad.forEach(offer -> callers.add(stage.calls(CrowdStage.from(people++), offer)));
            return true;
        });
        Waiting.until(
                "all are answered",
                () -> stage.crowd.ask(() ->
                        callers.stream().allMatch(one -> one.status() >= 300 || one.line() == CrowdCaller.Line.THERE)));
        assertEquals(
                List.of(),
                stage.crowd.ask(() -> callers.stream()
                        .filter(one -> one.status() < 400 || one.status() >= 500)
                        .map(one -> bad.get(callers.indexOf(one)) + " " + one.status())
                        .toList()));
        stage.awaitNobody();
    }

    @Test
    void cancel_thatComesLate_endsNothing() {
        CrowdCaller late = waits();
        stage.crowd.tell(late::cancels);
        takes(late);
        ends(late);
    }

    @Test
    void bye_atTheVeryAccept_leavesNobodyTalkingToNobody() {
        for (int i = 0; i < 12; i++) {
            CrowdCaller caller = waits();
            List<CrowdPhone.Ring> rings = stage.ringing();
            stage.crowd.tell(() -> rings.forEach(ring -> ring.answers(() -> {})));
            Waiting.until(
                    "all picked up",
                    () -> stage.crowd.ask(() -> rings.stream()
                            .allMatch(ring -> ring.pickedUp() && ring.voice().packets() > 0)));
            int before = i;
            stage.crowd.tell(() -> {
                if (before % 2 == 0) {
                    caller.hangsUp();
                }
                rings.forEach(CrowdPhone.Ring::accepts);
                caller.hangsUp();
            });
            Waiting.until("all are free", () -> stage.ringing().isEmpty());
            stage.awaitNobody();
        }
    }

    /** Keys and sound of a stranger who knows the port of a caller's sound. */
    @Test
    void stranger_withoutTheCallersAddress_pressesNoKey_andIsNotHeard() {
        CrowdCaller caller = stage.crowd.ask(() -> stage.calls(CrowdStage.from(people++)));
        Waiting.until("answered", () -> stage.crowd.ask(() -> caller.voice.packets()) > 2);
        CrowdVoice stranger = stage.crowd.ask(() -> {
            CrowdVoice one = new CrowdVoice(stage.crowd, STRANGER, 4_000);
            one.speaksTo(caller.voice.to());
            for (int i = 0; i < 40; i++) {
                stage.crowd.after(i * 20L, () -> one.presses('1'));
            }
            return one;
        });
        int before = stage.crowd.ask(caller.voice::packets);
        Waiting.until("a second of the greeting", () -> stage.crowd.ask(caller.voice::packets) > before + 50);
        assertTrue(stage.ringing().isEmpty(), "the stranger chose the language");
        assertEquals(0, stage.crowd.ask(stranger::packets), "the stranger hears");
        stage.crowd.tell(() -> caller.voice.presses('1'));
        Waiting.until("phones ring", () -> stage.ringing().size() == stage.phones.size());
        CrowdPhone.Ring ring = takes(caller);
        assertEquals(
                List.of(caller.self),
                stage.crowd.ask(() -> List.copyOf(ring.voice().heard().keySet())));
        stage.crowd.tell(stranger::close);
        ends(caller);
    }

    /**
     * Far more than a carrier brings, and none of them ever acknowledged: who talks talks on, whoever calls is put
     * through while those lines stand, and they are given up in time (RFC 3261 section 13.3.1.4, 64*T1).
     */
    @Test
    void flood_ofTenThousandCallers_harmsNobodyWhoTalks_andLeavesNothing() {
        CrowdCaller talks = waits();
        CrowdPhone.Ring ring = takes(talks);
        int[] sent = {0};
        stage.crowd.ask(() -> {
            for (int i = 0; i < FLOOD; i++) {
                int mark = i;
                stage.crowd.after(i, () -> {
                    stage.carrier.send(flood(mark));
                    sent[0]++;
                });
            }
            return true;
        });
        Waiting.until("the flood is over", () -> stage.crowd.ask(() -> sent[0]) == FLOOD);
        int before = stage.crowd.ask(() -> ring.voice().packets());
        Waiting.until(
                "they still hear each other",
                () -> stage.crowd.ask(() -> ring.voice().packets()) > before + 20);
        assertEquals(CrowdCaller.Line.THERE, stage.crowd.ask(talks::line));
        stage.crowd.tell(talks::hangsUp);
        Waiting.until("their phone is free", () -> !stage.crowd.ask(ring::isOn));
        assertTrue(stage.api().figure("stillcall_callers ", "") > 250, "lines of the flood stand");
        assertTrue(stage.ringing().isEmpty(), "for lines that nobody acknowledged nobody is rung");
        long second = System.nanoTime() + 1_000_000_000; // in which more came than are looked at
        Waiting.until("a second", () -> System.nanoTime() > second);
        CrowdCaller meanwhile = waits();
        takes(meanwhile);
        stage.crowd.tell(meanwhile::hangsUp);
        Waiting.until(
                Duration.ofSeconds(50),
                "no line of the flood is left",
                () -> stage.api().figure("stillcall_callers ", "") == 0,
                () -> stage.api().metrics());
        stage.awaitNobody();
        CrowdCaller after = waits();
        takes(after);
        ends(after);
    }

    private static String flood(int mark) {
        String body = "v=0\r\no=- 1 1 IN IP4 127.0.0.20\r\ns=-\r\nc=IN IP4 127.0.0.20\r\nt=0 0\r\n"
                + "m=audio 4000 RTP/AVP 0\r\n";
        return "INVITE sip:" + CrowdStage.PUBLISHED + "@" + stage.site.sip() + " SIP/2.0\r\n" + stage.carrier.via()
                + "Max-Forwards: 70\r\nFrom: " + CrowdStage.NOBODY + ";tag=f" + mark + "\r\nTo: <sip:"
                + CrowdStage.PUBLISHED + "@" + stage.site.sip() + ">\r\nCall-ID: flood" + mark
                + "\r\nCSeq: 1 INVITE\r\n" + stage.carrier.contact()
                + "Content-Type: application/sdp\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }
}
