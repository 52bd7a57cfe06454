package org.stillcall.sip;

import static org.stillcall.sip.Messages.slice;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Secret;

/** Whatever bytes come, the parsers neither throw nor hang, and what they write cannot end a header line. */
class SipFuzzTest {
    private final SipMessage message = new SipMessage();
    private final Block block = new BlockPool(16_384, 1).take();

    @AfterEach
    void giveBack() {
        block.close();
    }

    @FuzzTest(maxDuration = "60s")
    void message(byte[] bytes) {
        Slice whole = slice(bytes);
        message.parse(whole.memory(), whole.end());
        check(Readings.readAll(message) != Long.MIN_VALUE);
    }

    @FuzzTest(maxDuration = "30s")
    void uri(byte[] bytes) {
        SipUri uri = SipUri.parse(slice(bytes));
        if (uri.valid()) {
            check(!uri.host().isEmpty() && uri.port() >= 0 && uri.port() <= 65535);
            check(uri.parameters().isEmpty() || uri.parameters().at(0) == ';');
            check(uri.headers().isEmpty() || uri.headers().at(0) == '?');
        }
    }

    @FuzzTest(maxDuration = "30s")
    void nameAddress(byte[] bytes) {
        Slice rest = slice(bytes);
        while (!rest.isEmpty()) {
            NameAddress address = NameAddress.parse(rest);
            check(address.rest().length() < rest.length());
            check(!address.valid() || !address.uri().isEmpty());
            Slice tag = address.tag();
            check(tag == null || tag.length() <= rest.length());
            rest = address.rest();
        }
    }

    @FuzzTest(maxDuration = "30s")
    void via(byte[] bytes) {
        Via via = Via.parse(slice(bytes));
        if (via.valid()) {
            check(!via.transport().isEmpty() && !via.host().isEmpty() && via.port() >= 0 && via.port() <= 65535);
            check(via.hasCookie() || via.branch().length() >= 0);
        }
    }

    @FuzzTest(maxDuration = "30s")
    void challenge(byte[] bytes) {
        SipWriter out = new SipWriter(block);
        Credential credential = new Credential("bob", Secret.of("x".getBytes(StandardCharsets.US_ASCII)));
        boolean answered =
                DigestAnswer.write(out, slice(bytes), credential, SipMethod.INVITE, slice("sip:a@b"), 1, "c");
        check(answered || out.length() == 0);
        for (int i = 0; i < out.length(); i++) {
            byte c = new Slice(block.segment(), i, i + 1).at(0);
            check(c < 0 || c >= ' ' && c != 0x7f);
        }
        if (answered) {
            check(DigestFields.parse(new Slice(block.segment(), 0, out.length())) != null);
        }
    }

    /** The same targets with damaged examples, in every run: Jazzer looks for more when it is asked to. */
    @Test
    void damagedExamples_ofEachKind() {
        long seed = Long.getLong("stillcall.seed", 7L);
        Random random = new Random(seed);
        List<String> addresses = List.of(
                "\"A \\\" B\" <sip:a;x=y@[2001:db8::1]:5060;lr?h=v>;tag=1;+i=\"<u>\", sip:b@c;q=0.5",
                "sip:u:p@h.example:5061;transport=tcp;user=phone",
                "SIP / 2.0 / UDP [2001:db8::1]:5060 ;branch=z9hG4bKx;rport;received=192.0.2.1;maddr=h, SIP/2.0/TCP i",
                "Digest realm=\"a\\\"b\", nonce=\"n\", opaque=\"\", "
                        + "qop=\"auth,auth-int\", algorithm=SHA-256, stale=true");
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Mutations.of(addresses.get(i % 4).getBytes(StandardCharsets.UTF_8), random);
            try {
                nameAddress(bytes);
                uri(bytes);
                via(bytes);
                challenge(bytes);
                message(bytes);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", run " + i, e);
            }
        }
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new AssertionError("A parser broke its promise.");
        }
    }
}
