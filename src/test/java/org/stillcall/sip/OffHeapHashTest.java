package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stillcall.sip.Messages.slice;
import static org.stillcall.sip.Messages.text;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillcall.sip.OffHeapHash.Algorithm;

class OffHeapHashTest {
    private final OffHeapHash hash = new OffHeapHash();
    private final MemorySegment out = Arena.ofAuto().allocate(64);

    private String hex(Algorithm algorithm) {
        hash.hex(out, 0);
        return text(new Slice(out, 0, algorithm.hexDigits()));
    }

    @ParameterizedTest
    @CsvSource({
        "'', d41d8cd98f00b204e9800998ecf8427e",
        "a, 0cc175b9c0f1b6a831c399e269772661",
        "abc, 900150983cd24fb0d6963f7d28e17f72",
        "message digest, f96b697d7cb7938d525a2f31aaf161d0",
        "12345678901234567890123456789012345678901234567890123456789012345678901234567890, "
                + "57edf4a22be3c955ac49da2e2107b67a"
    })
    void md5_ofRfc1321sTexts(String message, String expected) {
        hash.begin(Algorithm.MD5).add(message);
        assertEquals(expected, hex(Algorithm.MD5));
    }

    @ParameterizedTest
    @CsvSource({
        "'', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq, "
                + "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    })
    void sha256_ofFips180sTexts(String message, String expected) {
        hash.begin(Algorithm.SHA_256).add(message);
        assertEquals(expected, hex(Algorithm.SHA_256));
    }

    @Test
    void anyLength_inAnyPieces_isWhatThePlatformSays() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int run = 0; run < 2_000; run++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            for (Algorithm algorithm : Algorithm.values()) {
                hash.begin(algorithm);
                Slice whole = slice(bytes);
                int at = 0;
                while (at < bytes.length) {
                    int piece = Math.min(bytes.length - at, 1 + random.nextInt(80));
                    hash.add(whole.part(at, at + piece));
                    at += piece;
                }
                byte[] expected = MessageDigest.getInstance(algorithm.token()).digest(bytes);
                assertEquals(HexFormat.of().formatHex(expected), hex(algorithm), "seed " + seed);
            }
        }
    }
}
