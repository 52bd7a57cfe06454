package org.stillcall.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Randomness;

/** Row B6: the texts of checkpoints and keys, which are read only as we write them. */
class CheckpointTest {
    private static final LogSigner SIGNER = LogSigner.fresh(Randomness.seeded(3));
    private static final Checkpoint CHECKPOINT = SIGNER.sign(new MerkleTree.Head(1_234_567, MerkleTree.emptyRoot()));

    @Test
    void text_hasTheShapeOfASignedNote() {
        List<String> lines = CHECKPOINT.text().lines().toList();
        assertEquals(5, lines.size());
        assertTrue(lines.get(0).matches("stillcall/[0-9a-f]{16}"));
        assertEquals("1234567", lines.get(1));
        assertEquals("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", lines.get(2));
        assertEquals("", lines.get(3));
        assertTrue(lines.get(4).matches("\u2014 " + lines.get(0) + " [A-Za-z0-9+/]{91}="));
        assertTrue(CHECKPOINT.text().endsWith("\n"));
    }

    @Test
    void parse_ofWhatWeWrote_isTheSame() {
        byte[] text = bytes(CHECKPOINT.text());
        assertEquals(Optional.of(CHECKPOINT), Checkpoint.parse(text));
        assertTrue(SIGNER.key().signed(Checkpoint.parse(text).orElseThrow()));
        assertEquals(Optional.of(SIGNER.key()), LogKey.parse(bytes(SIGNER.key().text())));
        LogSigner again = LogSigner.parse(bytes(SIGNER.text())).orElseThrow();
        assertEquals(SIGNER.key(), again.key());
        assertEquals(CHECKPOINT, again.sign(CHECKPOINT.head()));
    }

    @Test
    void parse_ofAnyOtherSpelling_isRefused() {
        String text = CHECKPOINT.text();
        refused(text.replace("1234567", "01234567"));
        refused(text.replace("1234567", "+1234567"));
        refused(text.replace("1234567", "1234567890123456789"));
        refused(text.replace("1234567", ""));
        refused(text.replace("\n", "\r\n"));
        refused(text.replace("uFU=\n", "uFV=\n")); // the same 32 bytes: the last bits stand for nothing
        refused(text.replace("uFU=\n", "uFU\n"));
        refused(text + "\n");
        refused(text + text);
        refused(text.substring(0, text.length() - 1));
        refused(text.replace("\u2014 stillcall", "- stillcall"));
        refused(text.replace("\u2014 stillcall", "\u2014 stillcalm"));
        refused(text.replace("stillcall", "still call"));
        refused("");
        assertTrue(LogKey.parse(bytes(SIGNER.key().text().toUpperCase(Locale.ROOT)))
                .isEmpty());
        assertTrue(LogSigner.parse(bytes(SIGNER.key().text())).isEmpty());
    }

    @Test
    void signed_byAnotherKeyOrOfOtherWords_isFalse() {
        assertFalse(LogSigner.fresh(Randomness.seeded(4)).key().signed(CHECKPOINT));
        Checkpoint longer = new Checkpoint(CHECKPOINT.origin(), 1_234_568, CHECKPOINT.root(), CHECKPOINT.seal());
        assertFalse(SIGNER.key().signed(longer));
        byte[] seal = CHECKPOINT.seal().clone();
        seal[67] ^= (byte) 0x80;
        assertFalse(
                SIGNER.key().signed(new Checkpoint(CHECKPOINT.origin(), CHECKPOINT.size(), CHECKPOINT.root(), seal)));
        byte[] noPoint = new byte[32];
        noPoint[0] = 2;
        assertFalse(new LogKey(CHECKPOINT.origin(), noPoint).signed(CHECKPOINT));
    }

    /** RFC 8032 section 7.1, test 1: the public half follows from the seed. */
    @Test
    void key_isThatOfTheRfc() {
        String seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
        byte[] typed = HexFormat.of().parseHex("01" + seed);
        String base64 = Base64.getEncoder().encodeToString(typed);
        byte[] publicKey = HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        String id = HexFormat.of().formatHex(new LogKey("rfc", publicKey).id());
        LogSigner signer = LogSigner.parse(bytes("PRIVATE+KEY+rfc+" + id + "+" + base64 + "\n"))
                .orElseThrow();
        assertArrayEquals(publicKey, signer.key().publicKey());
    }

    /** The example keys in the documentation of Go's package sumdb/note, which the format comes from. */
    @Test
    void keys_areThoseOfTheFormatsExample() {
        String secret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz\n";
        String open = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n";
        LogSigner signer = LogSigner.parse(bytes(secret)).orElseThrow();
        assertEquals(secret, signer.text());
        assertEquals(open, signer.key().text());
    }

    private static void refused(String text) {
        assertTrue(Checkpoint.parse(bytes(text)).isEmpty(), text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
