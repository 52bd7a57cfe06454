package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What is written as STUN is read back, anywhere in an array, and no changed bit passes. Serves B2. */
class StunPropertyTest {
    private static final StunKey KEY = new StunKey(new byte[] {1, 2, 3});

    @Property
    void attributes_areReadBackInOrder(
            @ForAll @Size(max = 20) List<@Size(max = 40) byte[]> values,
            @ForAll @IntRange(min = 0, max = 0xfff) int method,
            @ForAll @IntRange(max = 50) int from,
            @ForAll @Size(12) byte[] transaction) {
        StunWriter writer = new StunWriter(new byte[1200]);
        writer.begin(method, Stun.INDICATION, transaction, 0);
        for (int i = 0; i < values.size(); i++) {
            writer.attribute(0x9000 + i, values.get(i));
        }
        writer.integrity(KEY).fingerprint();
        byte[] data = new byte[from + writer.length() + 7];
        System.arraycopy(writer.data(), 0, data, from, writer.length());
        assertEquals(writer.length(), StunReader.length(data, from, data.length - from));
        StunReader reader = new StunReader();
        assertTrue(reader.read(data, from, writer.length()));
        assertEquals(method, reader.method());
        assertTrue(reader.genuine(KEY) && reader.fingerprinted());
        reader.rewind();
        for (int i = 0; i < values.size(); i++) {
            assertTrue(reader.next());
            assertEquals(0x9000 + i, reader.attributeType());
            assertArrayEquals(values.get(i), reader.value());
        }
        assertFalse(reader.next());
    }

    @Property(tries = 300)
    void changedBit_isNotGenuine(
            @ForAll @Size(max = 40) byte[] value,
            @ForAll @Size(12) byte[] transaction,
            @ForAll @IntRange(max = 4096) int bit) {
        StunWriter writer = new StunWriter(new byte[200]);
        writer.begin(Stun.BINDING, Stun.REQUEST, transaction, 0)
                .attribute(Stun.USERNAME, value)
                .integrity(KEY)
                .fingerprint();
        int at = bit % (writer.length() * 8);
        writer.data()[at / 8] ^= (byte) (1 << at % 8);
        StunReader reader = new StunReader();
        boolean whole = reader.read(writer.data(), 0, writer.length());
        assertFalse(whole && reader.genuine(KEY) && reader.fingerprinted());
    }
}
