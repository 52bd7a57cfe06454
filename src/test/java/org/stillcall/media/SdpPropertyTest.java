package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.stillcall.base.Randomness;

/** Session descriptions: what is written is read back, and nothing of the peer's stands in an answer. */
class SdpPropertyTest {
    private static List<PeerSection> read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return SdpReader.read(MemorySegment.ofArray(bytes), 0, bytes.length);
    }

    @Property
    void whatAPeerWrites_isRead(
            @ForAll @IntRange(min = 1, max = 65534) int port,
            @ForAll Direction direction,
            @ForAll boolean alawFirst,
            @ForAll @IntRange(min = 96, max = 127) int digits,
            @ForAll boolean windowsLines) {
        String codecs = alawFirst ? "8 0 " : "0 8 ";
        String text = RelayRig.sdp(port, codecs + digits, "a=rtpmap:" + digits + " Telephone-Event/8000") + "a="
                + direction.attribute() + "\r\n";
        List<PeerSection> sections = read(windowsLines ? text : text.replace("\r", ""));
        assertNotNull(sections);
        PeerSection audio = sections.getFirst();
        assertEquals(port, audio.port());
        assertEquals(port + 1, audio.control().getPort());
        assertEquals(direction, audio.direction());
        assertEquals(alawFirst ? Law.ALAW : Law.ULAW, audio.preferred());
        assertEquals(digits, audio.digits());
    }

    @Property
    void whatWeOffer_isReadBackByUs(@ForAll long seed, @ForAll SecureMedia policy) {
        Negotiator negotiator = new Negotiator(InetAddress.getLoopbackAddress(), 40000, Randomness.seeded(seed));
        String offer = new String(negotiator.offer(policy).bytes(), StandardCharsets.US_ASCII);
        PeerSection audio = read(offer).getFirst();
        assertEquals(40000, audio.port());
        assertEquals(101, audio.digits());
        assertEquals(policy == SecureMedia.DEMANDED ? 2 : 0, audio.cryptos().size());
        long id = Long.parseLong(offer.split(" ", 3)[1]);
        assertTrue(id >= 0 && id < 1L << 62);
    }

    @Property
    void canaryAnywhereInAnOffer_isInNoAnswer(
            @ForAll @IntRange(max = 10) int line, @ForAll @Size(max = 5) List<@IntRange(max = 6) Integer> extra) {
        String[] more = {
            "a=tool:CANARY", "i=CANARY", "a=x-CANARY", "b=CANARY:1", "a=fmtp:101 CANARY", "k=CANARY", "a=label:CANARY"
        };
        StringBuilder text = new StringBuilder();
        String[] lines = RelayRig.sdp(5000, "0 101", "a=ptime:20", "a=ssrc:1 cname:CANARY")
                .split("\r\n");
        for (int i = 0; i < lines.length; i++) {
            text.append(lines[i].replace("s=-", "s=CANARY").replace("o=- 1", "o=CANARY 2025550147"))
                    .append("\r\n");
            if (i == line && i > 0) {
                extra.forEach(e -> text.append(more[e]).append("\r\n"));
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
        Negotiator negotiator = new Negotiator(InetAddress.getLoopbackAddress(), 40000, Randomness.seeded(1));
        Negotiation outcome = negotiator.answerTo(SecureMedia.PLAIN, MemorySegment.ofArray(bytes), 0, bytes.length);
        assertTrue(outcome instanceof Negotiation.Answer);
        String answer = new String(((Negotiation.Answer) outcome).body().bytes(), StandardCharsets.US_ASCII);
        assertTrue(!answer.contains("CANARY") && !answer.contains("2025550147"));
    }
}
