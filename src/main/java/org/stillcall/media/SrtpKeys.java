package org.stillcall.media;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** The key derivation of RFC 3711 section 4.3 with AES in counter mode and a derivation rate of zero. */
final class SrtpKeys {
    static final int RTP_KEY = 0;
    static final int RTP_AUTHENTICATION = 1;
    static final int RTP_SALT = 2;
    static final int RTCP_KEY = 3;
    static final int RTCP_AUTHENTICATION = 4;
    static final int RTCP_SALT = 5;

    private SrtpKeys() {}

    /** {@code bytes} of the key with this label from a master key of 16 bytes followed by its salt. */
    static byte[] derive(byte[] keying, int label, int bytes) {
        byte[] blocks = new byte[(bytes + 15) / 16 * 16];
        for (int i = 0; i < blocks.length; i += 16) {
            System.arraycopy(keying, SrtpSuite.KEY_BYTES, blocks, i, keying.length - SrtpSuite.KEY_BYTES);
            blocks[i + 7] ^= (byte) label;
            Bits.putShort(blocks, i + 14, i / 16);
        }
        try {
            Cipher cipher = blockCipher(Arrays.copyOf(keying, SrtpSuite.KEY_BYTES));
            return Arrays.copyOf(cipher.doFinal(blocks), bytes);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** AES on whole blocks, ready to encrypt; overwrites {@code key}. */
    static Cipher blockCipher(byte[] key) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
            Arrays.fill(key, (byte) 0);
            return cipher;
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    static MediaException missing(GeneralSecurityException cause) {
        return new MediaException("This Java lacks a cipher that secure RTP needs.", cause);
    }
}
