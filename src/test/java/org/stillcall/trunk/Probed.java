package org.stillcall.trunk;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.stillcall.plan.Identity;
import org.stillcall.sip.SipMessage;
import org.stillcall.sip.Slice;

/** Test calls as they arrive, for tests. */
final class Probed {
    static final PilotNumber LENT = new PilotNumber("16175550180");
    static final PilotNumber OTHER = new PilotNumber("16175550181");
    /** Nobody's: of an advocate, say. */
    static final String CANARY = "12025550147";

    private static final String CALLED = "+16175550160";
    private static final Expected.Ours OURS =
            new Expected.Ours(Set.of(LENT, OTHER), Set.of("BOSTON MA"), Set.of("Harbor House"), Set.of("acct4711"));

    static final String PRIVATE = "From: \"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=8f3a\nPrivacy: id\n"
            + "Contact: <sip:gw@192.0.2.9>\n";
    static final String SHOWN = "From: <sip:+16175550180@carrier.example>;tag=8f3a\nContact: <sip:gw@192.0.2.9>\n";
    static final String SOUND = "v=0\no=- 4611686018427387904 1 IN IP4 192.0.2.9\ns=-\nc=IN IP4 192.0.2.9\nt=0 0\n"
            + "m=audio 30000 RTP/AVP 0\n";

    private Probed() {}

    static Expected expected(Identity mode) {
        return new Expected(mode, LENT, new CallerName("Harbor Office"), OURS);
    }

    static Slice slice(byte[] bytes) {
        MemorySegment memory = Arena.ofAuto().allocate(Math.max(1, bytes.length));
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return new Slice(memory, 0, bytes.length);
    }

    static Slice slice(String text) {
        return slice(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] bytes(String lines, String body) {
        String sound = body.replace("\n", "\r\n");
        String text = ("INVITE sip:" + CALLED + "@198.51.100.7 SIP/2.0\n"
                        + "Via: SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bK776asdhds\n" + lines + "To: <sip:" + CALLED
                        + "@198.51.100.7>\nCall-ID: 3848276298220188511\nCSeq: 1 INVITE\nMax-Forwards: 70\n"
                        + "Content-Type: application/sdp\nContent-Length: " + sound.length() + "\n\n")
                .replace("\n", "\r\n");
        return (text + sound).getBytes(StandardCharsets.UTF_8);
    }

    static SipMessage arrived(String lines, String body) {
        byte[] bytes = bytes(lines, body);
        SipMessage message = new SipMessage();
        Object fault = message.parse(slice(bytes).memory(), bytes.length);
        if (fault != null) {
            throw new AssertionError(fault + " in " + lines);
        }
        return message;
    }

    static List<Finding> judged(Identity mode, String lines) {
        return judged(mode, lines, SOUND);
    }

    static List<Finding> judged(Identity mode, String lines, String body) {
        return ProbeJudge.judge(expected(mode), arrived(lines, body));
    }

    /** An Identity header with these claims. */
    static String token(String claims) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String header =
                encoder.encodeToString("{\"alg\":\"ES256\",\"typ\":\"passport\"}".getBytes(StandardCharsets.UTF_8));
        String payload = encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        return header + "." + payload + ".c2lnbmF0dXJl;info=<https://cert.example/a.pem>;alg=ES256;ppt=shaken";
    }
}
