package org.stillcall.media;

import static org.stillcall.base.Contract.check;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES_CM_128_HMAC_SHA1_80 (RFC 3711 sections 4.1.1, 4.2.1, 3.4).
 *
 * <p>The key stream of a packet is made by one call on a block cipher that is never initialised again: counter mode of
 * the platform would want a new parameter object and key schedule for each packet.
 */
final class SrtpCounterMode implements SrtpCipher {
    private static final int TAG = 10;
    private static final int AUTHENTICATION_KEY = 20;
    private static final int MOST_BLOCKS = 100;

    private final Half rtp;
    private final Half rtcp;
    private final byte[] counters = new byte[MOST_BLOCKS * 16];
    private final byte[] stream = new byte[MOST_BLOCKS * 16]; // apart: the platform copies where both are one array
    private final byte[] tag = new byte[20];

    private record Half(Cipher cipher, byte[] salt, Mac mac) {
        static Half derive(byte[] keying, int key, int authentication, int salt) {
            byte[] macKey = SrtpKeys.derive(keying, authentication, AUTHENTICATION_KEY);
            try {
                Mac mac = Mac.getInstance("HmacSHA1");
                mac.init(new SecretKeySpec(macKey, "HmacSHA1"));
                Arrays.fill(macKey, (byte) 0);
                Cipher cipher = SrtpKeys.blockCipher(SrtpKeys.derive(keying, key, SrtpSuite.KEY_BYTES));
                return new Half(cipher, SrtpKeys.derive(keying, salt, 14), mac);
            } catch (GeneralSecurityException e) {
                throw SrtpKeys.missing(e);
            }
        }
    }

    SrtpCounterMode(byte[] keying) {
        rtp = Half.derive(keying, SrtpKeys.RTP_KEY, SrtpKeys.RTP_AUTHENTICATION, SrtpKeys.RTP_SALT);
        rtcp = Half.derive(keying, SrtpKeys.RTCP_KEY, SrtpKeys.RTCP_AUTHENTICATION, SrtpKeys.RTCP_SALT);
    }

    @Override
    public int seal(byte[] packet, int clear, int length, int source, long index) {
        crypt(rtp, packet, clear, length, source, index);
        Bits.putInt(packet, length, (int) (index >>> 16));
        authenticate(rtp, packet, length + 4);
        System.arraycopy(tag, 0, packet, length, TAG);
        return length + TAG;
    }

    @Override
    public int open(byte[] packet, int clear, int length, int source, long index) {
        int end = length - TAG;
        if (end < clear) {
            return -1;
        }
        rtp.mac.update(packet, 0, end);
        Bits.putInt(stream, 0, (int) (index >>> 16));
        rtp.mac.update(stream, 0, 4);
        finish(rtp);
        if (!tagMatches(packet, end)) {
            return -1;
        }
        crypt(rtp, packet, clear, end, source, index);
        return end;
    }

    @Override
    public int sealControl(byte[] packet, int length, int source, int index) {
        crypt(rtcp, packet, 8, length, source, index);
        Bits.putInt(packet, length, index | 0x80000000);
        authenticate(rtcp, packet, length + 4);
        System.arraycopy(tag, 0, packet, length + 4, TAG);
        return length + 4 + TAG;
    }

    @Override
    public int openControl(byte[] packet, int length, int source, int index) {
        int end = length - TAG - 4;
        authenticate(rtcp, packet, end + 4);
        if (!tagMatches(packet, end + 4)) {
            return -1;
        }
        crypt(rtcp, packet, 8, end, source, index);
        return end;
    }

    @Override
    public int controlIndex(byte[] packet, int length) {
        if (length < 8 + 4 + TAG) {
            return -1;
        }
        int word = Bits.getInt(packet, length - TAG - 4);
        return word < 0 ? word & 0x7fffffff : -1;
    }

    private void crypt(Half half, byte[] packet, int from, int to, int source, long index) {
        int blocks = (to - from + 15) / 16;
        for (int i = 0; i < blocks; i++) {
            int at = i * 16;
            System.arraycopy(half.salt, 0, counters, at, 14);
            Bits.putInt(counters, at + 4, Bits.getInt(counters, at + 4) ^ source);
            Bits.putShort(counters, at + 8, Bits.getShort(counters, at + 8) ^ (int) (index >>> 32));
            Bits.putInt(counters, at + 10, Bits.getInt(counters, at + 10) ^ (int) index);
            Bits.putShort(counters, at + 14, i);
        }
        try {
            int made = half.cipher.update(counters, 0, blocks * 16, stream, 0);
            check(made == blocks * 16, "A block cipher kept part of its input.");
        } catch (GeneralSecurityException e) {
            throw SrtpKeys.missing(e);
        }
        for (int i = from; i < to; i++) {
            packet[i] ^= stream[i - from];
        }
    }

    private void authenticate(Half half, byte[] packet, int length) {
        half.mac.update(packet, 0, length);
        finish(half);
    }

    private void finish(Half half) {
        try {
            half.mac.doFinal(tag, 0);
        } catch (GeneralSecurityException e) {
            throw SrtpKeys.missing(e);
        }
    }

    private boolean tagMatches(byte[] packet, int offset) {
        int difference = 0;
        for (int i = 0; i < TAG; i++) {
            difference |= tag[i] ^ packet[offset + i];
        }
        return difference == 0;
    }

    /** Overwrites what is ours; the platform's ciphers are left to the collector. */
    @Override
    public void close() {
        Arrays.fill(rtp.salt, (byte) 0);
        Arrays.fill(rtcp.salt, (byte) 0);
        Arrays.fill(counters, (byte) 0);
        Arrays.fill(stream, (byte) 0);
    }
}
