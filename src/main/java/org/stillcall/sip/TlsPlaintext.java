package org.stillcall.sip;

import static org.stillcall.base.Contract.check;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.TlsFatalAlert;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.AesGcm;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;

/**
 * The application bytes of one TLS connection, off the heap in both directions. One owner at a time.
 *
 * <p>The TLS library knows nothing of this: it asks a cipher to decode a record and gets zeros of the right length in
 * place of application bytes, which stand in our inbox by then; it hands a cipher zeros to encode, and the cipher takes
 * the true bytes from where the caller said. Handshake records and alerts pass through the library as usual.
 */
final class TlsPlaintext {
    /** Four ciphers at most: reading and writing, for the handshake and after it. */
    static final int KEY_ROOM_BYTES = 4 * AesGcm.QUICK_ROOM_BYTES;

    private static final int TLS13_ASSOCIATED_BYTES = 5; // RFC 8446 section 5.2
    private static final int TLS12_TYPE_AT = 8; // RFC 5246 section 6.2.3.3

    private final BlockPool records;
    private final Block keyRoom;
    private final List<AesGcm> ciphers = new ArrayList<>();
    private @Nullable Block inbox;
    private int head;
    private int tail;
    private @Nullable MemorySegment outgoing;
    private long outgoingAt;
    private int keyRoomsUsed;
    private boolean ready;

    TlsPlaintext(BlockPool records, Block keyRoom) {
        this.records = records;
        this.keyRoom = keyRoom;
    }

    /** Off-heap room for one more cipher's key. */
    MemorySegment keyRoom() throws TlsFatalAlert {
        if (keyRoomsUsed == 4) {
            throw new TlsFatalAlert(AlertDescription.internal_error);
        }
        return keyRoom.segment().asSlice((long) keyRoomsUsed++ * AesGcm.QUICK_ROOM_BYTES, AesGcm.QUICK_ROOM_BYTES);
    }

    /** A cipher with this key that {@link #wipe} closes; the one before it is closed at once. */
    AesGcm next(@Nullable AesGcm before, MemorySegment room, byte[] key) {
        if (before != null) {
            ciphers.remove(before);
            before.close();
        }
        AesGcm cipher = AesGcm.quick(room, key, 0, key.length);
        ciphers.add(cipher);
        return cipher;
    }

    /** From now on the peer may send application bytes: the handshake has proved it. */
    void ready() {
        ready = true;
    }

    /** Bytes that wait to be read. */
    int available() {
        return tail - head;
    }

    /** Whether a record of so many bytes can be taken now. */
    boolean fits(int recordBytes) {
        return inbox == null || recordBytes <= inbox.capacity() - available() || available() == 0;
    }

    int read(MemorySegment target, long offset, int capacity) {
        Block block = inbox;
        if (block == null) {
            return 0;
        }
        int length = Math.min(capacity, available());
        MemorySegment.copy(block.segment(), head, target, offset, length);
        block.segment().asSlice(head, length).fill((byte) 0);
        head += length;
        giveBackWhenEmpty();
        return length;
    }

    /** From where the next application records take their bytes; null when there are none to send. */
    void outgoing(@Nullable MemorySegment source) {
        outgoing = source;
        outgoingAt = 0;
    }

    /** Decrypts a record: to the heap when it is the library's, into the inbox when it is the application's. */
    void decode(AesGcm cipher, byte[] nonce, byte[] associated, MemorySegment sealed, MemorySegment decoded)
            throws TlsFatalAlert {
        int length = (int) decoded.byteSize();
        MemorySegment plain = spaceFor(length);
        if (!cipher.open(sealed, nonce, associated, plain)) {
            giveBackWhenEmpty();
            throw new TlsFatalAlert(AlertDescription.bad_record_mac);
        }
        boolean inner = associated.length == TLS13_ASSOCIATED_BYTES;
        int content = inner ? typeAt(plain) : length;
        int type = inner ? content < 0 ? -1 : plain.get(ValueLayout.JAVA_BYTE, content) : associated[TLS12_TYPE_AT];
        if (type == ContentType.application_data) {
            if (!ready) { // whoever it is has not proved itself
                plain.fill((byte) 0);
                giveBackWhenEmpty();
                throw new TlsFatalAlert(AlertDescription.unexpected_message);
            }
            decoded.fill((byte) 0);
            if (inner) {
                plain.asSlice(content).fill((byte) 0);
                decoded.set(ValueLayout.JAVA_BYTE, content, (byte) type);
            }
            tail += content;
        } else {
            decoded.copyFrom(plain);
            plain.fill((byte) 0);
        }
        giveBackWhenEmpty();
    }

    /** Where the inner content type stands: the last byte that is not zero (RFC 8446 section 5.4); -1 when all are. */
    private static int typeAt(MemorySegment plain) {
        int at = (int) plain.byteSize() - 1;
        while (at >= 0 && plain.get(ValueLayout.JAVA_BYTE, at) == 0) {
            at--;
        }
        return at;
    }

    private MemorySegment spaceFor(int length) throws TlsFatalAlert {
        Block block = inbox;
        if (block == null) {
            block = records.take();
            if (block == null) {
                throw new TlsFatalAlert(AlertDescription.internal_error);
            }
            inbox = block;
        }
        MemorySegment segment = block.segment();
        if (head > 0 && length > block.capacity() - tail) {
            int waiting = available();
            MemorySegment.copy(segment, head, segment, 0, waiting);
            segment.asSlice(waiting, tail - waiting).fill((byte) 0);
            head = 0;
            tail = waiting;
        }
        if (length > block.capacity() - tail) {
            throw new TlsFatalAlert(AlertDescription.record_overflow);
        }
        return segment.asSlice(tail, length);
    }

    private void giveBackWhenEmpty() {
        if (inbox != null && head == tail) {
            inbox.close();
            inbox = null;
            head = 0;
            tail = 0;
        }
    }

    /** Encrypts a record whose bytes are {@code given}, or, when it is the application's, those that really wait. */
    void encode(AesGcm cipher, byte[] nonce, byte[] associated, MemorySegment given, MemorySegment sealed)
            throws TlsFatalAlert {
        int length = (int) given.byteSize();
        boolean inner = associated.length == TLS13_ASSOCIATED_BYTES;
        int type = inner ? given.get(ValueLayout.JAVA_BYTE, length - 1) : associated[TLS12_TYPE_AT];
        try (Block block = records.take()) {
            if (block == null) {
                throw new TlsFatalAlert(AlertDescription.internal_error);
            }
            MemorySegment plain = block.segment().asSlice(0, length);
            plain.copyFrom(given);
            if (type == ContentType.application_data) {
                int content = inner ? length - 1 : length;
                check(outgoing != null, "Application bytes are sent from where the caller said.");
                MemorySegment.copy(outgoing, outgoingAt, plain, 0, content);
                outgoingAt += content;
            }
            cipher.seal(plain, nonce, associated, sealed);
        }
    }

    /** Overwrites everything and gives it back. */
    void wipe() {
        head = tail;
        giveBackWhenEmpty();
        ciphers.forEach(AesGcm::close);
        keyRoom.close();
    }
}
