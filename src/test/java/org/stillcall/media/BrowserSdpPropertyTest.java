package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.stillcall.base.Randomness;

/** Whatever stands in a browser's offer, nothing of it stands in our answer. Serves G4. */
class BrowserSdpPropertyTest {
    private static final DtlsIdentity IDENTITY = DtlsIdentity.random(Randomness.secure());
    private static final String[] MORE = {
        "a=candidate:1 1 udp 1 CANARY.local 5 typ host",
        "a=ssrc:1 cname:CANARY",
        "a=msid:CANARY CANARY",
        "a=fmtp:126 CANARY",
        "a=x-CANARY",
        "a=tool:CANARY",
        "a=ice-options:CANARY",
        "a=tls-id:CANARYCANARYCANARYCANARY",
        "a=rtpmap:96 CANARY/8000",
        "a=extmap:3 urn:CANARY",
        "b=CANARY:1",
        "i=CANARY",
        "a=rtcp-fb:* CANARY",
        "a=identity:CANARY",
        "a=mid:CANARY",
        "a=ice-ufrag:CANARY",
        "a=ice-pwd:CANARYCANARYCANARYCANARY",
        "a=rid:CANARY send"
    };

    @Property
    void canaryAnywhere_isInNoAnswer(@ForAll long seed, @ForAll @IntRange(max = 12) int count) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>(List.of(BrowserSdpTest.CHROMIUM.split("\r\n")));
        for (int i = 0; i < count; i++) {
            lines.add(1 + random.nextInt(lines.size() - 1), MORE[random.nextInt(MORE.length)]);
        }
        InetAddress here = InetAddress.getLoopbackAddress();
        BrowserSettings settings = BrowserSettings.of(List.of(new BrowserSettings.Address(here, here)), 3478);
        BrowserNegotiator negotiator = new BrowserNegotiator(settings, IDENTITY, Randomness.seeded(seed));
        byte[] offer = (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        if (negotiator.answerTo(offer) instanceof Negotiation.Answer answer) {
            String text = new String(answer.body().bytes(), StandardCharsets.US_ASCII);
            assertFalse(text.contains("CANARY"), text);
            assertTrue(text.lines().count() <= 22);
        }
    }
}
