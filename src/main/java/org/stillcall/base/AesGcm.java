package org.stillcall.base;

import static org.stillcall.base.Contract.check;
import static org.stillcall.base.Contract.require;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-GCM (NIST SP 800-38D; 96-bit nonce, 128-bit tag) whose plaintext stands in off-heap memory only; ciphertext may
 * stand anywhere. Nothing is decrypted before the tag has proved right. One owner at a time.
 */
public final class AesGcm implements AutoCloseable {
    public static final int NONCE_BYTES = 12;
    public static final int TAG_BYTES = 16;
    /** The room for {@link #quick}. */
    public static final int QUICK_ROOM_BYTES = 64;
    /** The room for {@link #still}. */
    public static final int STILL_ROOM_BYTES = 128 + Aes.SCHEDULE_BYTES;

    /*
     * Two engines make the keystream. "Quick" asks the JDK's AES (hardware instructions) to encrypt counter blocks:
     * the key and its schedule then also lie in the JDK's objects on the heap until they are collected, and the
     * keystream in an array that is zeroed after each use; for connection keys. "Still" computes AES in the room
     * itself; for keys that serve one message, where a key that stays behind would open a message that stays behind.
     * No table, no branch on a secret.
     */
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int CHUNK = 512;
    private static final long HASH_KEY = 0;
    private static final long HASH = 16;
    private static final long BLOCK = 64;
    private static final long KEY = 96;
    private static final long SCHEDULE = 128;

    /** Makes the keystream: encryptions of counter blocks. */
    private sealed interface Engine {
        /** Encrypts {@code blocks} blocks from {@code counter} on, at most a chunk of them. */
        MemorySegment keystream(byte[] nonce, int counter, int blocks);

        int most();

        void wipe();
    }

    private final MemorySegment room;
    private final Engine engine;
    private final Ghash hash;
    private boolean closed;

    private AesGcm(MemorySegment room, Engine engine) {
        this.room = room;
        this.engine = engine;
        MemorySegment hashKey = engine.keystream(new byte[NONCE_BYTES], 0, 1);
        MemorySegment.copy(hashKey, 0, room, HASH_KEY, 16);
        engine.wipe();
        hash = new Ghash(room);
    }

    /** For keys that serve a connection; copies the key, and keeps what it computes in {@code room}. */
    public static AesGcm quick(MemorySegment room, byte[] key, int offset, int length) {
        require(room.isNative() && room.byteSize() >= QUICK_ROOM_BYTES, "AES-GCM needs its room off the heap.");
        return new AesGcm(room, new Quick(key, offset, length));
    }

    /**
     * For a key that serves once: the first {@code keyBytes} bytes of {@code key}, off-heap like all that is
     * computed.
     */
    public static AesGcm still(MemorySegment room, int keyBytes, MemorySegment key) {
        require(room.isNative() && room.byteSize() >= STILL_ROOM_BYTES, "AES-GCM needs its room off the heap.");
        MemorySegment.copy(key, 0, room, KEY, keyBytes);
        Aes.expand(room, KEY, keyBytes, SCHEDULE);
        room.asSlice(KEY, 32).fill((byte) 0);
        return new AesGcm(room, new Still(room, keyBytes));
    }

    /** Encrypts all of {@code plaintext} (off-heap); {@code sealed} is 16 bytes longer and gets ciphertext and tag. */
    public void seal(MemorySegment plaintext, byte[] nonce, byte[] associated, MemorySegment sealed) {
        requireShapes(plaintext, nonce, sealed);
        crypt(plaintext, nonce, sealed, plaintext.byteSize());
        hash(associated, sealed, (int) plaintext.byteSize());
        maskHash(nonce);
        MemorySegment.copy(room, HASH, sealed, plaintext.byteSize(), TAG_BYTES);
        wipeWork();
    }

    /**
     * Decrypts {@code sealed} (ciphertext and tag) into {@code plaintext} (off-heap, 16 bytes shorter).
     *
     * @return false when the tag is wrong; {@code plaintext} is untouched then
     */
    public boolean open(MemorySegment sealed, byte[] nonce, byte[] associated, MemorySegment plaintext) {
        requireShapes(plaintext, nonce, sealed);
        long bytes = plaintext.byteSize();
        hash(associated, sealed, (int) bytes);
        maskHash(nonce);
        long difference = room.get(LONG, HASH) ^ sealed.get(LONG, bytes);
        difference |= room.get(LONG, HASH + 8) ^ sealed.get(LONG, bytes + 8);
        boolean right = difference == 0;
        if (right) {
            crypt(sealed, nonce, plaintext, bytes);
        }
        wipeWork();
        return right;
    }

    private void requireShapes(MemorySegment plaintext, byte[] nonce, MemorySegment sealed) {
        check(!closed, "A cipher is used after it was closed.");
        require(plaintext.isNative(), "Plaintext stands off the heap.");
        require(sealed.byteSize() == plaintext.byteSize() + TAG_BYTES, "Sealed bytes are longer by a tag.");
        require(nonce.length == NONCE_BYTES, "A nonce has 12 bytes.");
        require(plaintext.byteSize() <= Integer.MAX_VALUE, "A message has at most 2^31 - 1 bytes.");
    }

    /** Counter mode from block 2 on (section 6.5). */
    private void crypt(MemorySegment source, byte[] nonce, MemorySegment target, long bytes) {
        int counter = 2;
        int chunk = engine.most() * 16;
        for (long at = 0; at < bytes; at += chunk) {
            int length = (int) Math.min(chunk, bytes - at);
            int blocks = (length + 15) / 16;
            MemorySegment keystream = engine.keystream(nonce, counter, blocks);
            counter += blocks;
            int i = 0;
            for (; i + 8 <= length; i += 8) {
                target.set(LONG, at + i, source.get(LONG, at + i) ^ keystream.get(LONG, i));
            }
            for (; i < length; i++) {
                byte value = source.get(ValueLayout.JAVA_BYTE, at + i);
                target.set(ValueLayout.JAVA_BYTE, at + i, (byte) (value ^ keystream.get(ValueLayout.JAVA_BYTE, i)));
            }
        }
    }

    private void maskHash(byte[] nonce) {
        MemorySegment mask = engine.keystream(nonce, 1, 1);
        room.set(LONG, HASH, room.get(LONG, HASH) ^ mask.get(LONG, 0));
        room.set(LONG, HASH + 8, room.get(LONG, HASH + 8) ^ mask.get(LONG, 8));
    }

    private void hash(byte[] associated, MemorySegment ciphertext, int bytes) {
        hash.begin();
        hash.absorb(MemorySegment.ofArray(associated), 0, associated.length);
        hash.absorb(ciphertext, 0, bytes);
        hash.end(associated.length, bytes);
    }

    private void wipeWork() {
        hash.wipe();
        engine.wipe();
    }

    /** Overwrites the room; again is harmless. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            engine.wipe();
            room.fill((byte) 0);
        }
    }

    @Override
    public String toString() {
        return "AesGcm";
    }

    private static final class Quick implements Engine {
        private final Cipher cipher;
        private final byte[] counters = new byte[CHUNK];
        private final byte[] stream = new byte[CHUNK];
        private final MemorySegment result = MemorySegment.ofArray(stream);
        private int used;

        Quick(byte[] key, int offset, int length) {
            require(length == 16 || length == 32, "A key has 128 or 256 bits.");
            try {
                cipher = Cipher.getInstance("AES/ECB/NoPadding");
                cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, offset, length, "AES"));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("The JDK has no AES.", e);
            }
        }

        @Override
        public MemorySegment keystream(byte[] nonce, int counter, int blocks) {
            for (int block = 0; block < blocks; block++) {
                int at = block * 16;
                int value = counter + block;
                System.arraycopy(nonce, 0, counters, at, NONCE_BYTES);
                counters[at + 12] = (byte) (value >>> 24);
                counters[at + 13] = (byte) (value >>> 16);
                counters[at + 14] = (byte) (value >>> 8);
                counters[at + 15] = (byte) value;
            }
            try {
                int made = cipher.update(counters, 0, blocks * 16, stream, 0);
                check(made == blocks * 16, "AES gave fewer blocks than asked for.");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("The JDK's AES failed.", e);
            }
            used = Math.max(used, blocks * 16);
            return result;
        }

        @Override
        public int most() {
            return CHUNK / 16;
        }

        @Override
        public void wipe() {
            Arrays.fill(stream, 0, used, (byte) 0);
            used = 0;
        }
    }

    private record Still(MemorySegment room, int keyBytes) implements Engine {
        @Override
        public MemorySegment keystream(byte[] nonce, int counter, int blocks) {
            MemorySegment.copy(nonce, 0, room, ValueLayout.JAVA_BYTE, BLOCK, NONCE_BYTES);
            room.set(WORD, BLOCK + NONCE_BYTES, counter);
            Aes.encrypt(room, SCHEDULE, keyBytes, BLOCK);
            return room.asSlice(BLOCK, 16);
        }

        @Override
        public int most() {
            return 1;
        }

        @Override
        public void wipe() {
            room.asSlice(BLOCK, 16).fill((byte) 0);
        }
    }
}
