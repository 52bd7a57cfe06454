package org.stillcall.trunk;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.stillcall.plan.Identity;
import org.stillcall.sip.SipMessage;

/** Whatever a network writes into a token or an INVITE, reading it neither throws nor hangs. */
class PassportFuzzTest {
    private static final String GOOD = Probed.token("{\"attest\":\"A\",\"dest\":{\"tn\":[\"16175550160\"]},"
            + "\"iat\":1443208345,\"orig\":{\"tn\":\"16175550180\"},\"x\":[1,2.5e3,true,null,{\"y\":\"z\"}]}");

    @FuzzTest(maxDuration = "30s")
    void token(byte[] bytes) {
        read(bytes);
    }

    /** The claims alone, so that what is inside the token is damaged too. */
    @FuzzTest(maxDuration = "30s")
    void claims(byte[] bytes) {
        Passport.Reading reading = new PassportClaims(Probed.slice(bytes)).read();
        if (reading instanceof Passport.Reading.Claims claims) {
            Assertions.assertTrue(claims.origin().length() <= bytes.length);
        }
    }

    @FuzzTest(maxDuration = "30s")
    void invite(byte[] bytes) {
        SipMessage message = new SipMessage();
        if (message.parse(Probed.slice(bytes).memory(), bytes.length) == null && message.isRequest()) {
            ProbeJudge.judge(Probed.expected(Identity.HIDDEN), message);
        }
    }

    private static String read(byte[] bytes) {
        return Passport.read(Probed.slice(bytes), reading -> switch (reading) {
            case Passport.Reading.Unreadable _ -> "unreadable";
            case Passport.Reading.Compact _ -> "compact";
            case Passport.Reading.Claims claims ->
                "origin of " + claims.origin().length();
        });
    }

    /** The same with damaged examples, in every run. */
    @Test
    void damagedExamples_areReadWithoutHarm() {
        long seed = 8225;
        Random random = new Random(seed);
        Assertions.assertEquals("origin of 11", read(GOOD.getBytes(StandardCharsets.UTF_8)));
        byte[] claims =
                "{\"orig\":{\"tn\":\"16175550180\"},\"dest\":{\"tn\":[\"1\"]}}".getBytes(StandardCharsets.UTF_8);
        byte[] whole = Probed.bytes(Probed.PRIVATE + "Identity: " + GOOD + "\n", Probed.SOUND);
        for (int i = 0; i < 20_000; i++) {
            token(damaged(GOOD.getBytes(StandardCharsets.UTF_8), random));
            claims(damaged(claims, random));
            invite(damaged(whole, random));
        }
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(8) == 0 ? java.util.Arrays.copyOf(changed, random.nextInt(changed.length)) : changed;
    }

    @Test
    void deepNesting_andLongClaims_areRefused() {
        String deep = "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
        Assertions.assertEquals("unreadable", read(Probed.token(deep).getBytes(StandardCharsets.UTF_8)));
        String twice = "{\"orig\":{\"tn\":\"16175550180\",\"tn\":\"12025550147\"}}";
        Assertions.assertEquals("unreadable", read(Probed.token(twice).getBytes(StandardCharsets.UTF_8)));
        String escaped = "{\"orig\":{\"tn\":\"\\u0031617\"}}";
        Assertions.assertEquals("unreadable", read(Probed.token(escaped).getBytes(StandardCharsets.UTF_8)));
    }
}
