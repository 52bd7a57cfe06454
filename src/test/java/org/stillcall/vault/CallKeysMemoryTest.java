package org.stillcall.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillcall.base.AesGcm;
import org.stillcall.base.Base64Url;
import org.stillcall.base.MemoryScan;
import org.stillcall.base.Randomness;

/**
 * G18: after numbers were opened and closed, the process holds neither them nor the keys that would open them again.
 */
class CallKeysMemoryTest {
    private static final String NUMBER = "12025550147";
    private static final long SEED = 4711;

    @Test
    void open_of2000SealedNumbers_leavesNeitherNumberNorKeysInMemory() throws IOException {
        assertEquals(List.of(), leftBehind(2000, false));
    }

    @Test
    void scan_whenTheProcessMadeATextOfTheNumber_findsIt() throws IOException {
        assertFalse(leftBehind(20, true).isEmpty());
    }

    private static List<String> leftBehind(int numbers, boolean leaky) throws IOException {
        Randomness twin = Randomness.seeded(SEED); // draws what the other process draws
        MemoryScan scan = new MemoryScan().addNumber(NUMBER);
        Process opener = MemoryScan.start(NumberOpener.class, "" + numbers, "" + SEED, "" + leaky);
        try (KeySource keysThere = new KeySource(twin);
                KeySource keysHere = new KeySource(Randomness.secure());
                Arena arena = Arena.ofConfined();
                BufferedReader in = opener.inputReader(StandardCharsets.US_ASCII);
                PrintStream out = new PrintStream(opener.getOutputStream(), true, StandardCharsets.US_ASCII)) {
            MemorySegment privateKey = arena.allocate(32);
            for (int i = 0; i < numbers; i++) {
                String jwk = in.readLine();
                keysThere.next(privateKey);
                twin.token(128);
                scan.add("private key", privateKey.toArray(ValueLayout.JAVA_BYTE));
                out.println(seal(jwk, keysHere, scan));
            }
            assertEquals("opened " + numbers * NUMBER.length(), in.readLine());
            return scan.in(opener.pid());
        } finally {
            opener.destroy();
        }
    }

    /** Seals as {@link NumberSealer} does, and adds the shared secret and the content key to what is looked for. */
    private static String seal(String jwk, KeySource source, MemoryScan scan) {
        byte[] peer = Jwe.publicKey(jwk);
        try (Agreement agreement = Agreement.in(Agreement.rooms());
                Agreement probe = Agreement.in(Agreement.rooms())) {
            source.next(agreement.privateKey());
            probe.privateKey().copyFrom(agreement.privateKey());
            String header =
                    "{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"epk\":" + CallKeys.jwk(agreement.publicKey()) + "}";
            assertEquals(true, probe.agree(peer));
            scan.add("shared secret", probe.sharedSecret().toArray(ValueLayout.JAVA_BYTE));
            probe.derive("A256GCM", Jwe.Header.to(peer), 32);
            scan.add("content key", probe.contentKey().toArray(ValueLayout.JAVA_BYTE));
            String associated = Base64Url.encode(header.getBytes(StandardCharsets.US_ASCII));
            byte[] text = ("+" + NUMBER).getBytes(StandardCharsets.US_ASCII);
            agreement.text(text.length).copyFrom(MemorySegment.ofArray(text));
            byte[] sealed = new byte[text.length + AesGcm.TAG_BYTES];
            assertEquals(
                    true,
                    agreement.seal(
                            Jwe.Header.to(peer),
                            new byte[12],
                            associated.getBytes(StandardCharsets.US_ASCII),
                            MemorySegment.ofArray(sealed)));
            byte[] ciphertext = Arrays.copyOf(sealed, text.length);
            byte[] tag = Arrays.copyOfRange(sealed, text.length, sealed.length);
            return associated + ".." + Base64Url.encode(new byte[12]) + "." + Base64Url.encode(ciphertext) + "."
                    + Base64Url.encode(tag);
        }
    }
}
