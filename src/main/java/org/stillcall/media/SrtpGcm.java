package org.stillcall.media;

import static org.stillcall.base.Contract.check;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import org.stillcall.base.Ghash;

/**
 * AEAD_AES_128_GCM (RFC 7714 sections 8 and 9) that makes no garbage: the platform's GCM builds itself anew for each
 * packet, which is a kilobyte each. Closed on the thread that made it.
 */
final class SrtpGcm implements SrtpCipher {
    private static final int TAG = 16;
    private static final int SALT = 12;
    private static final int CONTROL_HEADER = 8;

    /*
     * The key stream is made as in SrtpCounterMode, by a block cipher that is never initialised again: hardware does
     * it where there is any. Its first block masks the tag, the others the text, so one call serves a packet of up to
     * 31 blocks. The hash has its room off the heap. What arrives is hashed first, its tag compared as a whole, and
     * nothing of it changed before that.
     */
    private static final int CHUNK = 32 * 16;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Arena arena = Arena.ofConfined();
    private final Half rtp;
    private final Half rtcp;
    private final byte[] nonce = new byte[SALT];
    private final byte[] counters = new byte[CHUNK];
    private final byte[] stream = new byte[CHUNK]; // apart: the platform copies where both are one array
    private final byte[] control = new byte[CONTROL_HEADER + 4];
    private final MemorySegment controlView = MemorySegment.ofArray(control);
    private byte[] viewed = control;
    private MemorySegment view = controlView; // of the array in which packets stand: a thread has one or two
    private boolean closed;

    /** Keys of RTP or of RTCP. */
    private record Half(Cipher cipher, byte[] salt, MemorySegment room, Ghash hash) {}

    /** Where session keys come from, so that published ones can be given. */
    interface Derivation {
        /** So many bytes of the key with this label of {@link SrtpKeys}. */
        byte[] key(int label, int bytes);
    }

    SrtpGcm(Derivation keys) {
        rtp = half(keys, SrtpKeys.RTP_KEY, SrtpKeys.RTP_SALT);
        rtcp = half(keys, SrtpKeys.RTCP_KEY, SrtpKeys.RTCP_SALT);
    }

    private Half half(Derivation keys, int key, int salt) {
        Cipher cipher = SrtpKeys.blockCipher(keys.key(key, SrtpSuite.KEY_BYTES));
        MemorySegment room = arena.allocate(Ghash.ROOM_BYTES);
        encrypt(cipher, 1); // of zeros, which the counters are by now: the key of the hash
        MemorySegment.copy(stream, 0, room, ValueLayout.JAVA_BYTE, 0, 16);
        Arrays.fill(stream, (byte) 0);
        return new Half(cipher, keys.key(salt, SALT), room, new Ghash(room));
    }

    @Override
    public int seal(byte[] packet, int clear, int length, int source, long index) {
        number(rtp, source, index);
        return seal(rtp, packet, clear, length, clear);
    }

    @Override
    public int open(byte[] packet, int clear, int length, int source, long index) {
        if (length - TAG < clear) {
            return -1;
        }
        number(rtp, source, index);
        return open(rtp, packet, clear, length, clear);
    }

    @Override
    public int sealControl(byte[] packet, int length, int source, int index) {
        number(rtcp, source, index);
        System.arraycopy(packet, 0, control, 0, CONTROL_HEADER);
        Bits.putInt(control, CONTROL_HEADER, index | 0x80000000);
        int end = seal(rtcp, packet, CONTROL_HEADER, length, control.length);
        System.arraycopy(control, CONTROL_HEADER, packet, end, 4);
        return end + 4;
    }

    @Override
    public int openControl(byte[] packet, int length, int source, int index) {
        number(rtcp, source, index);
        System.arraycopy(packet, 0, control, 0, CONTROL_HEADER);
        System.arraycopy(packet, length - 4, control, CONTROL_HEADER, 4);
        return open(rtcp, packet, CONTROL_HEADER, length - 4, control.length);
    }

    @Override
    public int controlIndex(byte[] packet, int length) {
        if (length < CONTROL_HEADER + TAG + 4) {
            return -1;
        }
        int value = Bits.getInt(packet, length - 4);
        return value < 0 ? value & 0x7fffffff : -1;
    }

    /** The nonce of RFC 7714 sections 8.1 and 9.1: an RTCP index has no rollover count above it. */
    private void number(Half half, int source, long index) {
        check(!closed, "A cipher is used after it was closed.");
        System.arraycopy(half.salt, 0, nonce, 0, SALT);
        Bits.putInt(nonce, 2, Bits.getInt(nonce, 2) ^ source);
        Bits.putShort(nonce, 6, Bits.getShort(nonce, 6) ^ (int) (index >>> 32));
        Bits.putInt(nonce, 8, Bits.getInt(nonce, 8) ^ (int) index);
    }

    private int seal(Half half, byte[] packet, int from, int to, int associated) {
        int ready = stream(half, 1, to - from + 16);
        long left = (long) LONG.get(stream, 0);
        long right = (long) LONG.get(stream, 8);
        crypt(half, packet, from, to, ready);
        hash(half, packet, from, to, associated);
        LONG.set(packet, to, half.hash.left() ^ left);
        LONG.set(packet, to + 8, half.hash.right() ^ right);
        half.hash.wipe();
        return to + TAG;
    }

    private int open(Half half, byte[] packet, int from, int length, int associated) {
        int to = length - TAG;
        hash(half, packet, from, to, associated);
        int ready = stream(half, 1, to - from + 16);
        long difference = half.hash.left() ^ (long) LONG.get(stream, 0) ^ (long) LONG.get(packet, to);
        difference |= half.hash.right() ^ (long) LONG.get(stream, 8) ^ (long) LONG.get(packet, to + 8);
        half.hash.wipe();
        if (difference != 0) {
            Arrays.fill(stream, 0, ready, (byte) 0);
            return -1;
        }
        crypt(half, packet, from, to, ready);
        return to;
    }

    /** Of the header, or of the control header and its index, and of the ciphertext. */
    private void hash(Half half, byte[] packet, int from, int to, int associated) {
        if (viewed != packet) {
            viewed = packet;
            view = MemorySegment.ofArray(packet);
        }
        half.hash.begin();
        half.hash.absorb(half == rtcp ? controlView : view, 0, associated);
        half.hash.absorb(view, from, to - from);
        half.hash.end(associated, to - from);
    }

    /** Mixes the text with the key stream, of which {@code ready} bytes are made: the tag's block and what follows. */
    private void crypt(Half half, byte[] packet, int from, int to, int ready) {
        int at = 16;
        int made = ready;
        int counter = 1 + ready / 16;
        int i = from;
        while (i < to) {
            if (at == made) {
                made = stream(half, counter, to - i);
                counter += made / 16;
                at = 0;
            }
            int end = Math.min(to, i + made - at);
            for (; i + 8 <= end; i += 8) {
                LONG.set(packet, i, (long) LONG.get(packet, i) ^ (long) LONG.get(stream, at));
                at += 8;
            }
            for (; i < end; i++) {
                packet[i] ^= stream[at++];
            }
        }
        Arrays.fill(stream, 0, ready, (byte) 0); // later pieces are not longer
    }

    /** Makes the key stream of {@code bytes} bytes, as far as there is room; returns how many, whole blocks. */
    private int stream(Half half, int counter, int bytes) {
        int blocks = Math.min(CHUNK, bytes + 15) / 16;
        for (int block = 0; block < blocks; block++) {
            System.arraycopy(nonce, 0, counters, block * 16, SALT);
            Bits.putInt(counters, block * 16 + SALT, counter + block);
        }
        encrypt(half.cipher, blocks);
        return blocks * 16;
    }

    private void encrypt(Cipher cipher, int blocks) {
        try {
            int made = cipher.update(counters, 0, blocks * 16, stream, 0);
            check(made == blocks * 16, "A block cipher kept part of its input.");
        } catch (GeneralSecurityException e) {
            throw SrtpKeys.missing(e);
        }
    }

    /** Overwrites what is ours; the platform's ciphers are left to the collector. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            for (Half half : new Half[] {rtp, rtcp}) {
                half.room.fill((byte) 0);
                Arrays.fill(half.salt, (byte) 0);
            }
            arena.close();
            Arrays.fill(stream, (byte) 0);
            Arrays.fill(counters, (byte) 0);
            Arrays.fill(nonce, (byte) 0);
        }
    }
}
