package org.stillcall.media;

import static org.stillcall.base.Contract.check;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AEAD_AES_128_GCM (RFC 7714 sections 8 and 9). The platform's cipher has to be initialised for each packet, which
 * makes some garbage; its constant time and its speed are worth more than that.
 */
final class SrtpGcm implements SrtpCipher {
    private static final int TAG = 16;
    private static final int SALT = 12;

    private final SecretKeySpec rtpKey;
    private final SecretKeySpec rtcpKey;
    private final byte[] rtpSalt;
    private final byte[] rtcpSalt;
    private final byte[] nonce = new byte[SALT];
    private final byte[] word = new byte[4];
    private final Cipher cipher;

    SrtpGcm(byte[] keying) {
        rtpKey = key(keying, SrtpKeys.RTP_KEY);
        rtcpKey = key(keying, SrtpKeys.RTCP_KEY);
        rtpSalt = SrtpKeys.derive(keying, SrtpKeys.RTP_SALT, SALT);
        rtcpSalt = SrtpKeys.derive(keying, SrtpKeys.RTCP_SALT, SALT);
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw SrtpKeys.missing(e);
        }
    }

    private static SecretKeySpec key(byte[] keying, int label) {
        byte[] bytes = SrtpKeys.derive(keying, label, SrtpSuite.KEY_BYTES);
        SecretKeySpec key = new SecretKeySpec(bytes, "AES");
        Arrays.fill(bytes, (byte) 0);
        return key;
    }

    @Override
    public int seal(byte[] packet, int clear, int length, int source, long index) {
        rtpNonce(source, index);
        return run(Cipher.ENCRYPT_MODE, rtpKey, packet, clear, length, false);
    }

    @Override
    public int open(byte[] packet, int clear, int length, int source, long index) {
        if (length - TAG < clear) {
            return -1;
        }
        rtpNonce(source, index);
        return run(Cipher.DECRYPT_MODE, rtpKey, packet, clear, length, false);
    }

    @Override
    public int sealControl(byte[] packet, int length, int source, int index) {
        rtcpNonce(source, index);
        Bits.putInt(word, 0, index | 0x80000000);
        int end = run(Cipher.ENCRYPT_MODE, rtcpKey, packet, 8, length, true);
        System.arraycopy(word, 0, packet, end, 4);
        return end + 4;
    }

    @Override
    public int openControl(byte[] packet, int length, int source, int index) {
        rtcpNonce(source, index);
        System.arraycopy(packet, length - 4, word, 0, 4);
        return run(Cipher.DECRYPT_MODE, rtcpKey, packet, 8, length - 4, true);
    }

    @Override
    public int controlIndex(byte[] packet, int length) {
        if (length < 8 + TAG + 4) {
            return -1;
        }
        int value = Bits.getInt(packet, length - 4);
        return value < 0 ? value & 0x7fffffff : -1;
    }

    private void rtpNonce(int source, long index) {
        Arrays.fill(nonce, (byte) 0);
        Bits.putInt(nonce, 2, source);
        Bits.putShort(nonce, 6, (int) (index >>> 32));
        Bits.putInt(nonce, 8, (int) index);
        salt(rtpSalt);
    }

    private void rtcpNonce(int source, int index) {
        Arrays.fill(nonce, (byte) 0);
        Bits.putInt(nonce, 2, source);
        Bits.putInt(nonce, 8, index);
        salt(rtcpSalt);
    }

    private void salt(byte[] salt) {
        for (int i = 0; i < SALT; i++) {
            nonce[i] ^= salt[i];
        }
    }

    private int run(int mode, SecretKeySpec key, byte[] packet, int clear, int length, boolean control) {
        try {
            cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
            cipher.updateAAD(packet, 0, clear);
            if (control) {
                cipher.updateAAD(word);
            }
            return clear + cipher.doFinal(packet, clear, length - clear, packet, clear);
        } catch (AEADBadTagException e) {
            check(mode == Cipher.DECRYPT_MODE, "Only a packet that arrived can be forged.");
            return -1;
        } catch (GeneralSecurityException e) {
            throw SrtpKeys.missing(e);
        }
    }
}
